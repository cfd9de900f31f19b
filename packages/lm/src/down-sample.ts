/**
 * Indices, ascending, of the `count` rewards of a group whose variance is largest: max-variance down-sampling of PODS (arXiv
 * 2504.13818, algorithm 2), which samples many completions and trains on few. Such a set is always some of the lowest and some
 * of the highest rewards. Rewards that are `null` are not chosen, so that fewer than `count` may come back. Of sets that
 * come out alike the one with more high rewards is taken, and of rewards alike those that stand first.
 */
export function maxVarianceSubset(rewards: readonly (number | null)[], count: number): number[] {
  const order = rewards.flatMap((reward, index) => (reward === null ? [] : { reward, index }));
  if (order.length <= count) return order.map(({ index }) => index);
  const low = order.toSorted((a, b) => a.reward - b.reward || a.index - b.index);
  const high = order.toSorted((a, b) => b.reward - a.reward || a.index - b.index);
  let best: typeof low = [];
  let largest = -1;
  for (let fromBelow = 0; fromBelow <= count; fromBelow++) {
    const below = low.slice(0, fromBelow);
    const taken = new Set(below);
    const set = [...below, ...high.filter((row) => !taken.has(row)).slice(0, count - fromBelow)];
    const spread = variance(set.map(({ reward }) => reward));
    if (spread > largest) {
      largest = spread;
      best = set;
    }
  }
  return best.map(({ index }) => index).sort((a, b) => a - b);
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
}
