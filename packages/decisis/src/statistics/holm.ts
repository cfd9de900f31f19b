/** Holm's step-down adjustment (1979): family-wise error over all of `p`. Order of the result is that of `p`. */
export function holm(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
  const adjusted = new Array<number>(p.length);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, p[index] * (p.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}
