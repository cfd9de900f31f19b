import { readFileSync } from "node:fs";
import { z } from "zod";
import { canonicalJson } from "../../environments/task-id.ts";
import { type BlindForm, completionHash } from "./blind-form.ts";

/** What the form exports: one person's answers. */
export interface BlindAnswers {
  readonly form: string;
  readonly environment: { readonly id: string; readonly version: string };
  readonly rater: string;
  /** Drawn once for each browser that the form was opened in. Absent in answers to forms of earlier versions. */
  readonly sheet?: string;
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

/** The page is no form, or the file no export of it, or the form none of these evaluations. */
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
  sheet: hash.optional(),
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

/** Reads what people answered to a form, one file a person. @throws BlindAnswersError for what the form has not exported */
export function readBlindAnswers(form: BlindForm, paths: readonly string[]): BlindAnswers[] {
  const sheets = new Map<string, string>();
  return paths.map((path) => {
    const answers = readExport(path);
    refuseOthers(path, answers, form);
    const sheet = answers.sheet ?? canonicalJson(answers);
    const same = sheets.get(sheet);
    if (same !== undefined)
      throw new BlindAnswersError(`${same} and ${path} are of one person: give the one that was exported last`);
    sheets.set(sheet, path);
    return answers;
  });
}

function readExport(path: string): BlindAnswers {
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

/** Whoever changed the file: what it says of the form has to be what the form says. */
function refuseOthers(path: string, answers: BlindAnswers, form: BlindForm): void {
  if (answers.form !== form.id)
    throw new BlindAnswersError(`${path} answers the form ${answers.form}, not ${form.id}: give its own form`);
  const changed = (what: string): BlindAnswersError =>
    new BlindAnswersError(`${path} was changed since it was exported: ${what}`);
  const { id, version } = form.environment;
  if (answers.environment.id !== id || answers.environment.version !== version)
    throw changed(`it says ${answers.environment.id} ${answers.environment.version}, and the form ${id} ${version}`);
  if (answers.pairs !== form.pairs.length || answers.identical !== form.identical)
    throw changed(
      `it says ${answers.pairs} pairs and ${answers.identical} left out, and the form ${form.pairs.length} and ${form.identical}`,
    );
  const shown = new Map(form.pairs.map((p) => [pairKey(p), p]));
  for (const answer of answers.answers) {
    const pair = shown.get(pairKey(answer));
    if (pair === undefined) throw changed(`the form shows no pair of task ${answer.task}, seed ${answer.seed}`);
    if (answer.left !== completionHash(pair.left) || answer.right !== completionHash(pair.right))
      throw changed(`the sides of task ${answer.task}, seed ${answer.seed}, are not those of the form`);
  }
}

/** Names a pair of a form. */
export const pairKey = ({ task, seed }: { readonly task: string; readonly seed: number }): string => `${seed}/${task}`;
