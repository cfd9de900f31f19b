import { CommanderError } from "commander";
import { BarError, InterruptedError, PausedError } from "./output.ts";

/** Exit code and words for whatever ended a command. One line; the stack only with `--verbose`. */
export function failure(error: unknown, verbose: boolean): { readonly code: number; readonly text: string } {
  if (error instanceof CommanderError) {
    // Commander has printed its own line; help and version are no failures.
    return { code: error.exitCode === 0 ? 0 : 2, text: "" };
  }
  const known = error instanceof Error ? error : new Error(String(error));
  const text = verbose ? (known.stack ?? known.message) : known.message;
  if (known instanceof InterruptedError) return { code: 130, text: known.message };
  if (known instanceof PausedError) return { code: 75, text: known.message };
  // Training that diverged did its work and failed: nothing was wrong with what it was given.
  if (known instanceof BarError || known.name === "DivergedError") return { code: 1, text };
  const hint = EXPECTED.has(known.name) || namesItsFile(known) || verbose ? "" : " (--verbose shows where)";
  return { code: 2, text: `${text}${hint}` };
}

/** What the file system refuses, with the path in the message: a folder in place of a file, no permission, no space. */
const namesItsFile = (error: Error): boolean =>
  "syscall" in error && "path" in error && typeof error.path === "string" && error.message.includes(error.path);

/** Errors whose message says what, where and how to mend it. */
const EXPECTED = new Set([
  "UsageError",
  "RunFileError",
  "RunFolderError",
  "RunLockedError",
  "RunWriteError",
  "RecordDamagedError",
  "EngineRefusalError",
  "ModelFolderError",
  "ModelError",
  "NoTasksError",
  "CorpusError",
  "EvaluationFileError",
  "BlindAnswersError",
  "EndpointError",
  "PretrainFileError",
]);
