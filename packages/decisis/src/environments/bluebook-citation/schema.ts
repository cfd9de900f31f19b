import type { CaseFacts } from "@decisis/law";
import { z } from "zod";
import type { EnvironmentSchema } from "../environment.ts";
import type { BluebookFacts } from "./facts.ts";
import { MAX_ANSWER } from "./reward.ts";

const text = z.string().min(1);
const reportedAt = {
  volume: text,
  reporter: text.describe("canonical edition"),
  page: text.describe("first page"),
  court: z.string().nullable().describe("court of the parenthetical; null where the reporter tells it"),
  acceptedCourts: z.array(z.string()),
};

const caseFacts: z.ZodType<CaseFacts> = z.strictObject({
  ...reportedAt,
  caseName: text,
  caseNameInText: text,
  acceptedNames: z.array(text),
  year: z.string().regex(/^\d{4}$/),
  parallels: z.array(z.strictObject(reportedAt)),
});

const facts: z.ZodType<BluebookFacts> = z.strictObject({
  caption: text.describe("caption in ordinary capitals, shortened if it had to be"),
  citations: z
    .array(text)
    .min(1)
    .describe("every place where the source lists the case, as the source spells it, in the source's order"),
  court: text.describe("court, in full"),
  decisionDate: z
    .string()
    .regex(/^\d{4}/)
    .describe("as the source gives it"),
  gold: caseFacts.describe("what the gold citation is made of"),
  twin: z
    .boolean()
    .describe("true for a perturbed twin: invented parties, volume and page in the frame of another case"),
});

const action = z
  .string()
  .max(MAX_ANSWER)
  .regex(/^[^\n<>]+ \([^()\n]*\d{4}\)$/)
  .describe("the full citation of the case, on one line");

export const bluebookSchema: EnvironmentSchema<BluebookFacts> = { facts, action };
