import { baseOptions, composeObjective } from "./compose.ts";
import type { Objective } from "./objective.ts";
import { ppoSurrogate } from "./ppo-surrogate.ts";

/** GSPO (arXiv 2507.18071): one length-normalised ratio per row, hence the narrow clip range. */
export const gspo: Objective = composeObjective({
  id: "gspo",
  ratio: "sequence",
  surrogate: ppoSurrogate,
  aggregation: "grpo",
  defaults: { ...baseOptions, epsilonLow: 3e-4, epsilonHigh: 4e-4 },
});
