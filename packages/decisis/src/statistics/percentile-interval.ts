import type { Interval } from "./comparison.ts";
import { quantile } from "./moments.ts";

/** Nothing is known of the spread. */
export const UNKNOWN: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** 95 % percentile interval of sorted draws. */
export const percentileInterval = (sorted: Float64Array): Interval => [
  quantile(sorted, 0.025),
  quantile(sorted, 0.975),
];

/** One cluster has no spread to draw from; its interval would be a point. */
export const enoughClusters = (seeds: readonly { readonly counts: ArrayLike<number> }[]): boolean =>
  seeds.every(({ counts }) => counts.length >= 2);
