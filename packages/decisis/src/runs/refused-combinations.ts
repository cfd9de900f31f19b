import type { GrpoStage } from "./stages.ts";

/** A setting that cannot work, with the reason and the way out. */
export interface Refusal {
  readonly field: string;
  readonly message: string;
}

/** Combinations of GRPO settings that compute something other than what they are called, or nothing at all. */
export function refusedCombinations(s: GrpoStage): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (field: string, message: string): void => void refusals.push({ field, message });
  if (s.importance_sampling_level === "sequence" && s.loss_type !== "grpo")
    refuse(
      "importance_sampling_level",
      `a ratio per sequence with loss_type ${s.loss_type} weighs a sequence by its length twice: use loss_type grpo, or token`,
    );
  if (s.delta !== null && s.delta <= 1 + s.epsilon_high)
    refuse(
      "delta",
      `${s.delta} cuts inside the clip range: it has to be above 1 + epsilon_high = ${round(1 + s.epsilon_high)}, or null`,
    );
  if ((s.top_p < 1 || s.top_k > 0) && !s.allow_filtered_sampling)
    refuse(
      s.top_p < 1 ? "top_p" : "top_k",
      "samples from another distribution than the one trained: set allow_filtered_sampling: true if that is meant",
    );
  if (s.epsilon >= 1)
    refuse("epsilon", `${s.epsilon} leaves no lower clip: ratios are never below 0, so it has to be below 1`);
  return refusals;
}

const round = (x: number): number => Number(x.toPrecision(6));
