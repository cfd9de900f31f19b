import { advantageMetrics, completionMetrics, klValue, rewardMetrics } from "@decisis/lm";
import type { Rollout } from "../engine.ts";
import type { CollectedGroups, RolloutGroup } from "./collect-groups.ts";

type Metrics = Record<string, number | null>;

/** Rewards and lengths of graded completions, under TRL's names. */
export function gradedMetrics(
  groups: readonly (readonly Pick<Rollout, "completion" | "grade">[])[],
  scale: "group" | "batch",
): Metrics {
  const rows = groups.flat();
  const names = [...new Set(rows.flatMap((r) => Object.keys(r.grade.subRewards)))];
  const rewarded = groups.map((group) =>
    group.map(({ grade }) => ({
      reward: grade.reward,
      components: names.map((name) => grade.subRewards[name] ?? null),
    })),
  );
  return {
    ...rewardMetrics(rewarded, names, scale),
    ...completionMetrics(
      rows.map(({ completion }) => ({ length: completion.tokenIds.length, truncated: completion.truncated })),
    ),
  };
}

/** Metrics of a step's rollouts. Unscorable rows are outside every mean of rewards. */
export function rolloutMetrics(collected: CollectedGroups, scale: "group" | "batch"): Metrics {
  const rows = collected.all;
  const groups = [...Map.groupBy(rows, (r) => r.group).values()];
  const duplicates = groups.reduce((n, g) => n + g.length - new Set(g.map((r) => r.completion.text)).size, 0);
  const sorted = [...collected.gradeMilliseconds].sort((a, b) => a - b);
  const quantile = (q: number): number | null =>
    sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null;
  const failed = Map.groupBy(
    rows.flatMap((r) => r.grade.error?.flag ?? []),
    (flag) => flag,
  );
  return {
    ...gradedMetrics(groups, scale),
    ...advantageMetrics(collected.groups.flatMap((g) => g.rollouts.map((r) => r.advantage))),
    "completions/duplicate_frac": duplicates / rows.length,
    "groups/kept": collected.groups.length,
    "groups/dropped_constant_low": collected.dropped.constant_low,
    "groups/dropped_constant_high": collected.dropped.constant_high,
    "groups/dropped_unscorable": collected.dropped.unscorable,
    "groups/refill_batches": collected.refillBatches,
    "grader/latency_p50": quantile(0.5),
    "grader/latency_p95": quantile(0.95),
    ...Object.fromEntries([...failed].map(([flag, all]) => [`grader/errors/${flag}`, all.length])),
  };
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
