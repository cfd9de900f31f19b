import { Random } from "@decisis/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "./fixtures/scipy.json" with { type: "json" };
import { type DrawnTask, estimatePass, passAtK, passHatK } from "./pass-at-k.ts";

it.each(golden.pass)("agrees with whole numbers on $successes of $draws, k = $k", (one) => {
  expect(passAtK(one.draws, one.successes, one.k)).toBeCloseTo(one.pass_at_k, 12);
  expect(passHatK(one.draws, one.successes, one.k)).toBeCloseTo(one.pass_hat_k, 12);
});

const counts = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.nat(1000), fc.nat(1000))
  .map(([draws, c, k]) => ({ draws, successes: c % (draws + 1), k: 1 + (k % draws) }));

it("is the share of right completions at k = 1; from there pass@k rises and pass^k falls", () => {
  fc.assert(
    fc.property(counts, ({ draws, successes, k }) => {
      expect(passAtK(draws, successes, 1)).toBeCloseTo(successes / draws, 12);
      expect(passHatK(draws, successes, 1)).toBeCloseTo(successes / draws, 12);
      if (k > 1) {
        expect(passAtK(draws, successes, k)).toBeGreaterThanOrEqual(passAtK(draws, successes, k - 1) - 1e-12);
        expect(passHatK(draws, successes, k)).toBeLessThanOrEqual(passHatK(draws, successes, k - 1) + 1e-12);
      }
    }),
  );
});

it("is right on average where successes / draws in the power of k is not", () => {
  // Expectation over the binomial distribution of successes with probability 0.4, of 6 draws.
  const p = 0.4;
  const binomial = [1, 6, 15, 20, 15, 6, 1].map((ways, c) => ways * p ** c * (1 - p) ** (6 - c));
  const expected = (of: (c: number) => number) => binomial.reduce((sum, weight, c) => sum + weight * of(c), 0);
  expect(expected((c) => passHatK(6, c, 3))).toBeCloseTo(p ** 3, 12);
  expect(expected((c) => passAtK(6, c, 3))).toBeCloseTo(1 - (1 - p) ** 3, 12);
  expect(expected((c) => (c / 6) ** 3)).toBeGreaterThan(p ** 3 + 0.03);
});

it.each([
  [0, 0, 1],
  [4, 5, 1],
  [4, -1, 1],
  [4, 2, 0],
  [4, 2, 5],
  [4, 2, 1.5],
])("refuses %i draws, %i successes, k = %f", (draws, successes, k) => {
  expect(() => passAtK(draws, successes, k)).toThrow(RangeError);
  expect(() => passHatK(draws, successes, k)).toThrow(RangeError);
});

describe("the mean over tasks", () => {
  const drawn = (n: number): DrawnTask[] => {
    const r = Random.at("drawn", n);
    return Array.from({ length: n }, (_, i) => ({
      id: `t${i}`,
      cluster: `c${i >> 1}`,
      draws: 8,
      successes: r.integer(9),
    }));
  };

  it("is a mean of tasks, not of completions, with an interval around it", () => {
    const tasks: DrawnTask[] = [
      { id: "a", cluster: "a", draws: 2, successes: 2 },
      { id: "b", cluster: "b", draws: 200, successes: 0 },
    ];
    expect(estimatePass(passAtK, 2, [tasks])).toEqual({ mean: 0.5, ci95: [0, 1] });
    const [low, high] = estimatePass(passHatK, 2, [drawn(100), drawn(101)], "x").ci95;
    const { mean } = estimatePass(passHatK, 2, [drawn(100), drawn(101)], "x");
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    expect(high - low).toBeLessThan(0.25);
  });

  it("names a task with too few completions", () => {
    expect(() => estimatePass(passAtK, 9, [drawn(3)])).toThrow(/task t0 has 8 completions/);
  });
});
