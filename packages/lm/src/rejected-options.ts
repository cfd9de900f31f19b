/**
 * Settings that compute something other than what they are called, or nothing at all. They are errors when a run is
 * configured, never warnings. Names are TRL's and PEFT's; an absent setting is not checked.
 */
export interface CheckedOptions {
  readonly engine?: "embedded" | "trl";
  readonly loss_type?: string;
  readonly importance_sampling_level?: string;
  readonly scale_rewards?: string;
  readonly num_generations?: number;
  /** Completions of each group that are trained on (PODS, arXiv 2504.13818); null trains on all. */
  readonly down_sample_to?: number | null;
  /** Completions of one generation, over all processes. */
  readonly generation_batch_size?: number;
  readonly num_iterations?: number;
  readonly steps_per_generation?: number;
  readonly gradient_accumulation_steps?: number;
  /** ℓ_old is recorded at generation time. */
  readonly stores_old_logps?: boolean;
  /** The TRL version rescales its token count to one accumulation window (1.13.0 and later). */
  readonly trl_token_count_fixed?: boolean;
  readonly max_completion_length?: number;
  /** L_max differs between steps of the run. */
  readonly max_completion_length_changes?: boolean;
  readonly temperature?: number;
  /** Active when below 1. */
  readonly top_p?: number;
  /** Active when above 0. */
  readonly top_k?: number;
  /** Active when above 0. */
  readonly min_p?: number;
  /** Active when not 1. */
  readonly repetition_penalty?: number;
  readonly allow_filtered_sampling?: boolean;
  readonly beta?: number;
  readonly kl_estimator?: string;
  readonly kl_in_reward?: boolean;
  /** There is a reference: the base model under an adapter, or a frozen copy. */
  readonly has_reference?: boolean;
  readonly epsilon?: number;
  readonly epsilon_high?: number;
  readonly delta?: number | null;
  /** Below 1: only tokens of high entropy are trained. */
  readonly top_entropy_quantile?: number;
  readonly masked_rows?: string;
  readonly dynamic_sampling?: {
    readonly max_gen_batches?: number;
    readonly statistic?: string;
    /** Our rollout driver refills the groups, rather than the trainer. */
    readonly own_driver?: boolean;
  } | null;
  readonly soft_overlong?: { readonly cache: number } | null;
  readonly lora?: { readonly r: number; readonly target_modules: string | readonly string[] } | null;
  readonly completion_only_loss?: boolean;
  /** The data say where the prompt ends. */
  readonly has_completion_boundary?: boolean;
  /** Learning rate of tensors without weight decay; null has them follow the others. */
  readonly norm_learning_rate?: number | null;
  /** Learning rate of the last normalisation's weights; null has them follow the other vectors. */
  readonly final_norm_learning_rate?: number | null;
  readonly optim?: string;
  readonly lr_scheduler_type?: string;
  readonly warmup_steps?: number;
  /** Optimizer steps of the whole run. */
  readonly max_steps?: number;
}

export interface RejectedOption {
  readonly field: string;
  /** One line: what is wrong and what to do. */
  readonly message: string;
}

/** Every reason to refuse `options`; empty when they can be run. Comparisons are false for absent values. */
export function rejectedOptions(options: CheckedOptions): RejectedOption[] {
  return [...groups(options), ...ratios(options), ...kl(options), ...sampling(options), ...training(options)];
}

function groups(o: CheckedOptions): RejectedOption[] {
  const found: RejectedOption[] = [];
  const reject = (field: string, message: string) => void found.push({ field, message });
  const size = o.num_generations;
  if (size !== undefined && !(size >= 2)) {
    reject("num_generations", `${size} completion(s) a prompt leave nothing to compare: use 2 or more`);
  } else if (size !== undefined && o.generation_batch_size !== undefined && o.generation_batch_size % size !== 0) {
    reject(
      "generation_batch_size",
      `${o.generation_batch_size} is no multiple of num_generations ${size}: a group would be split`,
    );
  }
  if (size !== undefined && o.down_sample_to != null && o.down_sample_to >= size)
    reject("down_sample_to", `${o.down_sample_to} of ${size} completions leave nothing out: sample more`);
  const d = o.dynamic_sampling;
  if (d) {
    if (!(d.max_gen_batches !== undefined && d.max_gen_batches > 0))
      reject("dynamic_sampling", "without max_gen_batches above 0 a run on constant rewards never ends");
    if (d.statistic !== undefined && d.statistic !== "group")
      reject(
        "dynamic_sampling",
        `statistic ${d.statistic} drops the one row that differs: whole groups are kept or dropped`,
      );
    if (o.engine === "trl" && d.own_driver !== true)
      reject("dynamic_sampling", "TRL does not refill groups itself: it needs the rollout driver of decisis");
  }
  if (o.loss_type === "dr_grpo" && o.max_completion_length_changes)
    reject("max_completion_length", "dr_grpo divides by it: it has to stay the same for the whole run");
  if (o.soft_overlong && o.max_completion_length !== undefined) {
    const { cache } = o.soft_overlong;
    if (!(cache >= 0 && cache <= o.max_completion_length))
      reject(
        "soft_overlong",
        `a cache of ${cache} tokens has to lie between 0 and max_completion_length ${o.max_completion_length}`,
      );
  }
  if (o.engine === "trl" && o.masked_rows === "exclude")
    reject("masked_rows", "TRL counts fully masked rows: exclude needs the embedded engine");
  return found;
}

