/** The file is no evaluation, or holds no completions that can be graded. */
export class EvaluationFileError extends Error {
  override readonly name = "EvaluationFileError";
}
