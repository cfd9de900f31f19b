import type { Machine } from "../runs/surroundings.ts";
import type { Estimate, Interval } from "../statistics/comparison.ts";
import type { ExactComparison } from "../statistics/exact-comparison.ts";
import type { ClassEstimates } from "../statistics/macro-scores.ts";
import type { Verdict } from "../statistics/verdict.ts";

/** report.json: what other programs read. Fields are added, never renamed. An infinite end of an interval is written as `null`. */
export interface Report {
  readonly run: string;
  readonly createdAt: string;
  /** What the run was begun with. */
  readonly command: string;
  readonly machine: Machine;
  readonly seeds: readonly number[];
  /** In the order trained; the first is `base`. */
  readonly stages: readonly string[];
  readonly tasks: readonly string[];
  readonly cells: readonly Cell[];
  /** Of each skill's reward before training. Absent where the run is older than that. */
  readonly audits?: readonly ReportedAudit[];
  readonly baselines: readonly ReportedBaseline[];
  readonly comparisons: readonly Comparison[];
  /** By skill: what the last stage kept of the best that the skill was before. */
  readonly forgetting: readonly Forgetting[];
  /** Of skills whose classes are of uneven size: macro-averages of every stage's answers. */
  readonly classes: readonly ClassScores[];
  readonly wallSeconds: number;
}

/** Whether a skill's reward withstood the attempts to cheat it before it trained anything. */
export interface ReportedAudit {
  readonly task: string;
  /** Tasks that the attempts were made on. */
  readonly rows: number;
  readonly passed: boolean;
  /** What was found, in words; empty = passed. */
  readonly failures: readonly string[];
  /** Why the run trained on it all the same; `null` where it passed. */
  readonly override: string | null;
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
  /** (share of the range − chance) / (1 − chance), for a skill whose task is to pick an option; else `null`. */
  readonly aboveChance: Estimate | null;
  /** `range_min`, `range_max` (reachable reward), `exact`, `greedy`, `greedy_exact`, `mean_length`, `clipped_ratio`, `unscorable`, `rewards/<component>`. */
  readonly metrics: Readonly<Record<string, number>>;
  /** With several completions a task: pass@k and pass^k of exact answers, by rising k. Else empty. */
  readonly pass: readonly PassRates[];
  /** What is so of part of the tasks: components that say something of those alone, the reward on tasks that training does not cite. As shares. */
  readonly parts: readonly (Estimate & { readonly name: string; readonly n: number })[];
}

/** Name of the part of the tasks that the raw text of training knows nothing of. */
export const NOT_CITED = "not cited in training";

export interface PassRates {
  readonly k: number;
  /** At least one of k completions is exactly right. */
  readonly passAtK: Estimate;
  /** All of k completions are. */
  readonly passHatK: Estimate;
}

/** A policy without a model on the tasks of the evaluation. */
export interface ReportedBaseline {
  readonly task: string;
  readonly name: string;
  /** Mean reward. */
  readonly mean: number | null;
  /** Of its share of the range, for a skill whose task is to pick an option, else `null`. */
  readonly aboveChance: number | null;
  /** Of a skill that chooses among classes, else `null`. */
  readonly macroF1: number | null;
}

const BESIDE_REWARD = [
  ["above chance", "aboveChance"],
  ["macro-F1", "macroF1"],
] as const;

/** What a table of baselines shows beside the reward: the figures that any of them has, with the header of each. */
export const besideReward = (
  baselines: readonly { readonly [K in (typeof BESIDE_REWARD)[number][1]]?: number | null }[],
): readonly (typeof BESIDE_REWARD)[number][] =>
  BESIDE_REWARD.filter(([, key]) => baselines.some((baseline) => (baseline[key] ?? null) !== null));

/** Answers of one stage's model to a skill that chooses among classes, over all seeds. An unreadable answer is a wrong one. */
export interface ClassScores extends ClassEstimates {
  readonly task: string;
  readonly stage: string;
  /** Tasks a seed. */
  readonly n: number;
  readonly recall: readonly (Estimate & { readonly label: string; readonly n: number })[];
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
  /** What so many tasks and seeds find with 80 % probability. */
  readonly smallestDetectable: number;
  /** Tasks that find `SMALLEST_GAIN` under as many seeds; infinite (in JSON: `null`) where only more seeds can help or nothing is known. */
  readonly tasksNeeded: number;
  /** Rates of exact answers; `null` where nothing says what is exact. */
  readonly exact: ExactComparison | null;
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
  /** Holm over the skills of the report. */
  readonly pAdjusted: number;
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
