import { warmupStepsOf } from "@decisis/lm";
import { z } from "zod";
import { presets } from "./presets.ts";
import {
  type BySkill,
  type GrpoPreset,
  type GrpoStage,
  type OptimizerOptions,
  type SftStage,
  type Stage,
  smallest,
} from "./stages.ts";

/** Larger than any run in earnest, small enough that a slip of the keyboard is refused instead of filling the memory. */
export const MOST_ROWS = 65_536;

const count = (text: string) => z.int().min(1).describe(text);
const rows = (text: string) => z.int().min(1).max(MOST_ROWS).describe(text);
const share = (text: string) => z.number().min(0).max(1).describe(text);
/** What float32 weights would never feel is refused, and with it a ratio of two rates that is no number. */
const rate = (text: string) => z.number().min(1e-12).describe(text);
const positive = (text: string) => z.number().positive().describe(text);

/** Names that may stand in a path, a table and a file name. */
export const name: z.ZodString = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,63}$/i,
    "use letters, digits, dot, dash and underscore, at most 64, starting with a letter or digit",
  );

/** One number, or one for each skill by its environment. */
export const bySkill = (value: z.ZodType<number>): z.ZodType<BySkill> => z.union([value, z.record(name, value)]);

/** An environment, or its real or generated tasks alone. */
const source = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,63}(?:\/(?:real|generated))?$/i,
    "name an environment, or `<environment>/real` or `/generated`",
  );

const optimization = {
  optim: z
    .enum(["adamw", "muon"])
    .default("adamw")
    .describe(
      "muon: the weight matrices of the layers are moved by their orthogonalised momentum (arXiv 2502.16982), which needs fewer steps; embedding, head, normalisation weights and biases by AdamW. One learning rate serves both. Not with lora.",
    ),
  lr_scheduler_type: z
    .enum(["constant", "constant_with_warmup", "linear", "cosine", "cosine_with_min_lr"])
    .optional()
    .describe(
      "Course of the learning rate. Default: linear for sft, constant_with_warmup for grpo, constant for a control, whose steps are counted by its token budget.",
    ),
  min_lr_rate: share("Floor of cosine_with_min_lr as a share of learning_rate.").default(0.1),
  warmup_ratio: share("Warm-up as a share of all optimizer steps, rounded up.").optional(),
  warmup_steps: z.int().min(0).describe("Steps of linear warm-up. Not together with warmup_ratio.").optional(),
  norm_learning_rate: rate(
    "Peak learning rate of normalisation weights and biases, on the same course; null = learning_rate. AdamW moves a weight by about the rate a step. Not with lora, which leaves them alone.",
  )
    .nullable()
    .default(null),
  final_norm_learning_rate: rate(
    "The same of the last normalisation alone; null = norm_learning_rate. It scales all logits, so that a high rate makes all answers of a model surer and moves nothing else.",
  )
    .nullable()
    .default(null),
  weight_decay: z.number().min(0).default(0).describe("Decoupled weight decay, of either optimizer."),
  adam_beta1: z.number().min(0).lt(1).default(0.9),
  adam_beta2: z.number().min(0).lt(1).default(0.999),
  adam_epsilon: positive("Added to the root of the second moment.").default(1e-8),
  muon_momentum: z.number().min(0).lt(1).default(0.95),
  max_grad_norm: z.number().min(0).default(1).describe("Global gradient norm to clip to; 0 = no clipping."),
};

const common = {
  id: name.describe("Name of the stage in tables and folders."),
  mixture: z
    .record(source, z.number().positive())
    .optional()
    .describe(
      "Share of each skill among the tasks trained on, by environment (`x`) or by environment and origin (`x/real`, `x/generated`). Default: all alike; a control: as its rivals.",
    ),
  from: name.optional().describe("Stage to start from, or `base`. Default: the stage before that is no control."),
  micro_batch_size: z.int().min(1).nullable().default(null).describe("Rows of one pass; null = chosen by the engine."),
  checkpoint_every: count("Steps between checkpoints.").default(50),
  eval_every: z.int().min(1).nullable().default(null).describe("Steps between evaluations on validation tasks."),
  eval_tasks: count("Validation tasks of those evaluations.").default(100),
};

const sftFields = z.strictObject({
  ...common,
  ...optimization,
  method: z.literal("sft"),
  learning_rate: rate("Peak learning rate.").default(2e-5),
  max_steps: count("Optimizer steps. Not for a control: its token budget ends it.").optional(),
  batch_size: rows("Rows of one optimizer step.").default(16),
  loss_agg_mode: z
    .enum(["token-mean", "seq-mean-token-mean"])
    .default("token-mean")
    .describe(
      "Mean over all tokens of the step, or over each row's tokens and then over the rows, so that rows with short completions weigh as much as long ones.",
    ),
  prompt_loss_weight: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      "Weight of the mean loss over prompt tokens beside that over completion tokens (arXiv 2401.13586): a small model learns the language of the prompts with it, at the cost of logits for every token.",
    ),
  max_length: count("Prompt and completion together, in tokens.").default(1024),
  max_completion_length: bySkill(z.int().min(1))
    .default(128)
    .describe(
      "Longest completion sampled to measure validation reward, in tokens: one number, or one for each skill by its environment.",
    ),
  patience: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe("Evaluations without a better validation reward after which the stage ends."),
  load_best_model_at_end: z
    .boolean()
    .optional()
    .describe(
      "Keep the model with the best validation reward. Default: true where eval_every is set, but for a control, which is to have spent its budget.",
    ),
  control_for: z
    .union([name, z.array(name).min(1)])
    .optional()
    .describe("The grpo stage, or stages, whose trained tokens this stage spends on further SFT."),
});

