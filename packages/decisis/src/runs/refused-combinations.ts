import { rejectedOptions } from "@decisis/lm";
import type { RunFile } from "./run-file.ts";
import { type LoraOptions, type Stage, smallest } from "./stages.ts";

/** A setting that cannot work, with the reason and the way out. */
export interface Refusal {
  readonly field: string;
  readonly message: string;
}

/** Settings of a stage that together compute something other than what they are called, or nothing at all. */
export function refusedCombinations(
  stage: Stage,
  run: { readonly engine: RunFile["engine"]["id"]; readonly lora: LoraOptions | null },
): readonly Refusal[] {
  if (stage.method === "sft") {
    const { optim, norm_learning_rate, final_norm_learning_rate, lr_scheduler_type, warmup_steps, max_steps } = stage;
    const { lora } = run;
    return rejectedOptions({
      optim,
      norm_learning_rate,
      final_norm_learning_rate,
      lora,
      lr_scheduler_type,
      warmup_steps,
      max_steps: max_steps ?? undefined,
    });
  }
  return rejectedOptions({
    ...stage,
    max_completion_length: smallest(stage.max_completion_length),
    temperature: smallest(stage.temperature),
    engine: run.engine,
    max_steps: stage.steps * stage.num_iterations,
    generation_batch_size: stage.prompts_per_step * stage.num_generations,
    stores_old_logps: true,
    kl_estimator: "k3",
    // An adapter's base, or the frozen copy that the embedded engine keeps.
    has_reference: true,
    dynamic_sampling:
      stage.dynamic_sampling === null ? null : { ...stage.dynamic_sampling, statistic: "group", own_driver: false },
    lora: run.lora,
  });
}
