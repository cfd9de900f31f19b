import { describe, expect, test } from "vitest";
import { objectiveMetrics, type PolicyRow, stepTotals } from "./objective.ts";
import { type PresetName, presetOptions, presets } from "./presets.ts";

// Two rows small enough to check by hand; L_max 4.
const rows: PolicyRow[] = [
  {
    logp: Float64Array.of(-0.5, -1.2, -0.3),
    oldLogp: Float64Array.of(-0.6, -1.0, -0.9),
    refLogp: Float64Array.of(-0.7, -1.1, -0.5),
    mask: Uint8Array.of(1, 1, 1),
    advantage: 1.5,
  },
  {
    logp: Float64Array.of(-2.0, -0.7),
    oldLogp: Float64Array.of(-1.7, -0.9),
    refLogp: Float64Array.of(-2.2, -0.6),
    mask: Uint8Array.of(1, 1),
    advantage: -0.5,
  },
];
const totals = stepTotals(
  rows.map((row) => row.mask),
  4,
);

function evaluate(id: PresetName, beta: number, epsilonLow = 0.2, epsilonHigh = 0.28) {
  return presets[id].objective.evaluate(rows, presetOptions(id, { beta, epsilonLow, epsilonHigh }), totals);
}

describe("a step worked by hand", () => {
  test.each([
    ["grpo", 0, -0.548300073],
    ["grpo", 0.04, -0.5477768401],
    ["dapo", 0, -0.7590302255],
    ["dapo", 0.04, -0.7584979528],
    ["dr_grpo", 0, -0.474393891],
    ["dr_grpo", 0.04, -0.4740612205],
    ["gspo", 0, -0.6482129535],
  ] as const)("%s, β %f", (id, beta, loss) => {
    expect(evaluate(id, beta).loss).toBeCloseTo(loss, 9);
  });

  test("gspo at its own clip range", () => {
    expect(evaluate("gspo", 0, 3e-4, 4e-4).loss).toBeCloseTo(-0.500375, 9);
  });

  test("seeds", () => {
    const close = (seeds: Float64Array[], expected: number[][]) => {
      expected.flat().forEach((value, k) => {
        expect([...seeds[0], ...seeds[1]][k]).toBeCloseTo(value, 8);
      });
    };
    close(evaluate("dapo", 0).seeds, [
      [-0.33155128, -0.24561923, 0],
      [0, 0.12214028],
    ]);
    close(evaluate("gspo", 0).seeds, [
      [-0.2953401, -0.2953401, -0.2953401],
      [0.11890368, 0.11890368],
    ]);
  });

  test("metrics", () => {
    const metrics = objectiveMetrics(evaluate("grpo", 0.04).sums);
    expect(metrics.kl).toBeCloseTo(0.0133068191, 10);
    expect(metrics["clip_ratio/low_mean"]).toBeCloseTo(0.2, 12);
    expect(metrics["clip_ratio/high_mean"]).toBeCloseTo(0.2, 12);
    expect(metrics["clip_ratio/region_mean"]).toBeCloseTo(0.4, 12);
    expect(metrics["clip_ratio/low_min"]).toBe(0);
    expect(metrics["clip_ratio/high_max"]).toBeCloseTo(1 / 3, 12);
  });
});

test("presets carry their own clip ranges, and one epsilon given alone sets both", () => {
  expect(presetOptions("dapo")).toMatchObject({ epsilonLow: 0.2, epsilonHigh: 0.28, beta: 0, delta: null });
  expect(presetOptions("gspo")).toMatchObject({ epsilonLow: 3e-4, epsilonHigh: 4e-4 });
  expect(presetOptions("dapo", { epsilonLow: 0.1 })).toMatchObject({ epsilonLow: 0.1, epsilonHigh: 0.1 });
  expect(presetOptions("grpo", { beta: undefined, delta: 3 })).toMatchObject({ beta: 0, delta: 3 });
});

test("a missing reference, entropy or token is named", () => {
  const bare = { ...rows[0], refLogp: null };
  const { objective } = presets.grpo;
  expect(() => objective.evaluate([rows[1], bare], presetOptions("grpo", { beta: 0.1 }), totals)).toThrow(
    /row 1: beta 0.1/,
  );
  expect(() => objective.evaluate([bare], presetOptions("grpo", { entropyCoefficient: 0.1 }), totals)).toThrow(
    /entropy/,
  );
  const short = { ...rows[0], mask: Uint8Array.of(1) };
  expect(() => objective.evaluate([short], presetOptions("grpo"), totals)).toThrow(
    /row 0: mask has 1 entries, logp has 3/,
  );
});
