/**
 * `R = Σ_k w_k r_k` over the components that could be scored; weights are not renormalised (as TRL). `null` (or a non-finite
 * value) is a component that could not be scored; a row without any scored component is `null`, never 0.
 */
export function combineRewards(components: readonly (number | null)[], weights: readonly number[]): number | null {
  if (components.length !== weights.length) {
    throw new RangeError(`${components.length} reward components, ${weights.length} weights`);
  }
  let sum: number | null = null;
  components.forEach((r, k) => {
    if (r !== null && Number.isFinite(r)) sum = (sum ?? 0) + weights[k] * r;
  });
  return sum;
}
