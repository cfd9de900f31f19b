import { Random } from "@decisis/tensor";
import { bootstrapMeans, type ClusterTotals, clusterIndex, clusterTotals, totalMean } from "./cluster-bootstrap.ts";
import { mean, standardDeviation } from "./moments.ts";
import { enoughClusters, percentileInterval, UNKNOWN } from "./percentile-interval.ts";
import { detectable } from "./sample-size.ts";

/** Per-task scores of one model, as shares of the reward's declared range. */
export interface ScoredTask {
  readonly id: string;
  readonly cluster: string;
  readonly score: number;
}

/** Two models that were trained with the same seed, on the same held-out tasks. */
export interface SeedPair {
  readonly seed: number;
  readonly from: readonly ScoredTask[];
  readonly to: readonly ScoredTask[];
}

export type Interval = readonly [low: number, high: number];

export interface Estimate {
  readonly mean: number;
  readonly ci95: Interval;
}

export interface PairedComparison {
  /** Tasks of each seed that both models have a score on; the smallest number, should seeds differ. */
  readonly n: number;
  readonly clusters: number;
  /** Mean score of `from` and of `to` over the paired tasks. */
  readonly fromMean: number;
  readonly toMean: number;
  /** to − from, mean over seeds of the mean over tasks. */
  readonly difference: number;
  /** Clusters and seeds are drawn, the same clusters for all seeds. */
  readonly ci95: Interval;
  /** Two-sided bootstrap p of the same draws. */
  readonly p: number;
  readonly perSeed: readonly { readonly seed: number; readonly difference: number; readonly ci95: Interval }[];
  /** Difference that a test at 5 % finds with 80 % probability, given the spread seen here. */
  readonly smallestDetectable: number;
}

/** Mean of one model over seeds and tasks with its 95 % interval. `path` names the stream of draws. */
export function estimateMean(
  seeds: readonly (readonly ScoredTask[])[],
  ...path: readonly (string | number)[]
): Estimate {
  const index = clusterIndex(seeds);
  const totals = seeds.map((tasks) =>
    clusterTotals(
      tasks.map((t) => ({ cluster: t.cluster, value: t.score })),
      index,
    ),
  );
  return { mean: mean(totals.map(totalMean)), ci95: intervalOf(totals, Random.at("estimate", ...path)) };
}

/** Means of two models on common tasks, and what the draws say of their difference. */
export type PairedDifference = Omit<PairedComparison, "perSeed" | "smallestDetectable">;

/** Paired comparison of two models over seeds. Tasks that only one of the two has are left out. */
export function comparePaired(pairs: readonly SeedPair[], ...path: readonly (string | number)[]): PairedComparison {
  const paired = pairs.map(differencesOf);
  const { difference, draws } = differenceAndDraws(paired, path);
  return {
    ...difference,
    perSeed: paired.map(({ seed, totals }) => ({
      seed,
      difference: totalMean(totals),
      ci95: intervalOf([totals], Random.at("comparison of one seed", seed, ...path)),
    })),
    smallestDetectable: draws === null ? Number.POSITIVE_INFINITY : detectable(standardDeviation(draws) ?? 0),
  };
}

/** The same without what it says of each seed and of what could be found, which takes most of the time. */
export const differencePaired = (pairs: readonly SeedPair[], ...path: readonly (string | number)[]): PairedDifference =>
  differenceAndDraws(pairs.map(differencesOf), path).difference;

interface SeedDifferences {
  readonly seed: number;
  /** to − from, by task. */
  readonly differences: readonly { readonly cluster: string; readonly value: number }[];
  /** The same by the seed's own clusters. */
  readonly totals: ClusterTotals;
  readonly fromMean: number;
  readonly toMean: number;
}

function differencesOf({ seed, from, to }: SeedPair): SeedDifferences {
  const start = new Map(from.map((t) => [t.id, t.score]));
  const tasks = to.filter((t) => start.has(t.id));
  const differences = tasks.map((t) => ({ cluster: t.cluster, value: t.score - start.get(t.id)! }));
  return {
    seed,
    differences,
    totals: clusterTotals(differences),
    fromMean: mean(tasks.map((t) => start.get(t.id)!)),
    toMean: mean(tasks.map((t) => t.score)),
  };
}

function differenceAndDraws(
  paired: readonly SeedDifferences[],
  path: readonly (string | number)[],
): { readonly difference: PairedDifference; readonly draws: Float64Array | null } {
  const index = clusterIndex(paired.map((p) => p.differences));
  const all = paired.map((p) => clusterTotals(p.differences, index));
  const draws = enoughClusters(all) ? bootstrapMeans(all, Random.at("comparison", ...path)) : null;
  return {
    draws,
    difference: {
      n: Math.min(...paired.map((p) => p.differences.length)),
      clusters: Math.min(...paired.map((p) => p.totals.sums.length)),
      fromMean: mean(paired.map((p) => p.fromMean)),
      toMean: mean(paired.map((p) => p.toMean)),
      difference: mean(paired.map((p) => totalMean(p.totals))),
      ci95: draws === null ? UNKNOWN : percentileInterval(draws),
      p: draws === null ? 1 : twoSidedP(draws),
    },
  };
}

/** Share of draws on the far side of 0, doubled; one draw is added, since no finite number of draws proves p = 0. */
export function twoSidedP(draws: Float64Array): number {
  let low = 0;
  let high = 0;
  for (const d of draws) {
    if (d <= 0) low++;
    if (d >= 0) high++;
  }
  return Math.min(1, (2 * (Math.min(low, high) + 1)) / (draws.length + 1));
}

function intervalOf(seeds: readonly ClusterTotals[], random: Random): Interval {
  return enoughClusters(seeds) ? percentileInterval(bootstrapMeans(seeds, random)) : UNKNOWN;
}
