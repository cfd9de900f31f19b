import { spread } from "./advantage.ts";

export type DroppedBecause = "constant_low" | "constant_high" | "unscorable";

/**
 * Whether a whole group teaches anything: at least two scorable rows whose raw task rewards differ (exact comparison, before
 * shaping and weights). Rows are never filtered: a leave-one-out criterion would remove the one row of [1,0,0,0] that
 * differs (NVIDIA-NeMo/RL#3469), and deviations misfire on float noise (NVIDIA-NeMo/RL#4158).
 *
 * @returns `null` to keep the group, otherwise why to drop it. A constant group is `constant_low` up to the middle of
 * `range` (too hard) and `constant_high` above it (too easy).
 */
export function dropReason(
  rewards: readonly (number | null)[],
  range: readonly [number, number] = [0, 1],
): DroppedBecause | null {
  const scored = rewards.filter((r): r is number => Number.isFinite(r));
  if (scored.length < 2) return "unscorable";
  if (spread(scored) > 0) return null;
  return scored[0] <= (range[0] + range[1]) / 2 ? "constant_low" : "constant_high";
}
