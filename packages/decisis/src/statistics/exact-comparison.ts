import { differencePaired, type Interval, type SeedPair } from "./comparison.ts";
import { discordance, type McNemarTest, mcnemar } from "./mcnemar.ts";

/** How often two models are exactly right on the same tasks. */
export interface ExactComparison {
  /** Share of tasks, mean over seeds. */
  readonly fromMean: number;
  readonly toMean: number;
  /** to − from. */
  readonly difference: number;
  /** By clusters and seeds, as for rewards. */
  readonly ci95: Interval;
  /** McNemar's test seed by seed; empty where tasks have several completions, so that a task may be right in part. */
  readonly mcnemar: readonly (McNemarTest & { readonly seed: number })[];
}

/**
 * Compares shares of exact answers; scores of `pairs` are those shares, 0 or 1 for one completion. `null` for no common tasks.
 * McNemar's test stays within a seed, since seeds share their tasks; it takes the tasks of a seed as independent, so where
 * they come in clusters the interval is the judge.
 */
export function compareExact(
  pairs: readonly SeedPair[],
  ...path: readonly (string | number)[]
): ExactComparison | null {
  const { n, fromMean, toMean, difference, ci95 } = differencePaired(pairs, "exact", ...path);
  if (!(n > 0)) return null;
  const whole = pairs.every(({ from, to }) => [...from, ...to].every(({ score }) => score === 0 || score === 1));
  return { fromMean, toMean, difference, ci95, mcnemar: whole ? pairs.map(seedTest) : [] };
}

function seedTest({ seed, from, to }: SeedPair): McNemarTest & { readonly seed: number } {
  const judged = (tasks: SeedPair["from"]) => tasks.map(({ id, score }) => ({ id, right: score === 1 }));
  return { seed, ...mcnemar(discordance(judged(from), judged(to))) };
}
