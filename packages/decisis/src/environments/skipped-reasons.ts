import type { Skipped } from "./environment.ts";

/** How many records each rule passed over, most first. A rule ends at the first colon of a reason. */
export function reasonCounts(skipped: readonly Skipped[]): readonly (readonly [rule: string, count: number])[] {
  return [...Map.groupBy(skipped, ({ reason }) => reason.split(":")[0])]
    .map(([rule, of]) => [rule, of.length] as const)
    .sort(([, a], [, b]) => b - a);
}

/** The same in one line: `12 no-label, 3 straddles`. */
export const countedReasons = (skipped: readonly Skipped[]): string =>
  reasonCounts(skipped)
    .map(([rule, count]) => `${count} ${rule}`)
    .join(", ");
