import { describe, expect, it } from "vitest";
import { groupSpread } from "./group-spread.ts";

describe("groupSpread", () => {
  it("is 1 where half have all and half nothing, on any range", () => {
    expect(groupSpread([0, 1, 0, 1], [0, 1])).toBe(1);
    expect(groupSpread([-2, 2], [-2, 2])).toBe(1);
    expect(groupSpread([0.25, 0.75], [0, 1])).toBe(0.5);
  });

  it("is exactly 0 for equal rewards whose mean is rounded", () => {
    const equal = Array.from({ length: 8 }, () => 0.7);
    expect(equal.reduce((a, b) => a + b, 0) / 8).not.toBe(0.7);
    expect(groupSpread(equal, [0, 1])).toBe(0);
  });

  it("leaves out what could not be scored", () => {
    expect(groupSpread([0, null, 1], [0, 1])).toBe(1);
    expect(groupSpread([0.5, null, null], [0, 1])).toBeNull();
  });
});
