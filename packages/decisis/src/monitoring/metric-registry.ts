/** One name that may stand in metrics.jsonl. */
export interface Metric {
  /** `<component>` and `<flag>` stand for one path segment each. */
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  /** TRL logs the same quantity under the same name. */
  readonly trl: boolean;
  /** Heading in the reference. */
  readonly topic: string;
}

type Row = readonly [name: string, unit: string, meaning: string];

const trl = (topic: string, rows: readonly Row[]): Metric[] => metrics(topic, true, rows);
const own = (topic: string, rows: readonly Row[]): Metric[] => metrics(topic, false, rows);
const metrics = (topic: string, isTrl: boolean, rows: readonly Row[]): Metric[] =>
  rows.map(([name, unit, meaning]) => ({ name, unit, meaning, trl: isTrl, topic }));

/** Every metric there is. Records, reports and the reference take their names from here and from nowhere else. */
export const metricRegistry: readonly Metric[] = [
  ...trl("Training", [
    [
      "loss",
      "–",
      "Loss of the optimizer step. On-policy `grpo` with beta 0: about 0, and that is right; read `reward`.",
    ],
    ["grad_norm", "–", "Global L2 norm of the gradient before clipping."],
    ["learning_rate", "–", "Learning rate that the step used."],
    ["epoch", "passes", "Passes over the training tasks so far."],
    [
      "num_tokens",
      "tokens",
      "Prompt and completion tokens trained on so far in the stage; each completion once, whatever `num_iterations`.",
    ],
    ["step_time", "s", "Wall time of the step. Differs between identical runs."],
    ["entropy", "nats", "Entropy of the policy, mean over completion tokens."],
    ["mean_token_accuracy", "share", "SFT: share of target tokens that the model ranks first."],
    ["policy_loss", "–", "Loss without the entropy bonus, where there is one."],
    ["entropy_coef", "–", "Weight of the entropy bonus, where there is one."],
  ]),
  ...trl("Reward", [
    ["reward", "reward", "Mean reward of the step's scorable completions."],
    ["reward/<skill>", "reward", "Mean reward of one skill, where a stage trains several."],
    ["reward_std", "reward", "Standard deviation of those rewards (Bessel)."],
    [
      "rewards/<component>/mean",
      "share",
      "Mean of one component of the reward; `<skill>.<component>` in a stage of several skills.",
    ],
    ["rewards/<component>/std", "share", "Standard deviation of one component."],
    ["frac_reward_zero_std", "share", "Completions in groups whose rewards do not differ: they teach nothing."],
  ]),
  ...trl("Completions", [
    ["completions/mean_length", "tokens", "Mean length."],
    ["completions/min_length", "tokens", "Shortest."],
    ["completions/max_length", "tokens", "Longest."],
    ["completions/mean_terminated_length", "tokens", "Mean length of those that ended by themselves; 0 if none did."],
    ["completions/min_terminated_length", "tokens", "Shortest of those."],
    ["completions/max_terminated_length", "tokens", "Longest of those."],
    ["completions/clipped_ratio", "share", "Completions cut by the length limit."],
  ]),
  ...trl("Distance from the policy that sampled, and from the start", [
    ["kl", "nats", "k3 estimate of the distance from the stage's starting model, mean over tokens."],
    ["clip_ratio/low_mean", "share", "Tokens clipped below (negative advantage); sequences where the ratio is theirs."],
    ["clip_ratio/high_mean", "share", "Tokens clipped above (positive advantage)."],
    ["clip_ratio/region_mean", "share", "Tokens clipped on either side."],
    ["clip_ratio/low_min", "share", "Smallest low clip share of a completion."],
    ["clip_ratio/high_max", "share", "Largest high clip share of a completion."],
    ["cispo_clip_ratio", "share", "CISPO: tokens whose weight was capped."],
    [
      "sampling/sampling_logp_difference/mean",
      "nats",
      "Mean absolute difference of log-probabilities, sampler and trainer.",
    ],
    ["sampling/sampling_logp_difference/max", "nats", "Largest such difference."],
    ["sampling/importance_sampling_ratio/min", "ratio", "Smallest sampler mismatch weight."],
    ["sampling/importance_sampling_ratio/mean", "ratio", "Mean sampler mismatch weight."],
    ["sampling/importance_sampling_ratio/max", "ratio", "Largest sampler mismatch weight."],
  ]),
  ...trl("Tools", [
    ["tools/call_frequency", "calls", "Tool calls a completion."],
    ["tools/failure_frequency", "share", "Tool calls that failed."],
  ]),
  ...own("Advantages and ratios", [
    ["advantages/mean", "–", "Mean advantage of the completions trained on; rewards and lengths are of all sampled."],
    ["advantages/std", "–", "Standard deviation of advantages."],
    ["advantages/abs_max", "–", "Largest absolute advantage."],
    ["ratio/min", "ratio", "Smallest importance ratio."],
    ["ratio/mean", "ratio", "Mean importance ratio."],
    ["ratio/max", "ratio", "Largest importance ratio."],
    ["token_mult_prob_error", "ratio", "Mean exp|log-probability of trainer − of sampler|: 1 where they agree."],
    ["gen_kl", "nats", "k3 distance of trainer from sampler on the sampled tokens."],
  ]),
  ...own("Data", [
    [
      "frac_unscorable",
      "share",
      "Completions that could not be scored. They are never counted as reward 0. Of the last 20 steps more than 1 %: a warning; more than 5 %: the stage ends.",
    ],
    ["frac_partial_null", "share", "Completions of which some component could not be scored."],
    ["skill_share/<skill>", "share", "Share of one skill in the next draws, where a stage trains several."],
    ["groups/kept", "groups", "Groups trained on."],
    [
      "groups/dropped_constant_low",
      "groups",
      "Dropped by dynamic sampling: all rewards equal, in the lower half of the range.",
    ],
    ["groups/dropped_constant_high", "groups", "Dropped: all rewards equal, in the upper half."],
    ["groups/dropped_unscorable", "groups", "Dropped: fewer than two scorable completions."],
    ["groups/refill_batches", "batches", "Generation batches beyond the first."],
    ["rollouts/errored_frac", "share", "Rollouts that ended in an error of the system."],
    ["grader/errors/<flag>", "count", "Grader errors of one kind."],
    ["grader/latency_p50", "ms", "Median time to grade a completion. Differs between identical runs."],
    ["grader/latency_p95", "ms", "95th percentile of it."],
    ["completions/duplicate_frac", "share", "Completions that repeat another one of their group."],
    ["reward_gap", "reward", "Training reward − validation reward."],
  ]),
  ...own("Optimizer", [
    [
      "prompt_loss",
      "nats",
      "SFT with `prompt_loss_weight`: mean loss over prompt tokens, unweighted and not in `loss`.",
    ],
    ["norm_learning_rate", "–", "Learning rate of normalisation weights and biases, where they have their own."],
    ["final_norm_learning_rate", "–", "Learning rate of the last normalisation's weights, where they have their own."],
    ["grad_norm_clipped_frac", "share", "Optimizer steps whose gradient was clipped."],
    ["steps_skipped_nonfinite", "steps", "Optimizer steps skipped because the gradient was not finite."],
    ["update_norm", "–", "L2 norm of the change of the weights."],
    ["sync/probe_changed", "0 or 1", "The sampler's log-probabilities of a probe moved after the update."],
  ]),
  ...own("Time", [
    ["time/generate", "s", "Sampling."],
    ["time/grade", "s", "Grading."],
    ["time/train", "s", "Forward, backward, update."],
    ["time/sync", "s", "Bringing new weights to the sampler."],
    ["time/evaluate", "s", "Evaluation on validation tasks."],
  ]),
];

