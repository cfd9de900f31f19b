import { z } from "zod";
import type { EnvironmentSchema } from "../environment.ts";
import type { HoldingFacts } from "./facts.ts";

const count = z.int().min(0);
const option = z.int().min(0).max(4);

const facts: z.ZodType<HoldingFacts> = z.strictObject({
  passage: z
    .string()
    .min(1)
    .describe("the citing opinion up to and with the citation; what described the cited case is masked at its end"),
  options: z
    .array(z.string().min(1))
    .length(5)
    .describe(
      "five descriptions of decided cases, alike in form, one of them the masked one; their order is that of visit 0",
    ),
  answer: option.describe("index of the masked one in `options`"),
  order: z
    .array(option)
    .length(5)
    .describe(
      "order[i] is the index of the option shown under the i-th letter: 0 to 4 at visit 0, another permutation later",
    ),
  source: z
    .strictObject({ caseId: z.string(), opinion: count, start: count, end: count })
    .describe(
      "where the masked words stand; offsets are UTF-16 units of the opinion's text after every run of white space became one blank",
    ),
  cited: z.strictObject({
    authority: z.string().describe("key of the cited authority, parallel citations and names joined"),
    name: z.string(),
    places: z.array(z.string()),
  }),
  authorities: z
    .array(z.string())
    .length(5)
    .describe("keys of the authorities that the options describe, in the order of `options`"),
  verb: z.string().describe("gerund with which the citing opinion opened the masked words"),
  lexicalRank: option.describe(
    "how many of the five are lexically nearer to the passage than the answer is: 0 if it is the nearest, 4 if it is the farthest",
  ),
});

const action = z
  .string()
  .regex(/^<answer>[A-E]<\/answer>$/)
  .describe("the letter of one option");

export const holdingSchema: EnvironmentSchema<HoldingFacts> = { facts, action };
