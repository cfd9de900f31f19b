import { escapeControls } from "./escape-controls.ts";

/**
 * Unusable corpus input: a path that is no file or folder, a folder without a case, or (strict mode) the first broken record.
 * The command line maps it to exit code 2 and prints the message alone, one line whatever the files are called.
 */
export class CorpusError extends Error {
  override readonly name = "CorpusError";

  constructor(message: string) {
    super(escapeControls(message));
  }
}
