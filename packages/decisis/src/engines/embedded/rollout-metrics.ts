import { advantageMetrics, completionMetrics, klValue, rewardMetrics } from "@decisis/lm";
import type { Rollout } from "../engine.ts";
import type { CollectedGroups, RolloutGroup } from "./collect-groups.ts";

type Metrics = Record<string, number | null>;

type Graded = Pick<Rollout, "skill" | "completion" | "grade">;

/**
 * Rewards and lengths of graded completions, under TRL's names. In a stage of several skills a component is called
 * `<skill>.<component>`, and each skill's mean reward stands beside the mean over all.
 */
export function gradedMetrics(
  groups: readonly (readonly Graded[])[],
  scale: "group" | "batch",
  skills: number,
): Metrics {
  const rows = groups.flat();
  const bySkill = [...Map.groupBy(groups, (g) => g[0].skill)];
  const metrics = bySkill.map(([skill, own]) => ({
    skill,
    rows: own.flat().length,
    values: componentMetrics(own, scale, skills > 1 ? `${skill}.` : ""),
  }));
  return {
    ...(skills > 1
      ? {
          ...Object.assign({}, ...metrics.map((m) => m.values)),
          ...rewardMetrics(
            groups.map((g) => g.map(({ grade }) => ({ reward: grade.reward, components: [] }))),
            [],
            scale,
          ),
          frac_partial_null:
            metrics.reduce((sum, m) => sum + m.rows * (m.values.frac_partial_null ?? 0), 0) / Math.max(1, rows.length),
          ...Object.fromEntries(metrics.map((m) => [`reward/${m.skill}`, m.values.reward])),
        }
      : metrics[0]?.values),
    ...completionMetrics(
      rows.map(({ completion }) => ({ length: completion.tokenIds.length, truncated: completion.truncated })),
    ),
  };
}

function componentMetrics(groups: readonly (readonly Graded[])[], scale: "group" | "batch", prefix: string): Metrics {
  const names = [...new Set(groups.flatMap((g) => g.flatMap((r) => Object.keys(r.grade.subRewards))))];
  return rewardMetrics(
    groups.map((group) =>
      group.map(({ grade }) => ({
        reward: grade.reward,
        components: names.map((name) => grade.subRewards[name] ?? null),
      })),
    ),
    names.map((name) => prefix + name),
    scale,
  );
}

/** Metrics of a step's rollouts. Unscorable rows are outside every mean of rewards. */
export function rolloutMetrics(collected: CollectedGroups, scale: "group" | "batch", skills: number): Metrics {
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
    ...gradedMetrics(groups, scale, skills),
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
