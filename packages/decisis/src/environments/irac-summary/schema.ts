import { OUTCOMES } from "@decisis/law";
import { z } from "zod";
import type { EnvironmentSchema } from "../environment.ts";
import type { IracFacts } from "./facts.ts";

const outcome = z.enum(OUTCOMES);

/** A sentence and what it is there for. */
const excerptSentence = z.strictObject({
  role: z.enum(["context", "issue", "rule", "application", "conclusion"]),
  text: z.string().min(1),
});

/** A case that the excerpt cites. */
const authority = z.strictObject({
  name: z.string(),
  places: z.array(z.string()).describe("canonical volume, edition and first page of every place given: 410 U.S. 113"),
  court: z.string().nullable().describe("as the excerpt has it between brackets; null where it does not"),
  year: z.string().nullable().describe("likewise"),
});

const facts: z.ZodType<IracFacts> = z.strictObject({
  excerpt: z
    .array(excerptSentence)
    .min(4)
    .describe(
      "sentences of the opinion in its order, asides left out, citations cut to name, place, court and year; the closing comes last",
    ),
  authorities: z.array(authority).describe("that of the rule first, then those of other sentences"),
  outcomes: z.array(outcome).describe("the opinion's disposition, as `readDisposition` gives it"),
  ancillary: z.array(outcome),
  inPart: z.boolean(),
  answerCharacters: z.int().min(1).describe("the longest answer that is of full value, in characters"),
});

const action = z
  .string()
  .max(10_000)
  .regex(/^Issue: .+\nRule: .+\nApplication: .+\nConclusion: .+$/)
  .describe("a summary in four sections: Issue, Rule, Application, Conclusion");

export const iracSchema: EnvironmentSchema<IracFacts> = { facts, action };
