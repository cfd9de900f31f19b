import { expect, test } from "vitest";
import { type CheckedOptions, rejectedOptions, validSampledLogps } from "./rejected-options.ts";

const sound: CheckedOptions = {
  engine: "embedded",
  loss_type: "grpo",
  importance_sampling_level: "token",
  scale_rewards: "group",
  num_generations: 8,
  down_sample_to: 4,
  generation_batch_size: 64,
  num_iterations: 2,
  stores_old_logps: true,
  max_completion_length: 64,
  temperature: 1,
  top_p: 1,
  top_k: 0,
  beta: 0.04,
  kl_estimator: "k3",
  has_reference: true,
  epsilon: 0.2,
  epsilon_high: 0.28,
  delta: 4,
  dynamic_sampling: { max_gen_batches: 4 },
  soft_overlong: { cache: 12 },
  lora: { r: 16, target_modules: "all-linear" },
  completion_only_loss: true,
  has_completion_boundary: true,
  lr_scheduler_type: "linear",
  warmup_steps: 3,
  max_steps: 30,
};

test("sound settings, no settings and the R1 clip range of 10 pass", () => {
  expect(rejectedOptions(sound)).toEqual([]);
  expect(rejectedOptions({})).toEqual([]);
  expect(rejectedOptions({ epsilon: 10 })).toEqual([]);
});

const rejected: [field: string, change: CheckedOptions][] = [
  ["num_generations", { num_generations: 1, down_sample_to: null }],
  ["num_generations", { num_generations: Number.NaN }],
  ["down_sample_to", { down_sample_to: 8 }],
  ["generation_batch_size", { generation_batch_size: 60 }],
  ["importance_sampling_level", { importance_sampling_level: "sequence", loss_type: "dapo" }],
  ["importance_sampling_level", { importance_sampling_level: "sequence", loss_type: "dr_grpo" }],
  ["top_entropy_quantile", { importance_sampling_level: "sequence", top_entropy_quantile: 0.2 }],
  ["delta", { delta: 1.28 }],
  ["delta", { delta: 1.1, epsilon_high: undefined }],
  ["epsilon", { epsilon: 0 }],
  ["epsilon_high", { epsilon_high: -0.1 }],
  ["kl_estimator", { kl_estimator: "k1" }],
  ["beta", { has_reference: false }],
  ["beta", { beta: -0.1 }],
  ["kl_in_reward", { kl_in_reward: true }],
  ["max_completion_length", { loss_type: "dr_grpo", max_completion_length_changes: true }],
  ["dynamic_sampling", { dynamic_sampling: {} }],
  ["dynamic_sampling", { dynamic_sampling: { max_gen_batches: 0 } }],
  ["dynamic_sampling", { dynamic_sampling: { max_gen_batches: 4, statistic: "leave_one_out" } }],
  ["dynamic_sampling", { engine: "trl" }],
  ["masked_rows", { engine: "trl", dynamic_sampling: null, masked_rows: "exclude" }],
  ["num_iterations", { stores_old_logps: false }],
  [
    "num_iterations",
    { num_iterations: 1, steps_per_generation: 4, gradient_accumulation_steps: 2, stores_old_logps: false },
  ],
  [
    "steps_per_generation",
    {
      engine: "trl",
      dynamic_sampling: null,
      loss_type: "dapo",
      trl_token_count_fixed: false,
      steps_per_generation: 4,
      gradient_accumulation_steps: 2,
    },
  ],
  ["temperature", { temperature: 0 }],
  ["top_p", { top_p: 0.9 }],
  ["top_k", { top_k: 20 }],
  ["min_p", { min_p: 0.1 }],
  ["repetition_penalty", { repetition_penalty: 1.1 }],
  ["soft_overlong", { soft_overlong: { cache: 65 } }],
  ["lora", { lora: { r: 0, target_modules: "all-linear" } }],
  ["lora", { lora: { r: 4, target_modules: [] } }],
  ["norm_learning_rate", { norm_learning_rate: 1e-3 }],
  ["final_norm_learning_rate", { final_norm_learning_rate: 1e-3 }],
  ["optim", { optim: "muon" }],
  ["completion_only_loss", { has_completion_boundary: false }],
  ["warmup_steps", { warmup_steps: 31 }],
  ["lr_scheduler_type", { lr_scheduler_type: "constant" }],
];

for (const [field, change] of rejected) {
  test(`${field} is named for ${JSON.stringify(change)}`, () => {
    const reasons = rejectedOptions({ ...sound, ...change });
    expect(reasons.map((r) => r.field)).toEqual([field]);
    expect(reasons[0].message).toMatch(/^[^\n]{10,}$/);
  });
}

test("normalisation weights may have a learning rate of their own where they are trained", () => {
  expect(rejectedOptions({ ...sound, lora: null, norm_learning_rate: 1e-3 })).toEqual([]);
});

test("Muon passes where whole matrices are trained", () => {
  expect(rejectedOptions({ ...sound, lora: null, optim: "muon" })).toEqual([]);
});

test("filters pass once they are asked for", () => {
  expect(rejectedOptions({ ...sound, top_p: 0.9, top_k: 20, allow_filtered_sampling: true })).toEqual([]);
});

test("sampled log-probabilities have to be there, finite and at most 0", () => {
  expect(validSampledLogps([-0.5, 0], 2)).toBe(true);
  expect(validSampledLogps([], 0)).toBe(true);
  for (const bad of [null, undefined, [-0.5], [-0.5, Number.NaN], [-0.5, 0.1], [-0.5, -Infinity]]) {
    expect(validSampledLogps(bad, 2)).toBe(false);
  }
});
