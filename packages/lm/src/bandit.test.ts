import { Random } from "@decisis/tensor";
import { describe, expect, test } from "vitest";
import { type AdvantageKind, groupAdvantages } from "./advantage.ts";
import { stepTotals } from "./objectives/objective.ts";
import { type PresetName, presetOptions, presets } from "./objectives/presets.ts";

/**
 * A softmax over three arms with known rewards: the update that training follows is compared with the exact gradient of the
 * expected reward. With the group's own mean as baseline its expectation is (G−1)/G of that gradient.
 */
const logits = [0.4, -0.3, 0.1];
const rewards = [0.2, 1, -0.5];
const groupSize = 4;
const groups = 25_000;

const exps = logits.map(Math.exp);
const probabilities = exps.map((x) => x / exps.reduce((a, b) => a + b));
const expected = probabilities.reduce((a, p, o) => a + p * rewards[o], 0);
const exact = probabilities.map((p, v) => p * (rewards[v] - expected));

function draw(random: Random): number {
  const u = random.uniform();
  return u < probabilities[0] ? 0 : u < probabilities[0] + probabilities[1] ? 1 : 2;
}

/** Mean and standard error over groups of −∂loss/∂logits, one token a row. */
function update(id: PresetName, kind: AdvantageKind, onPolicy: boolean) {
  const random = Random.at(17, "bandit", id, kind);
  const { objective } = presets[id];
  const options = presetOptions(id);
  const sum = [0, 0, 0];
  const squares = [0, 0, 0];
  for (let g = 0; g < groups; g++) {
    const arms = Array.from({ length: groupSize }, () => draw(random));
    const [advantages] = groupAdvantages(kind, [arms.map((o) => ({ reward: rewards[o] }))]);
    const rows = arms.map((o, i) => {
      const logp = Float64Array.of(Math.log(probabilities[o]));
      const oldLogp = onPolicy ? logp : Float64Array.of(logp[0] - 0.05);
      return { logp, oldLogp, refLogp: null, mask: Uint8Array.of(1), advantage: advantages[i] };
    });
    const totals = stepTotals(
      rows.map((row) => row.mask),
      1,
    );
    const { seeds } = objective.evaluate(rows, options, totals);
    for (let v = 0; v < 3; v++) {
      const step = arms.reduce((a, o, i) => a - seeds[i][0] * ((o === v ? 1 : 0) - probabilities[v]), 0);
      sum[v] += step;
      squares[v] += step * step;
    }
  }
  return sum.map((s, v) => {
    const mean = s / groups;
    return { mean, error: Math.sqrt((squares[v] / groups - mean * mean) / groups) };
  });
}

describe("100,000 draws from a bandit", () => {
  test.each(["grpo", "dr_grpo", "dapo"] as const)("%s with `none` follows (G−1)/G of the exact gradient", (id) => {
    update(id, "none", true).forEach(({ mean, error }, v) => {
      expect(error).toBeLessThan(0.002);
      expect(Math.abs(mean - (exact[v] * (groupSize - 1)) / groupSize)).toBeLessThanOrEqual(4 * error);
    });
  });

  test("with `group` the update still points to the best arm and away from the worst", () => {
    const steps = update("grpo", "group", true);
    expect(steps[1].mean).toBeGreaterThan(4 * steps[1].error);
    expect(steps[2].mean).toBeLessThan(-4 * steps[2].error);
  });

  test("a ratio inside the clip range weighs the update by itself", () => {
    update("grpo", "none", false).forEach(({ mean, error }, v) => {
      const ratio = Math.exp(0.05);
      expect(Math.abs(mean - (ratio * exact[v] * (groupSize - 1)) / groupSize)).toBeLessThanOrEqual(4 * error);
    });
  });
});
