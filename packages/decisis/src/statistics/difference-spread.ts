import type { SeedPair } from "./comparison.ts";
import { mean } from "./moments.ts";

/** How paired differences of two models vary; what a sample is planned from. */
export interface DifferenceSpread {
  /**
   * Standard deviation of the difference on one task within a seed. Where tasks come in clusters: what independent tasks
   * would need to have for the same standard error of the mean.
   */
  readonly tasks: number;
  /** Standard deviation between seeds of the difference over all conceivable tasks. `null` = unknown, of one seed. */
  readonly seeds: number | null;
  /** Correlation of a task's differences under two seeds, 0 to 1: at 1 further seeds say nothing new about the tasks. */
  readonly correlation: number;
}

/**
 * Spread of observed differences by the method of moments, over the tasks that both models have under every seed:
 * d[s,t] = mean + seed[s] + task[t] + rest[s,t], the variances being those of the two-way analysis of variance with random
 * effects. Clusters enter as in the cluster-robust standard error with its factor C/(C − 1) (Miller 2024, arXiv
 * 2411.00640). With a handful of seeds `seeds` is a rough figure: its own error is about 1/√(2(S − 1)) of it.
 *
 * @throws RangeError for fewer than two clusters in common
 */
export function differenceSpread(pairs: readonly SeedPair[]): DifferenceSpread {
  const { differences, clusters } = commonDifferences(pairs);
  const groups = new Map([...new Set(clusters)].map((cluster, i) => [cluster, i]));
  if (groups.size < 2)
    throw new RangeError(`${groups.size} clusters of tasks in common say nothing about spread: score two at least`);
  const n = clusters.length;
  const means = differences.map(mean);
  // residuals [S, C]: sums over each cluster of what lies off the seed's mean
  const residuals = differences.map((d, s) => {
    const sums = new Float64Array(groups.size);
    clusters.forEach((cluster, t) => {
      sums[groups.get(cluster)!] += d[t] - means[s];
    });
    return sums;
  });
  const scale = groups.size / (groups.size - 1) / n;
  const covariance = (a: Float64Array, b: Float64Array) => scale * a.reduce((sum, x, c) => sum + x * b[c], 0);
  const within = mean(residuals.map((r) => covariance(r, r)));
  if (pairs.length === 1) return { tasks: Math.sqrt(within), seeds: null, correlation: 0 };
  const shared = mean(residuals.flatMap((a, i) => residuals.slice(i + 1).map((b) => covariance(a, b))));
  const centre = mean(means);
  const ofMeans = means.reduce((sum, m) => sum + (m - centre) ** 2, 0) / (means.length - 1);
  return {
    tasks: Math.sqrt(within),
    seeds: Math.sqrt(Math.max(0, ofMeans - (within - shared) / n)),
    correlation: within === 0 ? 0 : Math.min(1, Math.max(0, shared / within)),
  };
}

/** Differences [S, n] on the tasks of all seeds, and the cluster of each. */
function commonDifferences(pairs: readonly SeedPair[]): {
  readonly differences: readonly (readonly number[])[];
  readonly clusters: readonly string[];
} {
  const scores = pairs.map(({ from, to }) => {
    const start = new Map(from.map(({ id, score }) => [id, score]));
    return new Map(to.flatMap((t) => (start.has(t.id) ? [[t.id, t.score - start.get(t.id)!] as const] : [])));
  });
  const tasks = (pairs[0]?.to ?? []).filter(({ id }) => scores.every((seed) => seed.has(id)));
  return {
    differences: scores.map((seed) => tasks.map(({ id }) => seed.get(id)!)),
    clusters: tasks.map(({ cluster }) => cluster),
  };
}
