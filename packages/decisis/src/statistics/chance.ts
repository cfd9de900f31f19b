import type { Estimate } from "./comparison.ts";

/** What of a share is above chance: (share − chance) / (1 − chance); 0 at chance, 1 at the full share, below 0 under chance. */
export const chanceCorrected = (share: number, chance: number): number => (share - chance) / (1 - chance);

/** The same of a mean and the ends of its interval: the figure is linear, so they stay its mean and its ends. */
export const aboveChance = ({ mean, ci95: [low, high] }: Estimate, chance: number): Estimate => ({
  mean: chanceCorrected(mean, chance),
  ci95: [chanceCorrected(low, chance), chanceCorrected(high, chance)],
});
