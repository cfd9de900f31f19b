import type { ObjectiveOptions, StepTotals } from "./objective.ts";

/**
 * How per-token losses x become one number per optimizer step.
 *
 * | kind | loss |
 * |---|---|
 * | `grpo` | `(1/B)·Σ_i Σ_t m·x / max(L_i, 1)` (verl: seq-mean-token-mean) |
 * | `dr_grpo` | `Σ m·x / (B·L_max)` (arXiv 2503.20783) |
 * | `dapo` | `Σ m·x / max(N, 1)` (verl: token-mean; arXiv 2503.14476) |
 */
export type Aggregation = "grpo" | "dr_grpo" | "dapo";

/** The factor by which each masked token of a row with `length` masked tokens enters the step's loss. */
export function aggregationWeight(
  aggregation: Aggregation,
  length: number,
  totals: StepTotals,
  maskedRows: ObjectiveOptions["maskedRows"],
): number {
  if (aggregation === "dapo") return 1 / Math.max(totals.tokens, 1);
  const rows = maskedRows === "exclude" ? totals.nonEmptyRows : totals.rows;
  if (rows === undefined) throw new RangeError('maskedRows: "exclude" needs totals.nonEmptyRows');
  return 1 / (Math.max(rows, 1) * (aggregation === "grpo" ? Math.max(length, 1) : totals.maxCompletionLength));
}
