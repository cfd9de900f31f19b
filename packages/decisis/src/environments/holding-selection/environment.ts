import type { Environment } from "../environment.ts";
import { holdingAudit } from "./audit-subject.ts";
import { HOLDING_BASELINES } from "./baselines.ts";
import { bareMark } from "./cited-as.ts";
import { answerLetter, type HoldingFacts, LETTERS } from "./facts.ts";
import { holdingPrompt } from "./prompt.ts";
import { holdingReward } from "./reward.ts";
import { holdingSchema } from "./schema.ts";
import { HOLDING_ID, HOLDING_VERSION, holdingTasks } from "./tasks.ts";
import { holdingVariant } from "./variant.ts";

/** Pick what a citing opinion says of a case it cites, out of five descriptions of decided cases. */
export const holdingSelection: Environment<HoldingFacts> = {
  id: HOLDING_ID,
  version: HOLDING_VERSION,
  summary: "pick what a citing opinion says of the case it cites, out of five descriptions",
  schema: holdingSchema,
  reward: holdingReward(),
  baselines: HOLDING_BASELINES,
  audit: holdingAudit,
  chance: 1 / LETTERS.length,
  traits: ({ facts }) => ({ letter: answerLetter(facts), verb: facts.verb }),
  decisions: ({ facts, origin }) => [
    [...facts.cited.places, bareMark(origin, facts.cited.authority)],
    ...facts.authorities.map((key) => [bareMark(origin, key)]),
  ],
  build: holdingTasks,
  prompt: holdingPrompt,
  variant: holdingVariant,
};
