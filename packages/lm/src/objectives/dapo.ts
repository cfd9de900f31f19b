import { baseOptions, composeObjective } from "./compose.ts";
import type { Objective } from "./objective.ts";
import { ppoSurrogate } from "./ppo-surrogate.ts";

/**
 * DAPO (arXiv 2503.14476): the mean over all tokens of the step and a higher upper clip. The paper's dynamic sampling and
 * overlong punishment are separate parts (`dynamic-sampling.ts`, `reward-shaping.ts`).
 */
export const dapo: Objective = composeObjective({
  id: "dapo",
  ratio: "token",
  surrogate: ppoSurrogate,
  aggregation: "dapo",
  defaults: { ...baseOptions, epsilonHigh: 0.28 },
});
