import type { Environment } from "../environment.ts";
import { readAnswer } from "./answer.ts";
import { treatmentAudit } from "./audit-subject.ts";
import { TREATMENT_BASELINES } from "./baselines.ts";
import type { TreatmentFacts } from "./facts.ts";
import { treatmentPrompt } from "./prompt.ts";
import { groupOf, treatmentReward } from "./reward.ts";
import { treatmentSchema } from "./schema.ts";
import { TREATMENT_ID, TREATMENT_VERSION, treatmentTasks } from "./tasks.ts";

/** Say what a later decision did to an earlier one, from the text around both citations with the telling words masked. */
export const treatment: Environment<TreatmentFacts> = {
  id: TREATMENT_ID,
  version: TREATMENT_VERSION,
  summary: "say what a later decision did to an earlier one",
  schema: treatmentSchema,
  reward: treatmentReward,
  baselines: TREATMENT_BASELINES,
  audit: treatmentAudit,
  classes: {
    answer: (completion) => readAnswer(completion).label,
    group: (answer) => {
      const group = groupOf(answer as TreatmentFacts["label"]);
      return group === "other" ? null : group;
    },
  },
  traits: ({ facts }) => ({ variant: facts.variant }),
  hasTwins: true,
  build: treatmentTasks,
  prompt: treatmentPrompt,
};
