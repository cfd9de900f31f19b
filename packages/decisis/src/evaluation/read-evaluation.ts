import { summarize } from "./evaluate.ts";
import type { Evaluation } from "./evaluation-file.ts";
import { EvaluationFileError } from "./evaluation-file-error.ts";
import { evaluationSchema } from "./evaluation-schema.ts";
import { readUtf8 } from "./read-utf8.ts";

/** @throws EvaluationFileError */
export const readEvaluation = (path: string): Evaluation => evaluationIn(path, readUtf8(path).text);

/**
 * The evaluation that a file's text is, whoever wrote it, held against `evaluationSchema`; its summary is taken anew from its
 * tasks. @throws EvaluationFileError
 */
export function evaluationIn(path: string, text: string): Evaluation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EvaluationFileError(
      `${path}: ${(error as Error).message}: give the evaluation file of a run, or of \`decisis eval\``,
    );
  }
  const { error } = evaluationSchema.safeParse(value);
  if (error !== undefined) {
    const { path: place, message } = error.issues[0];
    throw new EvaluationFileError(
      `${path} is no evaluation of this version (${place.join(".") || "the whole"}: ${message}): evaluate again with \`decisis eval\``,
    );
  }
  const evaluation = value as Evaluation;
  return { ...evaluation, summary: summarize(evaluation.tasks) };
}
