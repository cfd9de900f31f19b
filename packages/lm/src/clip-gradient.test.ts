import fc from "fast-check";
import { expect, test } from "vitest";
import { clipGradients, clipScale, globalNorm } from "./clip-gradient.ts";

test("[3, 4] at a bound of 1", () => {
  const gradients = [Float64Array.of(3), Float64Array.of(4)];
  expect(clipGradients(gradients, 1)).toBe(5);
  expect(gradients[0][0]).toBeCloseTo(0.59999988, 8);
  expect(gradients[1][0]).toBeCloseTo(0.79999984, 8);
});

test("the norm is over all tensors, and afterwards at most the bound; shorter gradients stay as they are", () => {
  const tensors = fc.array(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 5 }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(tensors, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, bound) => {
      const gradients = values.map((v) => Float64Array.from(v));
      const norm = clipGradients(gradients, bound);
      expect(norm).toBeCloseTo(Math.hypot(...values.flat()), 9);
      expect(globalNorm(gradients)).toBeLessThanOrEqual(bound * (1 + 1e-12));
      if (norm + 1e-6 <= bound) expect(gradients).toEqual(values.map((v) => Float64Array.from(v)));
    }),
    { numRuns: 250 },
  );
});

test("many float32 entries add up in float64", () => {
  expect(globalNorm([new Float32Array(1 << 20).fill(1e-3)])).toBeCloseTo(1024 * Math.fround(1e-3), 9);
});

test("a norm that is not finite shows", () => {
  expect(globalNorm([Float64Array.of(1, Number.NaN)])).toBeNaN();
  expect(globalNorm([Float64Array.of(Infinity)])).toBe(Infinity);
  expect(clipScale(Infinity, 1)).toBe(0);
});
