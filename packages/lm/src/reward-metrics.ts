import { sampleStd, spread } from "./advantage.ts";

export interface RewardedRow {
  /** The weighted sum; `null` = unscorable. */
  readonly reward: number | null;
  /** Component rewards in the order of the names. */
  readonly components: readonly (number | null)[];
}

/**
 * Reward metrics of one generation batch under TRL's names. Standard deviations are Bessel-corrected, over scorable rows; `null`
 * where they are undefined.
 *
 * `frac_reward_zero_std` is the share of rows in groups of equal rewards (at least two scorable), or, with `batch` scaling, 1
 * if the whole batch is equal.
 */
export function rewardMetrics(
  groups: readonly (readonly RewardedRow[])[],
  names: readonly string[],
  scale: "group" | "batch" = "group",
): Record<string, number | null> {
  const rows = groups.flat();
  const scored = scorable(rows.map((row) => row.reward));
  const units = scale === "batch" ? [rows] : groups;
  const equal = units.filter((unit) => {
    const rewards = scorable(unit.map((row) => row.reward));
    return rewards.length > 1 && spread(rewards) === 0;
  });
  const metrics: Record<string, number | null> = {
    reward: mean(scored),
    reward_std: std(scored),
    frac_reward_zero_std: rows.length > 0 ? equal.flat().length / rows.length : null,
    frac_unscorable: rows.length > 0 ? 1 - scored.length / rows.length : null,
    frac_partial_null:
      rows.length > 0
        ? rows.filter((row) => row.reward !== null && scorable(row.components).length < names.length).length /
          rows.length
        : null,
  };
  names.forEach((name, k) => {
    const values = scorable(rows.map((row) => row.components[k]));
    metrics[`rewards/${name}/mean`] = mean(values);
    metrics[`rewards/${name}/std`] = std(values);
  });
  return metrics;
}

/** `advantages/{mean,std,abs_max}` over rows. */
export function advantageMetrics(advantages: readonly number[]): Record<string, number | null> {
  return {
    "advantages/mean": mean(advantages),
    "advantages/std": std(advantages),
    "advantages/abs_max": advantages.length > 0 ? advantages.reduce((max, a) => Math.max(max, Math.abs(a)), 0) : null,
  };
}

const scorable = (values: readonly (number | null)[]): number[] =>
  values.filter((v): v is number => Number.isFinite(v));

const mean = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : null;

const std = (values: readonly number[]): number | null => (values.length > 1 ? sampleStd(values) : null);
