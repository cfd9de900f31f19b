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

/**
 * Whether a GRPO stage improved: better than its start and better than its control. `null` without a control to compare with.
 */
export function improves(report: Report, stage: string): boolean | null {
  const word = (against: Comparison["against"]) =>
    report.comparisons.find((c) => c.to === stage && c.against === against)?.verdict;
  const rival = word("control");
  return rival === undefined ? null : word("start") === "better" && rival === "better";
}
