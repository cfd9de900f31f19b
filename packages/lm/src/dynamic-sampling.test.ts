import fc from "fast-check";
import { expect, test } from "vitest";
import { dropReason } from "./dynamic-sampling.ts";

test("groups that teach something are kept whole", () => {
  for (const group of [
    [1, 0, 0, 0],
    [1, 1, 1, 0],
    [1, 1, 0, 0],
    [0, ...new Array(7).fill(0.95)],
    [0.5, null, 0.25],
  ]) {
    expect(dropReason(group)).toBeNull();
  }
});

test("groups that do not are dropped, with the reason", () => {
  expect(dropReason([1, 1, 1, 1])).toBe("constant_high");
  expect(dropReason(new Array(7).fill(0.95))).toBe("constant_high");
  expect(dropReason([0, 0, null, 0])).toBe("constant_low");
  expect(dropReason([0.25, 0.25], [-1, 1])).toBe("constant_high");
  expect(dropReason([1, null, null, null])).toBe("unscorable");
  expect(dropReason([1, Number.NaN])).toBe("unscorable");
  expect(dropReason([])).toBe("unscorable");
});

test("a group is kept exactly when two scorable rewards differ", () => {
  const rewards = fc.array(fc.constantFrom(null, 0, 0.1, 0.1 + 2 ** -55, 0.95, 1), { maxLength: 8 });
  fc.assert(
    fc.property(rewards, (group) => {
      const scored = group.filter((r) => r !== null);
      expect(dropReason(group) === null).toBe(new Set(scored).size > 1);
    }),
    { numRuns: 250 },
  );
});
