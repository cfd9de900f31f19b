import fc from "fast-check";
import { expect, test } from "vitest";
import { adamWDefaults, adamWStep, createAdamWState, type FloatArray } from "./adamw.ts";

const options = { ...adamWDefaults, weightDecay: 0.1 };

test("a worked step", () => {
  const value = Float64Array.of(1);
  const parameters = [{ value, decay: true }];
  const state = createAdamWState(parameters);
  const first = adamWStep(parameters, [Float64Array.of(0.5)], state, 1e-3, options);
  expect(value[0]).toBeCloseTo(0.99890000002, 11);
  expect(first).toBeCloseTo(1 - 0.99890000002, 11);
  adamWStep(parameters, [Float64Array.of(-0.25)], state, 1e-3, options);
  expect(value[0]).toBeCloseTo(0.998533772987, 11);
});

test("decay is per tensor; without gradient it is all that happens", () => {
  const parameters = [
    { value: Float64Array.of(2), decay: true },
    { value: Float64Array.of(2), decay: false },
  ];
  adamWStep(parameters, [new Float64Array(1), new Float64Array(1)], createAdamWState(parameters), 0.5, options);
  expect(parameters.map((p) => p.value[0])).toEqual([2 * (1 - 0.05), 2]);
});

test("tensors without decay may have a rate of their own", () => {
  const step = (decay: boolean, rate: number, vectorRate: number, finalNorm?: boolean) => {
    const parameters = [{ value: Float64Array.of(2, -3), decay, finalNorm }];
    adamWStep(parameters, [Float64Array.of(0.5, 4)], createAdamWState(parameters), rate, {
      ...adamWDefaults,
      vectorRate,
      finalNormRate: 8,
    });
    return [...parameters[0].value];
  };
  expect(step(false, 1e-3, 64)).toEqual(step(false, 64e-3, 1));
  expect(step(true, 1e-3, 64)).toEqual(step(true, 1e-3, 1));
  expect(step(false, 1e-3, 64, true)).toEqual(step(false, 8e-3, 1));
});

test("the gradient scale is the same as scaled gradients", () => {
  const start = () => [{ value: Float64Array.of(0.3, -0.7), decay: true }];
  const [a, b] = [start(), start()];
  adamWStep(a, [Float64Array.of(4, -2)], createAdamWState(a), 1e-2, options, 0.25);
  adamWStep(b, [Float64Array.of(1, -0.5)], createAdamWState(b), 1e-2, options);
  expect(a).toEqual(b);
});

test("resuming from a copied state is bit for bit the uninterrupted run", () => {
  const gradients = fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: 2,
    maxLength: 12,
  });
  fc.assert(
    fc.property(gradients, fc.nat(), fc.constantFrom(Float32Array, Float64Array), (steps, cut, type) => {
      const start = () => [{ value: type.from([1, -2, 0.5, 0]) as FloatArray, decay: true }];
      const whole = start();
      const state = createAdamWState(whole);
      for (const g of steps) adamWStep(whole, [type.from(g)], state, 1e-2, options);

      const before = start();
      const first = createAdamWState(before);
      const at = cut % steps.length;
      for (const g of steps.slice(0, at)) adamWStep(before, [type.from(g)], first, 1e-2, options);
      const resumed = [{ value: before[0].value.slice(), decay: true }];
      const second = { t: first.t, m: [first.m[0].slice()], v: [first.v[0].slice()] };
      for (const g of steps.slice(at)) adamWStep(resumed, [type.from(g)], second, 1e-2, options);
      expect(resumed).toEqual(whole);
      expect(second).toEqual(state);
    }),
    { numRuns: 200 },
  );
});

test("arrays that do not belong together are refused before anything moves", () => {
  const parameters = [{ value: new Float64Array(3), decay: true }];
  const state = createAdamWState(parameters);
  expect(() => adamWStep(parameters, [], state, 1e-3)).toThrow(/1 parameters, 0 gradients/);
  expect(() => adamWStep(parameters, [new Float64Array(2)], state, 1e-3)).toThrow(
    /parameter 0 has 3 entries, its gradient 2/,
  );
  expect(state.t).toBe(0);
});
