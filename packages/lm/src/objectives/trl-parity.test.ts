import { describe, expect, test } from "vitest";
import fixture from "../fixtures/trl/loss.json" with { type: "json" };
import { emptySums, mergeSums, objectiveMetrics, type PolicyRow, stepTotals } from "./objective.ts";
import { type PresetName, presetOptions, presets } from "./presets.ts";

const { inputs, max_completion_length, cases } = fixture;
// Masked entries are poisoned: nothing under mask 0 may be read.
const array = (values: number[], i: number) =>
  Float64Array.from(values, (v, t) => (inputs.mask[i][t] ? v : Number.NaN));
const rows: PolicyRow[] = inputs.mask.map((mask, i) => ({
  logp: array(inputs.logp[i], i),
  oldLogp: array(inputs.old_logp[i], i),
  refLogp: array(inputs.ref_logp[i], i),
  mask: Uint8Array.from(mask),
  advantage: inputs.advantages[i],
}));
const totals = stepTotals(
  rows.map((row) => row.mask),
  max_completion_length,
);

function close(actual: number, expected: number, tolerance: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), 1e-3));
}

describe("TRL's loss on given log-probabilities", () => {
  for (const c of cases) {
    const name = `${c.objective} β ${c.beta} ε ${c.epsilon}/${c.epsilon_high} δ ${c.delta}${c.use_bias_correction_kl ? " corrected KL" : ""}, ${c.micro_batches} micro-batches`;
    test(name, () => {
      const id = c.objective as PresetName;
      const options = presetOptions(id, {
        beta: c.beta,
        epsilonLow: c.epsilon,
        epsilonHigh: c.epsilon_high,
        delta: c.delta,
        klBiasCorrection: c.use_bias_correction_kl,
      });
      const size = rows.length / c.micro_batches;
      let loss = 0;
      let sums = emptySums;
      const seeds: Float64Array[] = [];
      for (let k = 0; k < c.micro_batches; k++) {
        const part = presets[id].objective.evaluate(rows.slice(k * size, (k + 1) * size), options, totals);
        loss += part.loss;
        seeds.push(...part.seeds);
        sums = mergeSums(sums, part.sums);
      }
      close(loss, c.loss, 1e-10);
      seeds.forEach((seed, i) => {
        seed.forEach((s, t) => {
          close(s, c.seeds[i][t], 1e-10);
        });
      });
      if (c.metrics === null) return;
      const metrics = objectiveMetrics(sums);
      const expected = Object.entries(c.metrics);
      expect(expected.length).toBeGreaterThanOrEqual(c.beta === 0 ? 5 : 6);
      // TRL averages rows in float32, tokens in float64.
      const tolerance = id === "gspo" ? 1e-7 : 1e-10;
      for (const [key, value] of expected) close(metrics[key] ?? Number.NaN, value, key === "kl" ? 1e-10 : tolerance);
    });
  }
});
