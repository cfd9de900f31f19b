import type { Random } from "@decisis/tensor";

/** One seed's values, summed by cluster: a bootstrap draws whole clusters, so this is all it needs. */
export interface ClusterTotals {
  /** Σ value over the tasks of each cluster. */
  readonly sums: Float64Array;
  /** Tasks of each cluster. */
  readonly counts: Float64Array;
}

export const DRAWS = 10_000;

/** Sums values by cluster, clusters in order of first appearance. */
export function clusterTotals(values: readonly { readonly cluster: string; readonly value: number }[]): ClusterTotals {
  const index = new Map<string, number>();
  for (const { cluster } of values) if (!index.has(cluster)) index.set(cluster, index.size);
  const sums = new Float64Array(index.size);
  const counts = new Float64Array(index.size);
  for (const { cluster, value } of values) {
    const i = index.get(cluster)!;
    sums[i] += value;
    counts[i] += 1;
  }
  return { sums, counts };
}

/**
 * Means of `draws` bootstrap samples, sorted. Each sample draws as many seeds as there are, with replacement, and for each
 * drawn seed as many of its clusters as it has; its figure is the mean over seeds of the mean over drawn tasks.
 */
export function bootstrapMeans(seeds: readonly ClusterTotals[], random: Random, draws: number = DRAWS): Float64Array {
  const means = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    let total = 0;
    for (let s = 0; s < seeds.length; s++) {
      const { sums, counts } = seeds[seeds.length === 1 ? 0 : below(random, seeds.length)];
      let sum = 0;
      let count = 0;
      for (let c = 0; c < sums.length; c++) {
        const drawn = below(random, sums.length);
        sum += sums[drawn];
        count += counts[drawn];
      }
      total += sum / count;
    }
    means[d] = total / seeds.length;
  }
  return means.sort();
}

/** Uniform in [0, n): multiply and shift, biased by less than n / 2³², which no interval can show. */
const below = (random: Random, n: number): number => Math.floor((random.uint32() / 4294967296) * n);

/** Mean over tasks. */
export function totalMean({ sums, counts }: ClusterTotals): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < sums.length; i++) {
    sum += sums[i];
    count += counts[i];
  }
  return sum / count;
}
