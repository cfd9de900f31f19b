import fc from "fast-check";
import { expect, test } from "vitest";
import { maxVarianceSubset } from "./down-sample.ts";

const variance = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
};

function subsets(n: number, size: number): number[][] {
  if (size === 0) return [[]];
  if (n < size) return [];
  return [...subsets(n - 1, size), ...subsets(n - 1, size - 1).map((s) => [...s, n - 1])];
}

test.each([
  ["half low, half high", [0.1, 0.9, 0.5, 0.2, 1, 0.5], 4, [0, 1, 3, 4]],
  ["a rare failure is always seen", [1, 1, 1, 1, 0, 1, 1, 1], 4, [0, 1, 2, 4]],
  ["a rare success too", [0, 0, 0, 0, 0, 1], 2, [0, 5]],
  ["all alike: the first", [1, 1, 1, 1], 2, [0, 1]],
  ["what cannot be scored is left out", [null, 0, null, 1, 1], 2, [1, 3]],
  ["fewer than asked for", [null, 0.5, 0.7], 4, [1, 2]],
])("%s", (_, rewards, count, expected) => {
  expect(maxVarianceSubset(rewards, count)).toEqual(expected);
});

test("no other set of that size varies more", () => {
  const rewards = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(rewards, fc.integer({ min: 2, max: 9 }), (scores, asked) => {
      const count = Math.min(asked, scores.length);
      const chosen = maxVarianceSubset(scores, count);
      expect(new Set(chosen).size).toBe(count);
      const most = Math.max(...subsets(scores.length, count).map((s) => variance(s.map((i) => scores[i]))));
      expect(variance(chosen.map((i) => scores[i]))).toBeCloseTo(most, 9);
    }),
    { numRuns: 200 },
  );
});
