import type { Environment } from "../environment.ts";
import { bluebookAudit } from "./audit.ts";
import { BLUEBOOK_BASELINES } from "./baselines.ts";
import type { BluebookFacts } from "./facts.ts";
import { bluebookPrompt } from "./prompt.ts";
import { bluebookReward } from "./reward.ts";
import { bluebookSchema } from "./schema.ts";
import { BLUEBOOK_ID, BLUEBOOK_VERSION, bluebookTasks } from "./tasks.ts";

/** Write the full citation of a case from its caption, printed places, court and date. */
export const bluebookCitation: Environment<BluebookFacts> = {
  id: BLUEBOOK_ID,
  version: BLUEBOOK_VERSION,
  summary: "write the full citation of a case from its caption, printed places, court and date",
  schema: bluebookSchema,
  reward: bluebookReward("lenient"),
  baselines: BLUEBOOK_BASELINES,
  audit: () => bluebookAudit,
  traits: ({ facts }) => ({ reporter: facts.gold.reporter }),
  hasTwins: true,
  evaluationVariants: [
    {
      name: "twin",
      summary: "the perturbed twin of every case in place of the case",
      build: (cases, { seed }) => bluebookTasks(cases, { seed, twin: true }),
    },
  ],
  build: bluebookTasks,
  prompt: bluebookPrompt,
};
