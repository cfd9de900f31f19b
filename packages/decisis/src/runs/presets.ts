import type { DynamicSampling, GrpoPreset, GrpoStage } from "./stages.ts";

interface Preset
  extends Pick<GrpoStage, "loss_type" | "scale_rewards" | "importance_sampling_level" | "epsilon" | "epsilon_high"> {
  readonly dynamic_sampling: DynamicSampling | null;
  /** Share of the length limit that soft overlong punishment takes as its cache; `null` = none. */
  readonly overlongShare: number | null;
}

/** What a preset decides; every value can be overridden by naming it in the stage. */
export const presets: Readonly<Record<GrpoPreset, Preset>> = {
  // Shao et al. 2024, arXiv 2402.03300, in TRL's form.
  grpo: {
    loss_type: "grpo",
    scale_rewards: "group",
    importance_sampling_level: "token",
    epsilon: 0.2,
    epsilon_high: 0.2,
    dynamic_sampling: null,
    overlongShare: null,
  },
  // Liu et al. 2025, arXiv 2503.20783: no division by deviation or by length.
  dr_grpo: {
    loss_type: "dr_grpo",
    scale_rewards: "none",
    importance_sampling_level: "token",
    epsilon: 0.2,
    epsilon_high: 0.2,
    dynamic_sampling: null,
    overlongShare: null,
  },
  // Yu et al. 2025, arXiv 2503.14476: clip-higher, token mean, dynamic sampling, soft overlong punishment.
  dapo: {
    loss_type: "dapo",
    scale_rewards: "group",
    importance_sampling_level: "token",
    epsilon: 0.2,
    epsilon_high: 0.28,
    dynamic_sampling: { max_gen_batches: 10, on_exhausted: "train" },
    overlongShare: 0.2,
  },
  // Zheng et al. 2025, arXiv 2507.18071: one importance ratio a sequence.
  gspo: {
    loss_type: "grpo",
    scale_rewards: "group",
    importance_sampling_level: "sequence",
    epsilon: 3e-4,
    epsilon_high: 4e-4,
    dynamic_sampling: null,
    overlongShare: null,
  },
};
