import type { Environment, EvaluationVariant } from "../environment.ts";
import { readAnswer } from "./answer.ts";
import { treatmentAudit } from "./audit-subject.ts";
import { TREATMENT_BASELINES } from "./baselines.ts";
import { type CheckedCandidate, checkedTasks } from "./checked-tasks.ts";
import type { TreatmentFacts } from "./facts.ts";
import checked from "./fixtures/checked-candidates.json" with { type: "json" };
import { treatmentPrompt } from "./prompt.ts";
import { groupOf, treatmentReward } from "./reward.ts";
import { treatmentSchema } from "./schema.ts";
import { TREATMENT_ID, TREATMENT_VERSION, treatmentTasks } from "./tasks.ts";

const CHECKED = checked.rows as readonly CheckedCandidate[];

const VARIANTS: readonly EvaluationVariant<TreatmentFacts>[] = [
  {
    name: "evidence",
    summary: "the phrase that tells the treatment is shown, to be read",
    build: (cases, { seed }) => treatmentTasks(cases, { seed, variant: "evidence" }),
  },
  {
    name: "checked",
    summary: "passages that were read by hand, distinguished or other, masked",
    build: (cases) => checkedTasks(cases, CHECKED, "masked"),
  },
  {
    name: "checked-evidence",
    summary: "the same with the phrase shown",
    build: (cases) => checkedTasks(cases, CHECKED, "evidence"),
  },
];

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
  decisions: ({ facts }) => [facts.earlier.places, facts.later.places],
  hasTwins: true,
  evaluationVariants: VARIANTS,
  build: treatmentTasks,
  prompt: treatmentPrompt,
};
