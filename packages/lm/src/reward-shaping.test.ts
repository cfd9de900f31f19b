import fc from "fast-check";
import { expect, test } from "vitest";
import { combineRewards } from "./reward-combination.ts";
import { completionMask, isTruncated, repetitionPenalty, softOverlongPunishment } from "./reward-shaping.ts";

const runs = { numRuns: 250 };

test("the overlong punishment never rises with length, is 0 before the cache and −1 from the limit on", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 100 }), fc.nat(100), (length, limit, share) => {
      const cache = Math.floor((limit * share) / 100);
      const here = softOverlongPunishment(length, limit, cache);
      expect(softOverlongPunishment(length + 1, limit, cache)).toBeLessThanOrEqual(here);
      if (length <= limit - cache) expect(here).toBe(0);
      if (length > limit || (length === limit && cache > 0)) expect(here).toBe(-1);
    }),
    runs,
  );
});

test("the repetition penalty lies between its bound and 0, and is 0 for distinct tokens", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (ids, n) => {
      const penalty = repetitionPenalty(ids, -2, n);
      expect(penalty).toBeLessThanOrEqual(0);
      expect(penalty).toBeGreaterThan(-2);
      expect(repetitionPenalty([...new Set(ids)], -2, n)).toBe(0);
    }),
    runs,
  );
  expect(repetitionPenalty([5, 5, 5, 5, 5], -1, 2)).toBe(-0.75);
  expect(repetitionPenalty([1, 11, 1, 11], -1, 1)).toBe(-0.5);
  expect(repetitionPenalty([1, 1, 11, 11, 1], -1, 2)).toBe(0);
  expect(() => repetitionPenalty([1], 0.5)).toThrow(/at most 0/);
});

test("a completion without its end token is truncated, and only then masked", () => {
  const ends = new Set([0, 1]);
  expect(isTruncated([5, 1], ends)).toBe(false);
  expect(isTruncated([1, 5], ends)).toBe(true);
  expect(isTruncated([], ends)).toBe(true);
  expect([...completionMask([5, 6, 1], ends, true)]).toEqual([1, 1, 1]);
  expect([...completionMask([5, 6], ends, true)]).toEqual([0, 0]);
  expect([...completionMask([5, 6], ends, false)]).toEqual([1, 1]);
});

test("components that could not be scored leave the sum; without any the row is unscorable", () => {
  expect(combineRewards([1, null, 0.5], [1, 2, 4])).toBe(3);
  expect(combineRewards([null, Number.NaN, Infinity], [1, 1, 1])).toBeNull();
  expect(combineRewards([0], [1])).toBe(0);
  expect(() => combineRewards([1], [1, 2])).toThrow(/1 reward components, 2 weights/);
});
