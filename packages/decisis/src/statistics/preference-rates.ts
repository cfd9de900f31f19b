import type { Interval } from "./comparison.ts";
import { mcnemar } from "./mcnemar.ts";
import { wilsonInterval } from "./wilson.ts";

/** A share of trials with its 95 % Wilson interval. */
export interface Rate {
  readonly count: number;
  readonly of: number;
  readonly share: number;
  readonly ci95: Interval;
}

/** What judges said of pairs of answers. */
export interface PreferenceRates {
  /** Of all pairs judged. */
  readonly to: Rate;
  readonly from: Rate;
  readonly same: Rate;
  /** `to` among the pairs on which one was preferred. */
  readonly decided: Rate;
  /** Two-sided exact sign test of `decided` against one half. */
  readonly p: number;
}

/**
 * Rates of preferences, one a pair: positive for `to`, negative for `from`, 0 for no difference. Pairs count as independent,
 * so each task should stand once.
 */
export function preferenceRates(preferences: readonly number[]): PreferenceRates {
  const n = preferences.length;
  const to = preferences.filter((p) => p > 0).length;
  const from = preferences.filter((p) => p < 0).length;
  return {
    to: rate(to, n),
    from: rate(from, n),
    same: rate(n - to - from, n),
    decided: rate(to, to + from),
    // The sign test is McNemar's exact test of the two counts.
    p: mcnemar({ gained: to, lost: from }).p,
  };
}

/** NaN as the share of no trials. */
export const rate = (count: number, of: number): Rate => ({
  count,
  of,
  share: count / of,
  ci95: wilsonInterval(count, of),
});
