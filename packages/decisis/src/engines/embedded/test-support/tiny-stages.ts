import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Grade } from "@decisis/graders";
import { isTiming } from "../../../monitoring/metric-registry.ts";
import type { GrpoStage, LoraOptions, SftStage } from "../../../runs/run-file.ts";
import type { PromptedTask, StageEvent, StageJob } from "../../engine.ts";
import { createEmbeddedEngine } from "../embedded-engine.ts";

const words = ["affirmed", "reversed", "vacated", "remanded"];
export const tasks: readonly PromptedTask[] = Array.from({ length: 12 }, (_, i) => ({
  id: `task-${i}`,
  skill: "letters",
  source: "letters",
  varies: false,
  pose: () => ({ messages: [{ role: "user", content: `outcome ${i}?` }], gold: words[i % words.length] }),
}));

/** Share of the letter "e": something that a model without any knowledge can learn. */
function grade(taskId: string, _visit: number, completion: string): Grade {
  const share = completion === "" ? 0 : [...completion].filter((c) => c === "e").length / [...completion].length;
  const unscorable = taskId === "task-3" && completion.length % 5 === 0;
  return {
    reward: unscorable ? null : share,
    subRewards: { share: unscorable ? null : share },
    range: [0, 1],
    fault: unscorable ? "grader" : null,
    failedGate: null,
    reasons: [],
    ...(unscorable ? { error: { flag: "other_error", details: "for the test" } } : {}),
  };
}

const optimizer = {
  learning_rate: 3e-3,
  lr_scheduler_type: "linear",
  min_lr_rate: 0,
  warmup_steps: 1,
  norm_learning_rate: null,
  final_norm_learning_rate: null,
  weight_decay: 0.01,
  adam_beta1: 0.9,
  adam_beta2: 0.999,
  adam_epsilon: 1e-8,
  optim: "adamw",
  muon_momentum: 0.95,
  max_grad_norm: 1,
  from: "base",
  mixture: { letters: 1 },
  micro_batch_size: null,
  checkpoint_every: 2,
  eval_every: 2,
  eval_tasks: 4,
} as const;

export const sft: SftStage = {
  ...optimizer,
  id: "sft",
  method: "sft",
  max_steps: 5,
  batch_size: 4,
  loss_agg_mode: "token-mean",
  prompt_loss_weight: 0,
  max_length: 64,
  max_completion_length: 12,
  patience: null,
  load_best_model_at_end: true,
  control_for: [],
};

export const grpo: GrpoStage = {
  ...optimizer,
  id: "grpo",
  method: "grpo",
  preset: "grpo",
  loss_type: "grpo",
  scale_rewards: "group",
  importance_sampling_level: "token",
  steps: 5,
  prompts_per_step: 3,
  num_generations: 4,
  down_sample_to: null,
  num_iterations: 1,
  max_completion_length: 10,
  temperature: 1,
  top_p: 1,
  top_k: 0,
  allow_filtered_sampling: false,
  beta: 0,
  epsilon: 0.2,
  epsilon_high: 0.2,
  delta: null,
  mask_truncated_completions: false,
  dynamic_sampling: null,
  soft_overlong: null,
  kl_probe_every: 2,
  mixing: "fixed",
  avoid_flat: false,
};
export const lora: LoraOptions = { r: 4, alpha: 8, target_modules: "all-linear", use_rslora: false };

/** Makes jobs of stages that train `model`, each with a folder of its own for checkpoints under `folder`. */
export function stageJobs(
  folder: string,
  model: string,
): (stage: SftStage | GrpoStage, changes?: Partial<StageJob>) => StageJob {
  let runs = 0;
  return (stage, changes: Partial<StageJob> = {}) => ({
    stage,
    model,
    lora: null,
    seed: 7,
    train: tasks.slice(0, 8),
    validation: tasks.slice(8),
    grade,
    checkpoints: join(folder, `run-${runs++}`),
    resumeFrom: null,
    tokenBudget: null,
    ...changes,
  });
}

/** Every event of a stage, or those up to the first checkpoint from step `stopAfter` on. */
export async function collect(stageJob: StageJob, stopAfter: number = Number.POSITIVE_INFINITY): Promise<StageEvent[]> {
  const engine = createEmbeddedEngine({ threads: 1 });
  const stop = new AbortController();
  const events: StageEvent[] = [];
  try {
    for await (const event of engine.train(stageJob, stop.signal)) {
      events.push(event);
      if (event.type === "checkpoint" && event.step >= stopAfter) break;
    }
  } finally {
    await engine.close();
  }
  return events;
}

/** Metrics of every step, without times. */
export const metricsOf = (events: readonly StageEvent[]): Record<string, number | null>[] =>
  events.flatMap((e) =>
    e.type === "metrics" ? [Object.fromEntries(Object.entries(e.values).filter(([name]) => !isTiming(name)))] : [],
  );
/** A file of the stage's final model. */
export const weights = (events: readonly StageEvent[], file: string): Buffer => {
  const done = events.find((e) => e.type === "done");
  if (done?.type !== "done") throw new Error("the stage did not finish");
  return readFileSync(join(done.folder, file));
};
