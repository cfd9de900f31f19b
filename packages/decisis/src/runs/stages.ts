import type { SftAggregation } from "@decisis/lm";
import type { Mixture } from "../curriculum/task-schedule.ts";

/** What every stage says about the optimizer. Names and meanings are those of transformers' TrainingArguments. */
export interface OptimizerOptions {
  /** Who moves the matrices of the layers; embedding, head and vectors are always AdamW's. */
  readonly optim: "adamw" | "muon";
  readonly learning_rate: number;
  /** Of normalisation weights and biases; `null` = `learning_rate`. */
  readonly norm_learning_rate: number | null;
  /** Of the last normalisation's weights, which scale all logits; `null` = `norm_learning_rate`. */
  readonly final_norm_learning_rate: number | null;
  readonly lr_scheduler_type: "constant" | "constant_with_warmup" | "linear" | "cosine" | "cosine_with_min_lr";
  /** Floor of `cosine_with_min_lr` as a share of `learning_rate`. */
  readonly min_lr_rate: number;
  /** Steps of linear warm-up; already computed from `warmup_ratio` where that was given. */
  readonly warmup_steps: number;
  readonly weight_decay: number;
  readonly adam_beta1: number;
  readonly adam_beta2: number;
  readonly adam_epsilon: number;
  readonly muon_momentum: number;
  /** Global L2 norm that gradients are clipped to; 0 = no clipping. */
  readonly max_grad_norm: number;
}

interface StageOptions extends OptimizerOptions {
  readonly id: string;
  /** Share of each source among the tasks trained on; only the ratios count. Filled in after resolution. */
  readonly mixture: Mixture;
  /** Stage whose final model this one starts from, or `base`. Always set after resolution. */
  readonly from: string;
  /** Longest completion that is sampled, in tokens: by SFT only to measure validation reward. */
  readonly max_completion_length: BySkill;
  /** Rows of one forward and backward pass; `null` lets the engine choose. Never changes the result. */
  readonly micro_batch_size: number | null;
  /** Steps between checkpoints. */
  readonly checkpoint_every: number;
  /** Steps between evaluations on validation tasks (`eval_` metrics); `null` = none. */
  readonly eval_every: number | null;
  /** How many validation tasks those evaluations take. */
  readonly eval_tasks: number;
}

/** Supervised fine-tuning on gold completions. */
export interface SftStage extends StageOptions {
  readonly method: "sft";
  /** Optimizer steps; `null` only for a control, which ends when its token budget is spent. */
  readonly max_steps: number | null;
  /** Rows of one optimizer step. */
  readonly batch_size: number;
  /** How the loss averages the step's tokens: over all of them, or in each row and then over the rows. */
  readonly loss_agg_mode: SftAggregation;
  /** Weight of the mean loss over prompt tokens beside that over completion tokens, in [0, 1]. */
  readonly prompt_loss_weight: number;
  /** Prompt and completion together, in tokens; longer rows lose their end. */
  readonly max_length: number;
  /** Evaluations without a better validation reward after which the stage ends; `null` = never ends early. */
  readonly patience: number | null;
  /** The stage's model is the one with the best validation reward, not the last one. */
  readonly load_best_model_at_end: boolean;
  /** GRPO stages whose trained tokens this stage spends on further SFT, as their honest rival; empty = no control. */
  readonly control_for: readonly string[];
}

/** A repair of stage `x` by the gate is stage `x+replay1`, then `x+replay2`; what came of it is reported as `x+replay`. */
export const REPAIR = "+replay";

/** The stage that a row of the report stands for. */
export const unrepaired = (row: string): string => (row.endsWith(REPAIR) ? row.slice(0, -REPAIR.length) : row);

/** One number for all skills, or one for each by its environment. */
export type BySkill = number | Readonly<Record<string, number>>;

export const ofSkill = (value: BySkill, skill: string): number => (typeof value === "number" ? value : value[skill]);

export const largest = (value: BySkill): number => Math.max(...numbersOf(value));
export const smallest = (value: BySkill): number => Math.min(...numbersOf(value));

const numbersOf = (value: BySkill): readonly number[] => (typeof value === "number" ? [value] : Object.values(value));

export type GrpoPreset = "grpo" | "dr_grpo" | "dapo" | "gspo";

/** Group-relative policy optimization. Whatever the preset decides is already filled in. */
export interface GrpoStage extends StageOptions {
  readonly method: "grpo";
  readonly preset: GrpoPreset;
  readonly loss_type: "grpo" | "dr_grpo" | "dapo";
  /** What centred rewards are divided by: the group's standard deviation, the batch's, or nothing. */
  readonly scale_rewards: "group" | "batch" | "skill" | "none";
  readonly importance_sampling_level: "token" | "sequence";
  /** Generation steps. Each makes `num_iterations` optimizer steps. */
  readonly steps: number;
  readonly prompts_per_step: number;
  /** Completions per prompt (the group). */
  readonly num_generations: number;
  /** Completions of each group that are trained on (PODS, arXiv 2504.13818); `null` = all. */
  readonly down_sample_to: number | null;
  /** Optimizer steps on each generation. */
  readonly num_iterations: number;
  /** A label stands heat that a long summary does not. */
  readonly temperature: BySkill;
  /** 1 = off. */
  readonly top_p: number;
  /** 0 = off. */
  readonly top_k: number;
  /** Filters make the sampler off-policy, so they have to be asked for twice. */
  readonly allow_filtered_sampling: boolean;
  /** Weight of the k3 penalty against the model that the stage started from. */
  readonly beta: number;
  readonly epsilon: number;
  readonly epsilon_high: number;
  /** Upper bound of the ratio on both signs of the advantage; `null` = none. */
  readonly delta: number | null;
  readonly mask_truncated_completions: boolean;
  readonly dynamic_sampling: DynamicSampling | null;
  readonly soft_overlong: SoftOverlong | null;
  /** Steps between measurements of `kl` where `beta` is 0; `null` = never. */
  readonly kl_probe_every: number | null;
  /** `adaptive` moves the mixture toward skills whose groups have differing rewards. */
  readonly mixing: "fixed" | "adaptive";
  /** Draw tasks less whose last group all succeeded or all failed. */
  readonly avoid_flat: boolean;
}

/** Groups whose rewards are all equal are replaced by new prompts. */
export interface DynamicSampling {
  /** Generation batches that one step may use, the first included. */
  readonly max_gen_batches: number;
  /** When they are used up: train on the groups there are, or stop with an error. */
  readonly on_exhausted: "train" | "fail";
}

/** Reward falls linearly to −1 over the last `cache` tokens before the length limit. */
export interface SoftOverlong {
  readonly cache: number;
}

/** Low-rank adapters, named as in PEFT's LoraConfig (`alpha` is its `lora_alpha`). */
export interface LoraOptions {
  readonly r: number;
  readonly alpha: number;
  readonly target_modules: readonly string[] | "all-linear";
  readonly use_rslora: boolean;
}

export type Stage = SftStage | GrpoStage;
