import { z } from "zod";
import type { EnvironmentSchema } from "../environment.ts";
import type { TreatmentFacts } from "./facts.ts";
import { TREATMENT_LABELS } from "./labels.ts";

const count = z.int().min(0);
const answer = z.enum([...TREATMENT_LABELS, "other"]);

/** One of the two decisions as the prompt shows it. */
const decisionFacts = z.strictObject({
  places: z.array(z.string()).describe("volume, canonical reporter and page, parallel ones joined"),
  court: z.string().nullable().describe("as printed; null where the reporter tells it"),
  year: z.int().nullable().describe("null only where a passage that was read cites without one"),
  level: z.string().describe("system and level of the court, for baselines: federal 3; unknown as for the year"),
});

const facts: z.ZodType<TreatmentFacts> = z.strictObject({
  earlier: decisionFacts.describe("the decision that is treated"),
  later: decisionFacts.describe("the decision that treats it"),
  text: z.string().min(1).describe("the sentences around the two citations, with marks in place of citations"),
  variant: z
    .enum(["masked", "evidence"])
    .describe("masked: nothing in `text` names a treatment; evidence: the phrase stands in it, to be read"),
  label: answer,
  labels: z.array(answer).min(2).describe("answers to choose from"),
  source: z
    .strictObject({ opinion: count, start: count, end: count })
    .describe(
      "where the passage stands: index of the opinion, UTF-16 offsets in its text with every run of white space made one blank",
    ),
});

const action = z
  .string()
  .regex(new RegExp(`^<answer>(?:${answer.options.join("|")})</answer>$`))
  .describe("one of the labels of the task");

export const treatmentSchema: EnvironmentSchema<TreatmentFacts> = { facts, action };
