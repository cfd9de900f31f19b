import { type Schedule, scheduleFactor, type UpdateOptions } from "@decisis/lm";
import type { OptimizerOptions } from "../../runs/stages.ts";

/** Optimizer settings of the update after `completed` updates of `total`. */
export function updateOptions(stage: OptimizerOptions, completed: number, total: number): UpdateOptions {
  const schedule: Schedule = {
    kind: stage.lr_scheduler_type,
    warmupSteps: stage.warmup_steps,
    totalSteps: total,
    minLrRate: stage.min_lr_rate,
  };
  const vectors = stage.norm_learning_rate ?? stage.learning_rate;
  return {
    learningRate: stage.learning_rate * scheduleFactor(schedule, completed),
    adam: {
      beta1: stage.adam_beta1,
      beta2: stage.adam_beta2,
      epsilon: stage.adam_epsilon,
      weightDecay: stage.weight_decay,
      vectorRate: vectors / stage.learning_rate,
      finalNormRate: (stage.final_norm_learning_rate ?? vectors) / stage.learning_rate,
    },
    ...(stage.optim === "muon" ? { muonMomentum: stage.muon_momentum } : {}),
    maxGradNorm: stage.max_grad_norm,
  };
}
