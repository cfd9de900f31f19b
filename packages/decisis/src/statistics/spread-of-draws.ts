import type { PairedComparison, SeedPair } from "./comparison.ts";
import { type DifferenceSpread, differenceSpread } from "./difference-spread.ts";
import { detectable } from "./sample-size.ts";

/**
 * The spread from which to plan for the test that decides here: shared between seeds and tasks as `differenceSpread` finds
 * it, and as large in all as the bootstrap draws of `comparePaired` were. So `detectableDifference` of as many tasks and seeds
 * is `smallestDetectable`, and `tasksNeeded` of that is n. `null` where fewer than two clusters say nothing of it.
 */
export function spreadOfDraws(
  pairs: readonly SeedPair[],
  { n, smallestDetectable }: Pick<PairedComparison, "n" | "smallestDetectable">,
): DifferenceSpread | null {
  if (!Number.isFinite(smallestDetectable)) return null;
  const seen = differenceSpread(pairs);
  const variance = (smallestDetectable / detectable(1)) ** 2;
  const count = pairs.length;
  const ofSeeds = Math.min(variance, (seen.seeds ?? 0) ** 2 / count);
  return {
    tasks: Math.sqrt((n * (variance - ofSeeds) * count) / (1 + (count - 1) * seen.correlation)),
    seeds: seen.seeds === null ? null : Math.sqrt(ofSeeds * count),
    correlation: seen.correlation,
  };
}
