/** Something is wrong with a model's files or with what a caller asked of them. One line: where, what, and how to mend it. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

/** The message of anything thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
