import type { ObjectiveOptions } from "./objective.ts";

/** A surrogate J at one ratio; the loss gets −J. */
export interface SurrogateTerm {
  readonly value: number;
  /** ∂J/∂log r at token level (`∂J/∂ℓ` where J depends on ℓ otherwise). */
  readonly slope: number;
  /** r < 1 − ε_lo with A < 0: the clip holds back a token that already moved away. */
  readonly clippedLow: boolean;
  /** r > 1 + ε_hi with A > 0. */
  readonly clippedHigh: boolean;
}

/** `logp` is the token's ℓ, for surrogates that weight ℓ itself; NaN where the ratio belongs to a whole row. */
export type Surrogate = (ratio: number, advantage: number, logp: number, options: ObjectiveOptions) => SurrogateTerm;

/**
 * `J = min( min(r, δ)·A, clip(r, 1−ε_lo, 1+ε_hi)·A )` (PPO, arXiv 1707.06347, equation 7; δ from arXiv 2505.07291).
 *
 * The gradient flows iff, for A > 0, `r ≤ 1+ε_hi`, and for A < 0, `1−ε_lo ≤ r ≤ δ`; at the kink itself it flows.
 * A = 0 gives exactly 0 for every ratio, also for an infinite one.
 */
export function ppoSurrogate(
  ratio: number,
  advantage: number,
  _logp: number,
  options: ObjectiveOptions,
): SurrogateTerm {
  const low = 1 - options.epsilonLow;
  const high = 1 + options.epsilonHigh;
  const delta = options.delta ?? Infinity;
  // Comparisons are written so that a NaN ratio or advantage makes the loss NaN: the trainer then stops instead of learning
  // from nothing.
  if (advantage > 0) {
    if (ratio > high)
      return { value: high * advantage, slope: 0, clippedLow: false, clippedHigh: Math.min(ratio, delta) > high };
  } else if (advantage < 0) {
    if (ratio < low) return { value: low * advantage, slope: 0, clippedLow: true, clippedHigh: false };
    if (ratio > delta) return { value: delta * advantage, slope: 0, clippedLow: false, clippedHigh: false };
  } else if (advantage === 0 && !Number.isNaN(ratio)) {
    return { value: 0, slope: 0, clippedLow: false, clippedHigh: false };
  }
  return { value: ratio * advantage, slope: ratio * advantage, clippedLow: false, clippedHigh: false };
}