const grpoFields = z.strictObject({
  ...common,
  ...optimization,
  method: z.literal("grpo"),
  preset: z.enum(["grpo", "dr_grpo", "dapo", "gspo"]).default("grpo").describe("Decides what is not named below."),
  learning_rate: rate("Peak learning rate. Default: 1e-5 with lora, 1e-6 without.").optional(),
  loss_type: z.enum(["grpo", "dr_grpo", "dapo"]).optional().describe("How the step's tokens are averaged."),
  scale_rewards: z
    .enum(["group", "batch", "skill", "none"])
    .optional()
    .describe(
      "What centred rewards are divided by: their spread in the group, in the batch, in the batch's groups of the same skill, or nothing.",
    ),
  importance_sampling_level: z.enum(["token", "sequence"]).optional(),
  steps: count("Generation steps."),
  prompts_per_step: rows("Prompts (groups) of one step.").default(8),
  num_generations: z
    .int()
    .min(2, "a group needs at least 2 completions: one alone has no baseline")
    .max(MOST_ROWS)
    .default(8),
  down_sample_to: z
    .int()
    .min(2, "a group needs at least 2 completions: one alone has no baseline")
    .nullable()
    .default(null)
    .describe(
      "Train on this many completions of each group, those whose rewards vary most (PODS, arXiv 2504.13818); null = all.",
    ),
  num_iterations: count("Optimizer steps on each generation.").default(1),
  max_completion_length: bySkill(z.int().min(1))
    .default(256)
    .describe("Longest completion in tokens: one number, or one for each skill by its environment."),
  temperature: bySkill(z.number().positive())
    .default(1)
    .describe(
      "Sampling temperature, one or one for each skill; above 0, since greedy groups have no variance. A label stands heat that a summary of 200 tokens does not.",
    ),
  top_p: z.number().gt(0).max(1).default(1).describe("1 = off."),
  top_k: z.int().min(0).default(0).describe("0 = off."),
  allow_filtered_sampling: z
    .boolean()
    .default(false)
    .describe("Needed with top_p or top_k: filters make the sampler off-policy."),
  beta: z.number().min(0).default(0).describe("Weight of the k3 penalty against the stage's starting model."),
  epsilon: positive("Lower clip of the ratio.").optional(),
  epsilon_high: positive("Upper clip of the ratio. Default: epsilon.").optional(),
  delta: positive("Upper bound of the ratio for negative advantages.").nullable().default(null),
  mask_truncated_completions: z.boolean().default(false).describe("Truncated completions give no gradient."),
  dynamic_sampling: z
    .strictObject({
      max_gen_batches: count("Generation batches that one step may use."),
      on_exhausted: z.enum(["train", "fail"]).default("train"),
    })
    .nullable()
    .optional()
    .describe("Replace groups whose rewards are all equal."),
  soft_overlong: z
    .strictObject({ cache: z.int().min(0) })
    .nullable()
    .optional()
    .describe("Punish the last `cache` tokens before the length limit."),
  kl_probe_every: z.int().min(1).nullable().default(10).describe("Steps between measurements of kl where beta is 0."),
  mixing: z
    .enum(["fixed", "adaptive"])
    .default("fixed")
    .describe("adaptive: the mixture moves toward skills whose groups have differing rewards."),
  avoid_flat: z.boolean().default(false).describe("Draw tasks less whose last group all succeeded or all failed."),
});

type Refuse = (field: string, message: string) => void;

const refuseInto =
  (ctx: z.RefinementCtx): Refuse =>
  (field, message) =>
    ctx.addIssue({ code: "custom", path: [field], message, input: undefined });

