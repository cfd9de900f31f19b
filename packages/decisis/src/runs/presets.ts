import { presets as objectives } from "@decisis/lm";
import type { DynamicSampling, GrpoPreset, GrpoStage } from "./stages.ts";

interface Preset
  extends Pick<GrpoStage, "loss_type" | "scale_rewards" | "importance_sampling_level" | "epsilon" | "epsilon_high"> {
  readonly dynamic_sampling: DynamicSampling | null;
  /** Share of the length limit that soft overlong punishment takes as its cache; `null` = none. */
  readonly overlongShare: number | null;
}

/** What a preset decides, in a run file's words; every value can be overridden by naming it in the stage. */
export const presets: Readonly<Record<GrpoPreset, Preset>> = {
  grpo: inRunFile("grpo", "grpo", "token"),
  dr_grpo: inRunFile("dr_grpo", "dr_grpo", "token"),
  dapo: inRunFile("dapo", "dapo", "token"),
  gspo: inRunFile("gspo", "grpo", "sequence"),
};

function inRunFile(
  name: GrpoPreset,
  lossType: GrpoStage["loss_type"],
  level: GrpoStage["importance_sampling_level"],
): Preset {
  const { objective, advantage, dynamicSampling, softOverlongCacheShare } = objectives[name];
  return {
    loss_type: lossType,
    scale_rewards: advantage,
    importance_sampling_level: level,
    epsilon: objective.defaults.epsilonLow,
    epsilon_high: objective.defaults.epsilonHigh,
    dynamic_sampling: dynamicSampling ? { max_gen_batches: 10, on_exhausted: "train" } : null,
    overlongShare: softOverlongCacheShare,
  };
}
