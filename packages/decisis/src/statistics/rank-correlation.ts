import { spearman } from "@decisis/graders";
import { Random } from "@decisis/tensor";
import { DRAWS } from "./cluster-bootstrap.ts";
import type { Interval } from "./comparison.ts";
import { percentileInterval, UNKNOWN } from "./percentile-interval.ts";

/** Two measures of one thing. */
export interface MeasuredPoint {
  readonly cluster: string;
  readonly x: number;
  readonly y: number;
}

export interface RankCorrelation {
  readonly n: number;
  /** Spearman's coefficient with average ranks for ties, −1 to 1; `null` where either side does not vary. */
  readonly rho: number | null;
  readonly ci95: Interval;
}

/**
 * Spearman's rank correlation with its 95 % percentile bootstrap interval: clusters are drawn with replacement. Draws in which
 * a side does not vary have no coefficient and are left out. `path` names the stream of draws.
 */
export function rankCorrelation(
  points: readonly MeasuredPoint[],
  ...path: readonly (string | number)[]
): RankCorrelation {
  const clusters = [...Map.groupBy(points, ({ cluster }) => cluster).values()];
  const rho = coefficient(points);
  if (rho === null || clusters.length < 2) return { n: points.length, rho, ci95: UNKNOWN };
  const random = Random.at("rank correlation", ...path);
  const draws: number[] = [];
  for (let d = 0; d < DRAWS; d++) {
    const drawn = coefficient(clusters.flatMap(() => clusters[random.integer(clusters.length)]));
    if (drawn !== null) draws.push(drawn);
  }
  return { n: points.length, rho, ci95: percentileInterval(Float64Array.from(draws).sort()) };
}

function coefficient(points: readonly MeasuredPoint[]): number | null {
  const varies = (of: (point: MeasuredPoint) => number) => points.some((p) => of(p) !== of(points[0]));
  if (!varies(({ x }) => x) || !varies(({ y }) => y)) return null;
  return spearman(
    points.map(({ x }) => x),
    points.map(({ y }) => y),
  );
}
