import type { DifferenceSpread } from "./difference-spread.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** A planned two-sided test. */
export interface PlannedTest {
  /** Probability of a false alarm. */
  readonly alpha: number;
  /** Probability of finding the difference, 1 − β. */
  readonly power: number;
}

/** What reports state: 5 % and 80 %. */
export const USUAL_TEST: PlannedTest = { alpha: 0.05, power: 0.8 };

/**
 * Difference that is found with the planned power, given the standard error of its estimate:
 * (z(1 − α/2) + z(power)) · standard error. That is the normal approximation: a t-test takes about z(1 − α/2)²/2 tasks
 * more, 2 at 5 %.
 *
 * @throws RangeError unless 0 < α < 1 and 0 < power < 1
 */
export function detectable(standardError: number, { alpha, power }: PlannedTest = USUAL_TEST): number {
  return (normalQuantile(1 - alpha / 2) + normalQuantile(power)) * standardError;
}

/**
 * Smallest difference of two models that `tasks` tasks find, each under `seeds` training seeds. The inverse of
 * `tasksNeeded`. Of one seed, `comparePaired` states the same from the spread of its draws. Of several it is the more cautious
 * one: crossed draws count what neither seeds nor tasks explain up to three times (Owen 2007); `spreadOfDraws` allows for it.
 *
 * @throws RangeError where several seeds are planned and their spread is unknown
 */
export function detectableDifference(
  spread: DifferenceSpread,
  { tasks, seeds = 1 }: { readonly tasks: number; readonly seeds?: number },
  test: PlannedTest = USUAL_TEST,
): number {
  const { perSeeds, perTask } = variances(spread, seeds);
  return detectable(Math.sqrt(perSeeds + perTask / tasks), test);
}

/**
 * Tasks that it takes to find `difference`, all of them under each of `seeds` training seeds:
 *
 *   n ≥ σ²·(1 + (S − 1)·ρ)/S / ((δ / (z(1 − α/2) + z(power)))² − τ²/S)
 *
 * σ, τ, ρ being `spread.tasks`, `spread.seeds` and `spread.correlation`. Infinity where only more seeds can help.
 *
 * @throws RangeError for a difference of 0, or where several seeds are planned and their spread is unknown
 */
export function tasksNeeded(
  difference: number,
  spread: DifferenceSpread,
  { seeds = 1 }: { readonly seeds?: number } = {},
  test: PlannedTest = USUAL_TEST,
): number {
  if (!(Math.abs(difference) > 0)) throw new RangeError(`no number of tasks finds a difference of ${difference}`);
  const { perSeeds, perTask } = variances(spread, seeds);
  const allowed = (difference / detectable(1, test)) ** 2 - perSeeds;
  if (allowed <= 0) return Number.POSITIVE_INFINITY;
  // A whole number that rounding has lifted by a hair is still that number.
  return Math.max(1, Math.ceil((perTask / allowed) * (1 - 1e-12)));
}

/** Variance of the mean difference: what seeds leave whatever the tasks, and what is divided by the tasks. */
function variances(
  { tasks, seeds: between, correlation }: DifferenceSpread,
  seeds: number,
): { readonly perSeeds: number; readonly perTask: number } {
  if (!Number.isSafeInteger(seeds) || seeds < 1) throw new RangeError(`seeds must be a count from 1, got ${seeds}`);
  if (seeds > 1 && between === null)
    throw new RangeError(`the spread between seeds is unknown: plan for one seed, or score at least two`);
  return {
    perSeeds: (between ?? 0) ** 2 / seeds,
    perTask: (tasks ** 2 * (1 + (seeds - 1) * correlation)) / seeds,
  };
}
