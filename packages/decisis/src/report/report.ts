import type { Machine } from "../runs/surroundings.ts";
import type { Interval } from "../statistics/comparison.ts";
import type { Verdict } from "../statistics/verdict.ts";

/** report.json: what other programs read. Fields are added, never renamed. An infinite end of an interval is written as `null`. */
export interface Report {
  readonly run: string;
  readonly createdAt: string;
  readonly machine: Machine;
  readonly seeds: readonly number[];
  /** In the order trained; the first is `base`. */
  readonly stages: readonly string[];
  readonly tasks: readonly string[];
  readonly cells: readonly Cell[];
  readonly baselines: readonly { readonly task: string; readonly name: string; readonly mean: number | null }[];
  readonly comparisons: readonly Comparison[];
  /** By skill: what the last stage kept of the best that the skill was before. */
  readonly forgetting: readonly Forgetting[];
  readonly wallSeconds: number;
}

/** One stage's model on one task, over all seeds. */
export interface Cell {
  readonly stage: string;
  readonly task: string;
  /** Held-out tasks scored, per seed. */
  readonly n: number;
  readonly seeds: number;
  /** On the reward's own scale. */
  readonly mean: number;
  /** Over seeds; `null` for one. */
  readonly sd: number | null;
  readonly ci95: Interval;
  /** `range_min`, `range_max` (reachable reward), `exact`, `greedy`, `greedy_exact`, `mean_length`, `clipped_ratio`, `unscorable`, `rewards/<component>`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Two stages on one task, as a share of the reward's declared range. */
export interface Comparison {
  readonly task: string;
  readonly from: string;
  readonly to: string;
  readonly difference: number;
  readonly ci95: Interval;
  readonly p: number;
  /** Holm over all comparisons of the report. */
  readonly pAdjusted: number;
  readonly significant: boolean;
  /** What `from` is to `to`: the model it started from, the untrained model, or the rival that spent the same tokens on SFT. */
  readonly against: "start" | "base" | "control";
  readonly verdict: Verdict;
  readonly n: number;
  readonly clusters: number;
  readonly perSeed: readonly { readonly seed: number; readonly difference: number; readonly ci95: Interval }[];
  readonly smallestDetectable: number;
}

/** A skill at the end against the best it was before, as a share of the reward's range. */
export interface Forgetting {
  readonly task: string;
  readonly best: string;
  readonly final: string;
  /** final − best: negative = forgotten. The best is chosen by its mean, so that a small loss is to be expected by chance. */
  readonly difference: number;
  readonly ci95: Interval;
  readonly p: number;
  readonly verdict: Verdict;
  readonly perSeed: readonly { readonly seed: number; readonly difference: number; readonly ci95: Interval }[];
}

/**
 * Whether a GRPO stage improved a skill: better than the start that its control shares, and better than the control. `null`
 * without a control to compare with.
 */
export function improves(report: Report, task: string, stage: string): boolean | null {
  const found = report.comparisons.filter((c) => c.task === task && c.to === stage);
  const control = found.find((c) => c.against === "control");
  if (control === undefined) return null;
  // Of several rivals in a row the model that the first of them started from counts; it is compared last.
  const start = found.findLast((c) => c.against === "start");
  return start?.verdict === "better" && control.verdict === "better";
}
