import { escapeControls } from "./escape-controls.ts";

/**
 * `broken`: a record or file that should be a case and cannot be read. `unusable`: read, but without what a case needs.
 * `left-out`: a file that holds something else. `duplicate`: an id that was already read. `warning`: read with a loss.
 */
export type ProblemKind = "broken" | "unusable" | "left-out" | "duplicate" | "warning";

export interface CorpusProblem {
  readonly kind: ProblemKind;
  /** Path as given joined with the path inside the folder. */
  readonly file: string;
  /** Line in a file of lines, from 1. */
  readonly line?: number;
  /** Name of the entry in a zip, or index in a JSON list. */
  readonly entry?: string;
  readonly reason: string;
}

/** One line for people: `cases/a.jsonl.gz line 7: not JSON …`. Names of files and entries cannot break it. */
export function problemText(problem: CorpusProblem): string {
  const place =
    problem.line !== undefined ? ` line ${problem.line}` : problem.entry !== undefined ? ` entry ${problem.entry}` : "";
  return escapeControls(`${problem.file}${place}: ${problem.reason}`);
}
