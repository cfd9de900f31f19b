/** The four parts, in the order that is asked for. */
export const SECTIONS = ["issue", "rule", "application", "conclusion"] as const;

export type Section = (typeof SECTIONS)[number];

export type Summary = Readonly<Record<Section, string>>;

/** A summary in the form of the gold: one line a part. */
export function writtenSummary(summary: Summary, order: readonly Section[] = SECTIONS): string {
  return order.map((section) => `${section[0].toUpperCase()}${section.slice(1)}: ${summary[section]}`).join("\n");
}