function ratios(o: CheckedOptions): RejectedOption[] {
  const found: RejectedOption[] = [];
  const reject = (field: string, message: string) => void found.push({ field, message });
  if (o.importance_sampling_level === "sequence") {
    if (o.loss_type !== undefined && ["dapo", "bnpo", "dr_grpo", "cispo", "sapo"].includes(o.loss_type))
      reject(
        "importance_sampling_level",
        `a ratio per sequence under loss_type ${o.loss_type} counts length twice: use loss_type grpo, or token`,
      );
    if (o.top_entropy_quantile !== undefined && o.top_entropy_quantile < 1)
      reject(
        "top_entropy_quantile",
        "a ratio per sequence cannot be masked by token: use importance_sampling_level token",
      );
  }
  if (o.epsilon !== undefined && !(o.epsilon > 0))
    reject("epsilon", `${o.epsilon} clips every ratio: it has to be above 0`);
  if (o.epsilon_high !== undefined && !(o.epsilon_high > 0))
    reject("epsilon_high", `${o.epsilon_high} clips every ratio: it has to be above 0`);
  const high = o.epsilon_high ?? o.epsilon;
  if (o.delta != null && high !== undefined && !(o.delta > 1 + high))
    reject(
      "delta",
      `${o.delta} cuts inside the clip range: it has to be above 1 + epsilon_high = ${Number((1 + high).toPrecision(6))}, or null`,
    );
  const reused =
    (o.num_iterations ?? 1) > 1 || (o.steps_per_generation ?? 1) > (o.gradient_accumulation_steps ?? Infinity);
  if (reused && o.stores_old_logps === false)
    reject(
      "num_iterations",
      "several updates on one generation need the log-probabilities of the policy that generated it",
    );
  if (
    o.engine === "trl" &&
    o.trl_token_count_fixed === false &&
    o.loss_type === "dapo" &&
    o.steps_per_generation !== o.gradient_accumulation_steps
  )
    reject(
      "steps_per_generation",
      "this TRL version scales dapo by gradient_accumulation_steps / steps_per_generation: use 1.13.0 or later, or equal values",
    );
  return found;
}

function kl(o: CheckedOptions): RejectedOption[] {
  const found: RejectedOption[] = [];
  const reject = (field: string, message: string) => void found.push({ field, message });
  if (o.beta === undefined || o.beta === 0) return found;
  if (!(o.beta > 0)) reject("beta", `${o.beta} rewards moving away from the reference: it has to be 0 or above`);
  if (o.kl_estimator === "k1" && o.kl_in_reward !== true)
    reject("kl_estimator", "k1 in a loss has a gradient of 0 on average: use k3, or k1 in the reward");
  if (o.has_reference === false)
    reject("beta", `${o.beta} needs a reference: train an adapter, or keep a frozen copy of the model`);
  if (o.kl_in_reward === true && o.kl_estimator !== "k1")
    reject("kl_in_reward", "the KL would be counted in the reward and in the loss: choose one");
  return found;
}

function sampling(o: CheckedOptions): RejectedOption[] {
  const found: RejectedOption[] = [];
  if (o.temperature !== undefined && !(o.temperature > 0))
    found.push({
      field: "temperature",
      message: `${o.temperature} has no log-probabilities to train: it has to be above 0`,
    });
  const filters = [
    ["top_p", o.top_p !== undefined && o.top_p < 1],
    ["top_k", o.top_k !== undefined && o.top_k > 0],
    ["min_p", o.min_p !== undefined && o.min_p > 0],
    ["repetition_penalty", o.repetition_penalty !== undefined && o.repetition_penalty !== 1],
  ] as const;
  if (o.allow_filtered_sampling === true) return found;
  for (const [field, active] of filters)
    if (active)
      found.push({
        field,
        message:
          "samples from another distribution than the one trained: set allow_filtered_sampling: true if that is meant",
      });
  return found;
}

function training(o: CheckedOptions): RejectedOption[] {
  const found: RejectedOption[] = [];
  const reject = (field: string, message: string) => void found.push({ field, message });
  if (o.lora) {
    if (!(o.lora.r > 0)) reject("lora", `rank ${o.lora.r} adapts nothing: it has to be 1 or more`);
    if (o.lora.target_modules.length === 0) reject("lora", "no target_modules: name some, or use all-linear");
    for (const field of ["norm_learning_rate", "final_norm_learning_rate"] as const)
      if (o[field] != null)
        reject(field, "has nothing to move: an adapter leaves normalisation weights and biases alone");
    if (o.optim === "muon")
      reject("optim", "muon moves whole weight matrices, which an adapter leaves alone: use adamw with lora");
  }
  if (o.completion_only_loss === true && o.has_completion_boundary === false)
    reject("completion_only_loss", "the data do not say where the prompt ends: give prompt and completion apart");
  if (o.warmup_steps !== undefined && o.max_steps !== undefined && o.warmup_steps > o.max_steps)
    reject(
      "warmup_steps",
      `${o.warmup_steps} is more than the ${o.max_steps} steps of the run: the full rate would never be reached`,
    );
  if (o.lr_scheduler_type === "constant" && o.warmup_steps !== undefined && o.warmup_steps > 0)
    reject("lr_scheduler_type", "constant ignores warmup_steps: use constant_with_warmup");
  return found;
}

/**
 * Whether sampled log-probabilities can be trained on: one per token, finite and at most 0. A row that fails is drawn again,
 * never filled with 0.0, which would claim probability 1 (NVIDIA-NeMo/RL#4218).
 */
export function validSampledLogps(logps: ArrayLike<number> | null | undefined, length: number): boolean {
  if (logps == null || logps.length !== length) return false;
  for (let t = 0; t < length; t++) if (!(logps[t] <= 0 && logps[t] > -Infinity)) return false;
  return true;
}
