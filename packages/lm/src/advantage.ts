/**
 * Advantages of one generation batch from its rewards. Groups are the completions of one prompt.
 *
 * - `group`: `(R − mean_g) / (std_g + 1e-4)` (GRPO; TRL's default)
 * - `none`: `R − mean_g` (Dr. GRPO)
 * - `batch`: `(R − mean_g) / (std_batch + 1e-4)`: centred in the group, scaled by the spread of raw rewards over the batch
 * - `skill`: the same with the spread over the batch's rows of the same skill, so that skills whose rewards vary little are not
 *   drowned in a batch of several (ours); of one skill it is `batch`
 *
 * Standard deviations are Bessel-corrected. Unscorable rows (`null`, or a non-finite reward) are outside every statistic and get exactly 0.
 */
export type AdvantageKind = "group" | "none" | "batch" | "skill";

/** One completion as an estimator sees it. */
export interface ScoredRow {
  /** `null` = could not be scored; never a stand-in for 0. */
  readonly reward: number | null;
}

/** Added to the standard deviation, as TRL. */
const STD_EPSILON = 1e-4;

/** `skills`: of each group, for `skill`; all alike where absent. */
export function groupAdvantages(
  kind: AdvantageKind,
  groups: readonly (readonly ScoredRow[])[],
  skills: readonly string[] = groups.map(() => ""),
): number[][] {
  const rewards = groups.map((group) => group.map(({ reward }) => (Number.isFinite(reward) ? reward : null)));
  if (kind === "none") return rewards.map(centre);
  const poolOf = (g: number): string => ({ group: String(g), batch: "", skill: skills[g] })[kind];
  const pools = [...Map.groupBy(rewards, (_, g) => poolOf(g))];
  const divisors = new Map(pools.map(([pool, groups]) => [pool, sampleStd(groups.flat()) + STD_EPSILON]));
  return rewards.map((group, g) => centre(group).map((x) => (x === 0 ? 0 : x / divisors.get(poolOf(g))!)));
}

/**
 * `values − mean`, null rows at 0. Equal values give exactly 0: a rounded mean would leave a residual that a division by a
 * tiny standard deviation turns into advantages out of nothing.
 */
function centre(values: readonly (number | null)[]): number[] {
  if (spread(values) === 0) return values.map(() => 0);
  const scored = values.filter((v) => v !== null);
  const mean = scored.reduce((a, b) => a + b, 0) / scored.length;
  return values.map((v) => (v === null ? 0 : v - mean));
}

/** max − min of the scorable values; 0 when fewer than two. */
export function spread(values: readonly (number | null)[]): number {
  let min = Infinity;
  let max = -Infinity;
  for (const v of values) {
    if (v === null) continue;
    min = Math.min(min, v);
    max = Math.max(max, v);
  }
  return max > min ? max - min : 0;
}

/** Bessel-corrected standard deviation of the scorable values; exactly 0 for equal values or fewer than two. */
export function sampleStd(values: readonly (number | null)[]): number {
  if (spread(values) === 0) return 0;
  const scored = values.filter((v) => v !== null);
  const mean = scored.reduce((a, b) => a + b, 0) / scored.length;
  let sum = 0;
  for (const v of scored) sum += (v - mean) * (v - mean);
  return Math.sqrt(sum / (scored.length - 1));
}
