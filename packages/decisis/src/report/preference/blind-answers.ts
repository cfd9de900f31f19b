import { readFileSync } from "node:fs";
import { z } from "zod";

/** What the form exports: one person's answers. */
export interface BlindAnswers {
  readonly form: string;
  readonly environment: { readonly id: string; readonly version: string };
  readonly rater: string;
  /** Pairs of the form. */
  readonly pairs: number;
  readonly identical: number;
  readonly answers: readonly BlindAnswer[];
}

export interface BlindAnswer {
  readonly task: string;
  readonly seed: number;
  /** Hashes of the completions that stood there. */
  readonly left: string;
  readonly right: string;
  readonly choice: "left" | "right" | "same";
}

/** The file is no export of the form, or not of these evaluations. */
export class BlindAnswersError extends Error {
  override readonly name = "BlindAnswersError";
}

const hash = z.string().regex(/^[0-9a-f]{16}$/);
const schema: z.ZodType<BlindAnswers> = z.object({
  format: z.literal(1),
  kind: z.literal("decisis blind answers"),
  form: hash,
  environment: z.object({ id: z.string(), version: z.string() }),
  rater: z.string(),
  pairs: z.int().min(0),
  identical: z.int().min(0),
  answers: z.array(
    z.object({
      task: z.string(),
      seed: z.int().min(0),
      left: hash,
      right: hash,
      choice: z.enum(["left", "right", "same"]),
    }),
  ),
});

/** @throws BlindAnswersError */
export function readBlindAnswers(path: string): BlindAnswers {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new BlindAnswersError(`${path}: ${(error as Error).message}: give a file that the form exported`);
  }
  const read = schema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new BlindAnswersError(
      `${path} is no export of the form: ${issue.path.join(".") || "the whole"}: ${issue.message}`,
    );
  }
  const places = read.data.answers.map((a) => `${a.task}, seed ${a.seed}`);
  const twice = places.find((place, i) => places.indexOf(place) < i);
  if (twice !== undefined)
    throw new BlindAnswersError(`${path} answers the pair of task ${twice} twice: leave one out`);
  return read.data;
}
