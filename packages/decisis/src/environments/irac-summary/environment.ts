import { nameMark } from "../../corpus/authorities.ts";
import type { Environment } from "../environment.ts";
import { iracAudit } from "./audit-subject.ts";
import { IRAC_BASELINES } from "./baselines.ts";
import type { IracFacts } from "./facts.ts";
import { iracPrompt } from "./prompt.ts";
import { iracReward } from "./reward.ts";
import { iracSchema } from "./schema.ts";
import { IRAC_ID, IRAC_VERSION, iracTasks } from "./tasks.ts";

/** Summarize a bounded excerpt of an opinion, its closing lines included, in issue, rule, application and conclusion. */
export const iracSummary: Environment<IracFacts> = {
  id: IRAC_ID,
  version: IRAC_VERSION,
  summary: "summarize an excerpt of an opinion in issue, rule, application and conclusion",
  schema: iracSchema,
  reward: iracReward,
  baselines: IRAC_BASELINES,
  audit: iracAudit,
  traits: ({ facts }) => ({ outcome: facts.outcomes.join(" and ") }),
  decisions: ({ facts }) => facts.authorities.map((one) => [...one.places, nameMark(one)]),
  hasTwins: true,
  build: iracTasks,
  prompt: iracPrompt,
};
