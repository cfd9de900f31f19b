import { expect, it } from "vitest";
import type { OptimizerOptions } from "../../runs/stages.ts";
import { updateOptions } from "./update-options.ts";

const stage: OptimizerOptions = {
  optim: "adamw",
  learning_rate: 2,
  norm_learning_rate: null,
  final_norm_learning_rate: null,
  lr_scheduler_type: "linear",
  min_lr_rate: 0.1,
  warmup_steps: 4,
  weight_decay: 0.01,
  adam_beta1: 0.8,
  adam_beta2: 0.9,
  adam_epsilon: 1e-6,
  muon_momentum: 0.95,
  max_grad_norm: 0.5,
};
const rates = (changes: Partial<OptimizerOptions>): number[] =>
  [0, 1, 2, 3, 4, 7, 10].map((k) => updateOptions({ ...stage, ...changes }, k, 10).learningRate);

it.each([
  ["linear", [0, 0.5, 1, 1.5, 2, 1, 0]],
  ["cosine", [0, 0.5, 1, 1.5, 2, 1, 0]],
  ["cosine_with_min_lr", [0, 0.5, 1, 1.5, 2, 1.1, 0.2]],
  ["constant_with_warmup", [0, 0.5, 1, 1.5, 2, 2, 2]],
  ["constant", [2, 2, 2, 2, 2, 2, 2]],
] as const)("warms up and falls as %s says", (lr_scheduler_type, expected) => {
  rates({ lr_scheduler_type }).forEach((rate, i) => {
    expect(rate).toBeCloseTo(expected[i], 12);
  });
});

it("hands on what AdamW takes, with the rate of normalisation weights as a multiple", () => {
  expect(updateOptions({ ...stage, norm_learning_rate: 3 }, 4, 10)).toEqual({
    learningRate: 2,
    adam: { beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weightDecay: 0.01, vectorRate: 1.5, finalNormRate: 1.5 },
    maxGradNorm: 0.5,
  });
  expect(updateOptions(stage, 4, 10).adam).toMatchObject({ vectorRate: 1, finalNormRate: 1 });
  const own = { ...stage, final_norm_learning_rate: 5 };
  expect(updateOptions(own, 4, 10).adam).toMatchObject({ vectorRate: 1, finalNormRate: 2.5 });
  expect(updateOptions({ ...stage, optim: "muon" }, 4, 10)).toMatchObject({ learningRate: 2, muonMomentum: 0.95 });
});
