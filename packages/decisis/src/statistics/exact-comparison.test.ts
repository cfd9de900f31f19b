import { expect, it } from "vitest";
import type { SeedPair } from "./comparison.ts";
import { compareExact } from "./exact-comparison.ts";
import { mcnemar } from "./mcnemar.ts";

const pair = (seed: number, from: readonly number[], to: readonly number[]): SeedPair => {
  const tasks = (scores: readonly number[]) =>
    scores.map((score, i) => ({ id: `t${i}`, cluster: `c${i >> 1}`, score }));
  return { seed, from: tasks(from), to: tasks(to) };
};

it("gives shares, their difference with an interval, and McNemar's test seed by seed", () => {
  const found = compareExact([
    pair(1, [0, 0, 0, 1, 1, 0], [1, 1, 0, 1, 0, 0]),
    pair(2, [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]),
  ]);
  expect(found).toMatchObject({ fromMean: expect.closeTo(1 / 6), toMean: 0.75, difference: expect.closeTo(7 / 12) });
  expect(found!.ci95[0]).toBeLessThan(7 / 12);
  expect(found!.mcnemar).toEqual([
    { seed: 1, ...mcnemar({ gained: 2, lost: 1 }) },
    { seed: 2, ...mcnemar({ gained: 6, lost: 0 }) },
  ]);
});

it("has no such test where a task is right in part, and nothing for no tasks", () => {
  expect(compareExact([pair(1, [0, 0.5], [1, 1])])).toMatchObject({ difference: 0.75, mcnemar: [] });
  expect(compareExact([pair(1, [], [])])).toBeNull();
});
