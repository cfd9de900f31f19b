import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import { comparePaired, type SeedPair } from "./comparison.ts";
import { detectableDifference, tasksNeeded } from "./sample-size.ts";
import { spreadOfDraws } from "./spread-of-draws.ts";

/** Differences with a part of the seed, of the task, and of both. */
function pairs(seeds: number, tasks: number, [ofSeed, ofTask, rest]: readonly [number, number, number]): SeedPair[] {
  const r = Random.at("spread of draws", seeds, tasks);
  const common = Array.from({ length: tasks }, () => ofTask * r.normal());
  return Array.from({ length: seeds }, (_, seed) => {
    const shift = ofSeed * r.normal();
    const scored = (of: (t: number) => number) =>
      common.map((_, t) => ({ id: `t${t}`, cluster: `c${t}`, score: of(t) }));
    return { seed, from: scored(() => 0), to: scored((t) => shift + common[t] + rest * r.normal()) };
  });
}

describe("what is planned from the draws", () => {
  it.each([1, 3, 5])("agrees with what they call detectable, %i seeds", (seeds) => {
    const given = pairs(seeds, 120, [0.01, 0.2, 0.2]);
    const result = comparePaired(given);
    const spread = spreadOfDraws(given, result)!;
    expect(detectableDifference(spread, { tasks: 120, seeds })).toBeCloseTo(result.smallestDetectable, 12);
    expect(tasksNeeded(result.smallestDetectable, spread, { seeds })).toBe(120);
    expect(tasksNeeded(result.smallestDetectable / 2, spread, { seeds })).toBeGreaterThan(4 * 119);
  });

  it("is more seeds alone where they are the spread", () => {
    const given = pairs(4, 50, [0.3, 0.01, 0.01]);
    const spread = spreadOfDraws(given, comparePaired(given))!;
    expect(tasksNeeded(0.03, spread, { seeds: 4 })).toBe(Number.POSITIVE_INFINITY);
    expect(tasksNeeded(0.03, spread, { seeds: 4000 })).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it("is unknown of one cluster", () => {
    const [{ seed, from, to }] = pairs(1, 1, [0, 1, 0]);
    const one = [{ seed, from, to }];
    expect(spreadOfDraws(one, comparePaired(one))).toBeNull();
  });
});
