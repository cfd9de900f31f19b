import { expect, test } from "vitest";
import { type ScheduleKind, scheduleFactor, warmupStepsOf } from "./schedule.ts";

const factors = (kind: ScheduleKind, minLrRate?: number) =>
  Array.from({ length: 11 }, (_, s) => scheduleFactor({ kind, warmupSteps: 2, totalSteps: 10, minLrRate }, s));
const close = (actual: number[], expected: number[]) => {
  expected.forEach((e, i) => {
    expect(actual[i]).toBeCloseTo(e, 6);
  });
};

test("ten steps with two of warmup", () => {
  close(factors("linear"), [0, 0.5, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125, 0]);
  const cosine = [0, 0.5, 1, 0.96194, 0.853553, 0.691342, 0.5, 0.308658, 0.146447, 0.03806, 0];
  close(factors("cosine"), cosine);
  close(
    factors("cosine_with_min_lr", 0.2),
    cosine.map((c, s) => (s < 2 ? c : 0.2 + 0.8 * c)),
  );
  close(factors("constant_with_warmup"), [0, 0.5, ...new Array(9).fill(1)]);
  close(factors("constant"), new Array(11).fill(1));
});

test("warmup given as a share is rounded up", () => {
  expect(warmupStepsOf(0.1, 25)).toBe(3);
  expect(warmupStepsOf(0, 25)).toBe(0);
});
