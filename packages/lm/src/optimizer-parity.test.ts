import { describe, expect, test } from "vitest";
import { adamWDefaults, adamWStep, createAdamWState, type FloatArray } from "./adamw.ts";
import { clipGradients } from "./clip-gradient.ts";
import fixture from "./fixtures/trl/optimizer.json" with { type: "json" };
import { type ScheduleKind, scheduleFactor } from "./schedule.ts";

const far = (actual: FloatArray, expected: number[]) =>
  expected.reduce((max, e, i) => Math.max(max, Math.abs(actual[i] - e) / Math.max(1, Math.abs(e))), 0);

describe("PyTorch's AdamW", () => {
  for (const c of fixture.adamw) {
    for (const [type, tolerance] of [
      [Float64Array, 1e-12],
      [Float32Array, 1e-6],
    ] as const) {
      test(`${c.id}, ${type.name}`, () => {
        const parameters = c.initial.map((v, i) => ({ value: type.from(v) as FloatArray, decay: i === 0 }));
        const state = createAdamWState(parameters);
        const options = { ...adamWDefaults, weightDecay: c.weight_decay, epsilon: c.epsilon };
        c.gradients.forEach((gradients, step) => {
          const given = gradients.map((g) => type.from(g) as FloatArray);
          adamWStep(parameters, given, state, c.learning_rate, options);
          parameters.forEach((p, i) => {
            expect(far(p.value, c.values[step][i])).toBeLessThanOrEqual(tolerance);
          });
        });
        expect(state.t).toBe(20);
      });
    }
  }
});

describe("PyTorch's clipping", () => {
  for (const c of fixture.clipping) {
    test(`to ${c.max_norm}`, () => {
      const gradients = c.gradients.map((g) => Float64Array.from(g));
      const norm = clipGradients(gradients, c.max_norm);
      expect(Math.abs(norm / c.norm - 1)).toBeLessThanOrEqual(1e-12);
      gradients.forEach((g, i) => {
        expect(far(g, c.clipped[i])).toBeLessThanOrEqual(1e-12);
      });
    });
  }
});

describe("transformers' schedules", () => {
  for (const c of fixture.schedules) {
    test(`${c.kind}, ${c.warmup} of ${c.total}`, () => {
      const schedule = {
        kind: c.kind as ScheduleKind,
        warmupSteps: c.warmup,
        totalSteps: c.total,
        minLrRate: c.min_lr_rate,
      };
      // Past the end transformers' cosine starts to rise again; no run gets there.
      c.factors.slice(0, c.total + 1).forEach((factor, s) => {
        expect(Math.abs(scheduleFactor(schedule, s) - factor)).toBeLessThanOrEqual(1e-12);
      });
    });
  }
});