const sft = sftFields.transform((s, ctx): SftStage => {
  const refuse = refuseInto(ctx);
  const control = s.control_for !== undefined;
  const max_steps = s.max_steps ?? null;
  const kind = s.lr_scheduler_type ?? (control ? "constant" : "linear");
  if (max_steps === null && !control)
    refuse("max_steps", "is missing: say after how many optimizer steps the stage ends");
  if (max_steps !== null && control)
    refuse("max_steps", "does not end a control, its token budget does: leave max_steps out");
  if (s.patience !== null && s.eval_every === null)
    refuse("patience", "counts evaluations, and there are none: set eval_every");
  if (s.patience !== null && control)
    refuse("patience", "would end the control before it has spent its budget: leave patience out");
  if (s.load_best_model_at_end && s.eval_every === null)
    refuse("load_best_model_at_end", "needs evaluations to choose by: set eval_every");
  return {
    id: s.id,
    method: "sft",
    mixture: s.mixture ?? {},
    from: s.from ?? "",
    control_for: s.control_for === undefined ? [] : [s.control_for].flat(),
    max_steps,
    batch_size: s.batch_size,
    micro_batch_size: s.micro_batch_size,
    loss_agg_mode: s.loss_agg_mode,
    prompt_loss_weight: s.prompt_loss_weight,
    max_length: s.max_length,
    max_completion_length: s.max_completion_length,
    patience: s.patience,
    load_best_model_at_end: s.load_best_model_at_end ?? (s.eval_every !== null && !control),
    checkpoint_every: s.checkpoint_every,
    eval_every: s.eval_every,
    eval_tasks: s.eval_tasks,
    ...optimizer(s, s.learning_rate, kind, max_steps, refuse),
  };
});

const grpo = grpoFields.transform((s, ctx): GrpoStage => {
  const refuse = refuseInto(ctx);
  const preset = presets[s.preset as GrpoPreset];
  const epsilon = s.epsilon ?? preset.epsilon;
  // TRL: the upper clip follows the lower one unless it is named.
  const epsilon_high = s.epsilon_high ?? (s.epsilon === undefined ? preset.epsilon_high : s.epsilon);
  const soft_overlong =
    s.soft_overlong === undefined
      ? preset.overlongShare === null
        ? null
        : { cache: Math.floor(smallest(s.max_completion_length) * preset.overlongShare) }
      : s.soft_overlong;
  return {
    id: s.id,
    method: "grpo",
    mixture: s.mixture ?? {},
    from: s.from ?? "",
    preset: s.preset,
    loss_type: s.loss_type ?? preset.loss_type,
    scale_rewards: s.scale_rewards ?? preset.scale_rewards,
    importance_sampling_level: s.importance_sampling_level ?? preset.importance_sampling_level,
    steps: s.steps,
    prompts_per_step: s.prompts_per_step,
    num_generations: s.num_generations,
    down_sample_to: s.down_sample_to,
    num_iterations: s.num_iterations,
    micro_batch_size: s.micro_batch_size,
    max_completion_length: s.max_completion_length,
    temperature: s.temperature,
    top_p: s.top_p,
    top_k: s.top_k,
    allow_filtered_sampling: s.allow_filtered_sampling,
    beta: s.beta,
    epsilon,
    epsilon_high,
    delta: s.delta,
    mask_truncated_completions: s.mask_truncated_completions,
    dynamic_sampling: s.dynamic_sampling === undefined ? preset.dynamic_sampling : s.dynamic_sampling,
    soft_overlong,
    kl_probe_every: s.kl_probe_every,
    mixing: s.mixing,
    avoid_flat: s.avoid_flat,
    checkpoint_every: s.checkpoint_every,
    eval_every: s.eval_every,
    eval_tasks: s.eval_tasks,
    ...optimizer(
      s,
      // NaN marks "by adapter": only the run file knows whether there is one.
      s.learning_rate ?? Number.NaN,
      s.lr_scheduler_type ?? "constant_with_warmup",
      s.steps * s.num_iterations,
      refuse,
    ),
  };
});

/** One stage of a run file, defaults and preset filled in; `from` and `mixture` are still empty where they were left out. */
export const stageSchema: z.ZodType<Stage> = z.discriminatedUnion("method", [sft, grpo]);

type Optimization = z.output<z.ZodObject<typeof optimization>>;

function optimizer(
  s: Optimization,
  learning_rate: number,
  lr_scheduler_type: OptimizerOptions["lr_scheduler_type"],
  total: number | null,
  refuse: Refuse,
): OptimizerOptions {
  if (s.warmup_ratio !== undefined && s.warmup_steps !== undefined)
    refuse("warmup_ratio", "stands beside warmup_steps: give one of the two");
  if (s.warmup_ratio !== undefined && total === null)
    refuse("warmup_ratio", "is a share of the steps, and this stage has no number of steps: use warmup_steps");
  const warmup_steps = s.warmup_steps ?? warmupStepsOf(s.warmup_ratio ?? 0, total ?? 0);
  return {
    optim: s.optim,
    learning_rate,
    norm_learning_rate: s.norm_learning_rate,
    final_norm_learning_rate: s.final_norm_learning_rate,
    lr_scheduler_type,
    min_lr_rate: s.min_lr_rate,
    warmup_steps,
    weight_decay: s.weight_decay,
    adam_beta1: s.adam_beta1,
    adam_beta2: s.adam_beta2,
    adam_epsilon: s.adam_epsilon,
    muon_momentum: s.muon_momentum,
    max_grad_norm: s.max_grad_norm,
  };
}
