import type { Skipped } from "../environment.ts";

/** Training rows that a class may keep however small the others are. */
const ALWAYS_KEPT = 40;

export interface Labelled {
  readonly id: string;
  readonly label: string;
}

/**
 * Evens out the classes of the training part: each is cut to the size of the second smallest, but to no less than
 * `ALWAYS_KEPT`, so that all constant answers earn the same and that of the rarest class no more. Rows with the smallest ids
 * stay, which are hashes and so a fixed random draw.
 *
 * This is the weighting by inverse class share, done by drawing. Done in the reward, right answers of frequent classes could no longer
 * reach the end of the range, and where advantages are divided by the deviation of their group it would have no effect.
 */
export function balancedClasses<Row extends Labelled>(
  training: readonly Row[],
): { readonly rows: readonly Row[]; readonly skipped: readonly Skipped[] } {
  const byLabel = Map.groupBy(training, (row) => row.label);
  const sizes = [...byLabel.values()].map((rows) => rows.length).sort((a, b) => a - b);
  const limit = Math.max(ALWAYS_KEPT, sizes[1] ?? 0);
  const dropped = new Map<string, string>();
  for (const [label, rows] of byLabel) {
    for (const row of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(limit))
      dropped.set(row.id, `balance: ${label} already has ${limit} training tasks`);
  }
  return {
    rows: training.filter((row) => !dropped.has(row.id)),
    skipped: [...dropped].map(([id, reason]) => ({ id, reason })),
  };
}
