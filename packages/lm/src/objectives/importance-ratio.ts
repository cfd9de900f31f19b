/**
 * Where the importance ratio is taken.
 *
 * - `token`: `r_t = exp(ℓ_t − ℓ_old,t)`
 * - `sequence`: one `s = exp(Σ_t m(ℓ − ℓ_old) / L)` per row (GSPO, arXiv 2507.18071, equation 7)
 * - `row_sum`: one `ρ = exp(Σ_t m(ℓ − ℓ_old))` per row, not averaged (RLOO)
 */
export type RatioLevel = "token" | "sequence" | "row_sum";

/** Σ_t m(ℓ − ℓ_old). Masked entries are not read. */
export function logRatioSum(logp: Float64Array, oldLogp: Float64Array, mask: Uint8Array): number {
  let sum = 0;
  for (let t = 0; t < mask.length; t++) if (mask[t] !== 0) sum += logp[t] - oldLogp[t];
  return sum;
}

/** The row's ratio at `level`. 1 for a row without tokens. */
export function rowRatio(level: "sequence" | "row_sum", logRatio: number, length: number): number {
  return Math.exp(level === "sequence" ? logRatio / Math.max(length, 1) : logRatio);
}
