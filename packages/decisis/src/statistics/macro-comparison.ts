import { Random } from "@decisis/tensor";
import { bootstrapSums, clusterIndex } from "./cluster-bootstrap.ts";
import { type Interval, twoSidedP } from "./comparison.ts";
import { clusterCounts, countsOf, type LabelledTask, type MacroScore, macroScore } from "./macro-scores.ts";
import { mean } from "./moments.ts";
import { enoughClusters, percentileInterval, UNKNOWN } from "./percentile-interval.ts";

/** Answers of two models that were trained with the same seed. */
export interface LabelledPair {
  readonly seed: number;
  readonly from: readonly LabelledTask[];
  readonly to: readonly LabelledTask[];
}

export interface MacroComparison {
  readonly fromMean: number;
  readonly toMean: number;
  /** to − from, mean over seeds. */
  readonly difference: number;
  readonly ci95: Interval;
  /** Two-sided bootstrap p of the same draws. */
  readonly p: number;
}

/**
 * Compares a macro-average of two models on the tasks that both have: the same clusters are drawn for both models and all
 * seeds, and both averages are taken anew over the labels of each draw. `path` names the stream of draws.
 */
export function compareMacroScores(
  score: MacroScore,
  pairs: readonly LabelledPair[],
  ...path: readonly (string | number)[]
): MacroComparison {
  const common = pairs.map(({ from, to }) => {
    const [inFrom, inTo] = [from, to].map((tasks) => new Set(tasks.map(({ id }) => id)));
    return { from: from.filter(({ id }) => inTo.has(id)), to: to.filter(({ id }) => inFrom.has(id)) };
  });
  const index = clusterIndex(common.map(({ from }) => from));
  // Sums of `from`, then those of `to`: the right labels are the same ones.
  const columns = common.map(({ from, to }) => [...clusterCounts(from, index), ...clusterCounts(to, index)]);
  const differenceOf = (sums: Float64Array): number => {
    const half = sums.length / 2;
    return score(countsOf(sums.subarray(half))) - score(countsOf(sums.subarray(0, half)));
  };
  const known = enoughClusters(columns.map(([counts]) => ({ counts: counts ?? [] })));
  const draws = known ? bootstrapSums(columns, differenceOf, Random.at("macro comparison", ...path)) : null;
  const [fromMean, toMean] = (["from", "to"] as const).map((side) =>
    mean(common.map((c) => macroScore(score, c[side]))),
  );
  return {
    fromMean,
    toMean,
    difference: toMean - fromMean,
    ci95: draws === null ? UNKNOWN : percentileInterval(draws),
    p: draws === null ? 1 : twoSidedP(draws),
  };
}
