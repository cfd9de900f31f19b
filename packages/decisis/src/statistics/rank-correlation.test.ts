import { describe, expect, it } from "vitest";
import golden from "./fixtures/scipy.json" with { type: "json" };
import { type MeasuredPoint, rankCorrelation } from "./rank-correlation.ts";

const points = (x: readonly number[], y: readonly number[], size = 1): MeasuredPoint[] =>
  x.map((value, i) => ({ cluster: `c${Math.floor(i / size)}`, x: value, y: y[i] }));

it.each(golden.ranks)("agrees with SciPy, ties among them, case %#", ({ x, y, rho, interval }) => {
  const found = rankCorrelation(points(x, y));
  expect(found.n).toBe(x.length);
  expect(found.rho).toBeCloseTo(rho, 12);
  // Both are ends of 10,000 draws: a hundredth apart at most.
  interval?.forEach((end, i) => {
    expect(Math.abs(found.ci95[i] - end)).toBeLessThan(0.015);
  });
});

describe("the interval", () => {
  const [x, y] = [golden.ranks[1].x.slice(0, 15), golden.ranks[1].y.slice(0, 15)];
  const width = ([low, high]: readonly [number, number]) => high - low;

  it("widens where points come in clusters, and is the same again", () => {
    const four = (values: readonly number[]) => values.flatMap((v) => [v, v, v, v]);
    const clustered = rankCorrelation(points(four(x), four(y), 4)).ci95;
    const alone = rankCorrelation(points(four(x), four(y))).ci95;
    expect(width(clustered) / width(alone)).toBeCloseTo(2, 0);
    expect(rankCorrelation(points(x, y), "a")).toEqual(rankCorrelation(points(x, y), "a"));
  });

  it("is unknown of one cluster, and so is the coefficient where a side does not vary", () => {
    const unknown = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    expect(rankCorrelation(points([1, 2], [1, 2], 2))).toEqual({ n: 2, rho: expect.closeTo(1, 12), ci95: unknown });
    expect(rankCorrelation(points([1, 2, 3], [0, 0, 0]))).toEqual({ n: 3, rho: null, ci95: unknown });
    expect(rankCorrelation([])).toEqual({ n: 0, rho: null, ci95: unknown });
  });
});
