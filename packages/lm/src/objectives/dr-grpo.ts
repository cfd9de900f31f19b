import { baseOptions, composeObjective } from "./compose.ts";
import type { Objective } from "./objective.ts";
import { ppoSurrogate } from "./ppo-surrogate.ts";

/** Dr. GRPO (arXiv 2503.20783): a constant length normaliser, so long wrong answers are not discounted. Advantages: `none`. */
export const drGrpo: Objective = composeObjective({
  id: "dr_grpo",
  ratio: "token",
  surrogate: ppoSurrogate,
  aggregation: "dr_grpo",
  defaults: baseOptions,
});
