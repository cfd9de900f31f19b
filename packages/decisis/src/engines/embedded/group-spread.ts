/**
 * Standard deviation of a group's task rewards as a share of half their range: 1 where half have all and half nothing, exactly
 * 0 where all are equal, however their mean is rounded. `null` with fewer than two scorable rewards.
 */
export function groupSpread(
  rewards: readonly (number | null)[],
  [low, high]: readonly [min: number, max: number],
): number | null {
  const scored = rewards.filter((reward) => reward !== null);
  if (scored.length < 2) return null;
  if (scored.every((reward) => reward === scored[0])) return 0;
  const mean = scored.reduce((a, b) => a + b, 0) / scored.length;
  const variance = scored.reduce((sum, r) => sum + (r - mean) ** 2, 0) / scored.length;
  return (2 * Math.sqrt(variance)) / (high - low);
}
