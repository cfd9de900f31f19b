import { klValue, sampleStd } from "@decisis/lm";
import type { CollectedGroups, RolloutGroup } from "./collect-groups.ts";

type Metrics = Record<string, number | null>;

const mean = (xs: readonly number[]): number | null => (xs.length ? xs.reduce((a, b) => a + b, 0) / xs.length : null);
const least = (xs: readonly number[]): number | null => (xs.length ? Math.min(...xs) : null);
const most = (xs: readonly number[]): number | null => (xs.length ? Math.max(...xs) : null);

/** Metrics of a step's completions and rewards. Unscorable rows are outside every mean of rewards. */
export function rolloutMetrics(collected: CollectedGroups): Metrics {
  const rows = collected.all;
  const trained = collected.groups.flatMap((g) => g.rollouts);
  const rewards = rows.flatMap((r) => (r.grade.reward === null ? [] : [r.grade.reward]));
  const lengths = rows.map((r) => r.completion.tokenIds.length);
  const ended = rows.filter((r) => !r.completion.truncated).map((r) => r.completion.tokenIds.length);
  const advantages = trained.map((r) => r.advantage);
  const byGroup = Map.groupBy(rows, (r) => r.group);
  const flat = [...byGroup.values()].filter((g) => sampleStd(g.map((r) => r.grade.reward)) === 0);
  const duplicates = [...byGroup.values()].reduce(
    (n, g) => n + g.length - new Set(g.map((r) => r.completion.text)).size,
    0,
  );
  const sorted = [...collected.gradeMilliseconds].sort((a, b) => a - b);
  const quantile = (q: number): number | null =>
    sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null;
  const out: Metrics = {
    reward: mean(rewards),
    reward_std: rewards.length > 1 ? sampleStd(rewards) : null,
    frac_reward_zero_std: flat.reduce((n, g) => n + g.length, 0) / rows.length,
    "completions/mean_length": mean(lengths),
    "completions/min_length": least(lengths),
    "completions/max_length": most(lengths),
    "completions/mean_terminated_length": mean(ended) ?? 0,
    "completions/min_terminated_length": least(ended) ?? 0,
    "completions/max_terminated_length": most(ended) ?? 0,
    "completions/clipped_ratio": 1 - ended.length / rows.length,
    "completions/duplicate_frac": duplicates / rows.length,
    "advantages/mean": mean(advantages),
    "advantages/std": advantages.length > 1 ? sampleStd(advantages) : null,
    "advantages/abs_max": most(advantages.map(Math.abs)),
    frac_unscorable: 1 - rewards.length / rows.length,
    frac_partial_null:
      rows.filter((r) => r.grade.reward !== null && Object.values(r.grade.subRewards).includes(null)).length /
      rows.length,
    "groups/kept": collected.groups.length,
    "groups/dropped_constant_low": collected.dropped.constant_low,
    "groups/dropped_constant_high": collected.dropped.constant_high,
    "groups/dropped_unscorable": collected.dropped.unscorable,
    "groups/refill_batches": collected.refillBatches,
    "grader/latency_p50": quantile(0.5),
    "grader/latency_p95": quantile(0.95),
  };
  for (const name of new Set(rows.flatMap((r) => Object.keys(r.grade.subRewards)))) {
    const values = rows.flatMap((r) => r.grade.subRewards[name] ?? []);
    out[`rewards/${name}/mean`] = mean(values);
    out[`rewards/${name}/std`] = values.length > 1 ? sampleStd(values) : null;
  }
  for (const [flag, failed] of Map.groupBy(
    rows.filter((r) => r.grade.error),
    (r) => r.grade.error!.flag,
  ))
    out[`grader/errors/${flag}`] = failed.length;
  return out;
}

/** How far the sampler's log-probabilities are from those that training recomputes (`old`, `[group][completion]`). */
export function mismatchMetrics(groups: readonly RolloutGroup[], old: readonly (readonly Float64Array[])[]): Metrics {
  let tokens = 0;
  let difference = 0;
  let worst = 0;
  let multiplied = 0;
  let kl = 0;
  let weight = 0;
  let lightest = Number.POSITIVE_INFINITY;
  let heaviest = 0;
  groups.forEach((group, i) => {
    group.rollouts.forEach(({ completion }, j) => {
      completion.logprobs.forEach((sampled, t) => {
        const d = sampled - old[i][j][t];
        const w = Math.exp(-d);
        tokens++;
        difference += Math.abs(d);
        worst = Math.max(worst, Math.abs(d));
        multiplied += Math.exp(Math.abs(d));
        kl += klValue("k3", d);
        weight += w;
        lightest = Math.min(lightest, w);
        heaviest = Math.max(heaviest, w);
      });
    });
  });
  if (tokens === 0) return {};
  return {
    "sampling/sampling_logp_difference/mean": difference / tokens,
    "sampling/sampling_logp_difference/max": worst,
    "sampling/importance_sampling_ratio/min": lightest,
    "sampling/importance_sampling_ratio/mean": weight / tokens,
    "sampling/importance_sampling_ratio/max": heaviest,
    token_mult_prob_error: multiplied / tokens,
    gen_kl: kl / tokens,
  };
}
