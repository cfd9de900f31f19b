/** Whose failure a grade records. `null` = nobody's: the output was graded as it should be. */
export type Fault = "model" | "reference" | "grader";

/**
 * What grading one completion gave.
 *
 * `reward` is inside `range`, or `null` when the completion could not be scored. A fault of the model (unparseable answer,
 * failed gate) keeps its defined score; faults of the reference or the grader give `null`, never 0.
 */
export interface Grade {
  readonly reward: number | null;
  /** Named components before weighting, each in [0, 1], or `null` where a component could not be scored. */
  readonly subRewards: Readonly<Record<string, number | null>>;
  /** Lowest and highest reward that the grader can reach; proven by its tests. */
  readonly range: readonly [min: number, max: number];
  readonly fault: Fault | null;
  /** Name of the first gate that the completion failed, `null` if it passed all. */
  readonly failedGate: string | null;
  /** Why points were lost, for people: rule numbers first ("R12: court superfluous"). */
  readonly reasons: readonly string[];
  /** Set exactly when `reward` is `null`: a flag of the error taxonomy, with details. */
  readonly error?: { readonly flag: string; readonly details: string };
}

/** A deterministic reward. Pure and total: never throws on any `completion`, same input gives the same grade. */
export interface Grader<Item> {
  readonly id: string;
  readonly range: readonly [min: number, max: number];
  grade(item: Item, completion: string): Grade;
}