const patterns = metricRegistry.map((m) => ({
  metric: m,
  pattern: new RegExp(`^${m.name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/<[a-z]+>/g, "[^/]+")}$`),
}));
const known = new Map<string, Metric | null>();

/** The registry's entry for a name as logged; `eval_` in front marks the same quantity on validation tasks. `null` = no such metric. */
export function metricOf(logged: string): Metric | null {
  let found = known.get(logged);
  if (found === undefined) {
    const name = logged.startsWith("eval_") ? logged.slice("eval_".length) : logged;
    found = patterns.find(({ pattern }) => pattern.test(name))?.metric ?? null;
    known.set(logged, found);
  }
  return found;
}

/** Wall-clock metrics: the only ones that may differ between a run and its resumed twin. */
export const isTiming = (logged: string): boolean => /^(eval_)?(time\/|step_time$|grader\/latency_)/.test(logged);

/** The reference page of metrics, in Markdown. */
export function metricReference(): string {
  const topics = [...new Set(metricRegistry.map((m) => m.topic))];
  const table = (topic: string): string =>
    metricRegistry
      .filter((m) => m.topic === topic)
      .map((m) => `| \`${m.name}\` | ${m.unit} | ${m.trl ? "✓" : ""} | ${m.meaning} |`)
      .join("\n");
  return `# Metrics

Every name that can stand in \`metrics.jsonl\`, generated from \`packages/decisis/src/monitoring/metric-registry.ts\`
by \`decisis train --metrics > docs/metrics.md\`. With \`eval_\` in front: the same on validation tasks. A value that is not a
number is written as \`null\`. ✓ under TRL: TRL logs the same quantity under this name.

${topics.map((t) => `## ${t}\n\n| name | unit | TRL | meaning |\n|---|---|---|---|\n${table(t)}\n`).join("\n")}`;
}
