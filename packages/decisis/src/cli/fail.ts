import { CommanderError } from "commander";
import { escapeControls } from "../corpus/escape-controls.ts";
import { BarError, harmless, InterruptedError, PausedError } from "./output.ts";

/**
 * Exit code and words for whatever ended a command: one line, or one for each of the `lines` of an error that lists several
 * faults, whatever names of strangers are in them. The stack only with `--verbose`.
 */
export function failure(error: unknown, verbose: boolean): { readonly code: number; readonly text: string } {
  if (error instanceof CommanderError) {
    // Commander has printed its own line; help and version are no failures.
    return { code: error.exitCode === 0 ? 0 : 2, text: "" };
  }
  const known = error instanceof Error ? error : new Error(String(error));
  const message = linesOf(known)
    .map((line) => escapeControls(line))
    .join("\n");
  const text = verbose ? [`${known.name}: ${message}`, ...framesOf(known)].join("\n") : message;
  if (known instanceof InterruptedError) return { code: 130, text: message };
  if (known instanceof PausedError) return { code: 75, text: message };
  if (known instanceof BarError || FAILED_TRAINING.has(known.name)) return { code: 1, text };
  const hint = EXPECTED.has(known.name) || namesItsFile(known) || verbose ? "" : " (--verbose shows where)";
  return { code: 2, text: `${text}${hint}` };
}

const linesOf = (error: Error): readonly string[] =>
  "lines" in error && Array.isArray(error.lines) ? error.lines.map(String) : [error.message];

/** What follows the message in the stack. */
const framesOf = ({ message, stack = "" }: Error): string[] =>
  stack
    .slice(Math.max(0, stack.indexOf(message)) + message.length)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(harmless);

/** Commander's own words for bad usage, which quote what was typed; its suggestion goes onto the same line. */
export const usageLine = (text: string): string =>
  `${escapeControls(text.trimEnd().replace(/\n(?=\(Did you mean [^\n]*\)$)/, " "))}\n`;

/** What the file system refuses, with the path in the message: a folder in place of a file, no permission, no space. */
const namesItsFile = (error: Error): boolean =>
  "syscall" in error && "path" in error && typeof error.path === "string" && error.message.includes(error.path);

/** Training that did its work and failed: nothing was wrong with what the command was given. */
const FAILED_TRAINING = new Set(["DivergedError", "UngradedRolloutsError"]);

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
