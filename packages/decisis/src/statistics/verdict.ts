import type { Interval } from "./comparison.ts";

export type Verdict = "better" | "worse" | "as good as" | "no significant change";

export interface Evidence {
  /** to − from as a share of the reward's range. */
  readonly difference: number;
  readonly ci95: Interval;
  readonly fromMean: number;
  readonly toMean: number;
  /** Each seed's own difference. */
  readonly perSeed: readonly { readonly difference: number }[];
  /** Holm-adjusted p where the comparison is one of several; `null` for one that stands alone. */
  readonly pAdjusted: number | null;
}

/** A gain counts from here on, as a share of the reward's range (from a start above 0.9: see `verdict`). */
export const SMALLEST_GAIN = 0.03;
const EQUIVALENCE = 0.03;
const SEEDS_FOR_EQUIVALENCE = 3;
/** Differences are means of floating-point numbers: 0.53 − 0.5 has to count as 0.03. */
const ROUNDING = 1e-9;

/**
 * The word for a comparison. Better: the interval excludes 0 (in a family: adjusted p ≤ 0.05), every seed agrees on the
 * sign, and the gain is at least 0.03 or, from a start above 0.9, a third of what is missing to 1. Worse: the same seen
 * from the other side, so swapping the models swaps the words.
 */
export function verdict(e: Evidence): Verdict {
  const significant = e.pAdjusted === null ? e.ci95[0] > 0 || e.ci95[1] < 0 : e.pAdjusted <= 0.05;
  const direction = Math.sign(e.difference);
  const unanimous = e.perSeed.every((s) => Math.sign(s.difference) === direction);
  const start = Math.min(e.fromMean, e.toMean);
  const needed = start > 0.9 ? Math.min(SMALLEST_GAIN, (1 - start) / 3) : SMALLEST_GAIN;
  if (significant && unanimous && direction !== 0 && Math.abs(e.difference) >= needed - ROUNDING)
    return direction > 0 ? "better" : "worse";
  return equivalent(e.ci95, e.perSeed.length) ? "as good as" : "no significant change";
}

function equivalent([low, high]: Interval, seeds: number): boolean {
  return seeds >= SEEDS_FOR_EQUIVALENCE && low > -EQUIVALENCE && high < EQUIVALENCE;
}
