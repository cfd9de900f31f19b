/** Estimators of KL(π‖π_ref) from one sampled token (Schulman 2020, "Approximating KL divergence"). */
export type KlEstimator = "k1" | "k2" | "k3";

/**
 * Value of the estimator at `d = ℓ − ℓ_ref`, nats. k3 is unclamped (as TRL) and never negative.
 *
 * In expectation over the policy k1 and k3 equal KL(π‖π_ref); k2 is biased.
 */
export function klValue(estimator: KlEstimator, d: number): number {
  if (estimator === "k1") return d;
  if (estimator === "k2") return (d * d) / 2;
  // expm1 keeps the digits that exp(−d) − 1 + d loses for small d.
  return Math.max(0, Math.expm1(-d) + d);
}

/**
 * ∂value/∂ℓ. Its expectation over the policy is 0 for k1 (useless as a loss), ∇KL(π‖π_ref) for k2 and, which is easily
 * overlooked, ∇KL(π_ref‖π) for k3.
 */
export function klSeed(estimator: KlEstimator, d: number): number {
  if (estimator === "k1") return 1;
  if (estimator === "k2") return d;
  return -Math.expm1(-d);
}
