import { baseOptions, composeObjective } from "./compose.ts";
import type { Objective } from "./objective.ts";
import { ppoSurrogate } from "./ppo-surrogate.ts";

/** Group relative policy optimization (arXiv 2402.03300): token ratios, the mean over tokens inside a row, then over rows. */
export const grpo: Objective = composeObjective({
  id: "grpo",
  ratio: "token",
  surrogate: ppoSurrogate,
  aggregation: "grpo",
  defaults: baseOptions,
});
