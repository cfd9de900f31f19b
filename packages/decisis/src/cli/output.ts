import { escapeControls } from "../corpus/escape-controls.ts";

/** Where a verb's words go. Results are for stdout, everything else for stderr, so that a pipe carries results alone. */
export interface Output {
  /** `--json`: results as JSON. */
  readonly json: boolean;
  readonly verbose: boolean;
  /** Someone is looking: stderr is a terminal. */
  readonly terminal: boolean;
  /** A result for people. Silent under `--json`. */
  print(text: string): void;
  /** A result for machines. Silent without `--json`. */
  data(value: unknown): void;
  /** What is going on. */
  note(text: string): void;
  /** Redraws the one line at the bottom of a terminal. */
  status(line: string): void;
}

/** The command was given something it cannot use: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The work was done and failed a bar that it was given: exit code 1. */
export class BarError extends Error {
  override readonly name = "BarError";
  /** Printed each on its own. */
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/** The user stopped it: exit code 130, as shells have it. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** What it needs from outside is not there for now; the same command goes on: exit code 75, EX_TEMPFAIL of sysexits.h. */
export class PausedError extends Error {
  override readonly name = "PausedError";
}

export interface GlobalOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** What goes to a terminal or a page: it may have lines and columns, and nothing else that steers. */
export const harmless = (text: string): string => escapeControls(text, "\t\n");

export function outputOf(
  options: GlobalOptions,
  stdout: Pick<NodeJS.WriteStream, "write"> = process.stdout,
  stderr: Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean; columns?: number } = process.stderr,
): Output {
  const terminal = stderr.isTTY === true;
  let drawn = false;
  const wipe = (): void => {
    if (drawn) stderr.write("\r\x1b[K");
    drawn = false;
  };
  return {
    json: options.json === true,
    verbose: options.verbose === true,
    terminal,
    print(text) {
      wipe();
      if (options.json !== true) stdout.write(`${harmless(text)}\n`);
    },
    data(value) {
      wipe();
      if (options.json === true) stdout.write(`${harmless(JSON.stringify(value, null, 2))}\n`);
    },
    note(text) {
      wipe();
      stderr.write(`${harmless(text)}\n`);
    },
    status(line) {
      if (!terminal) return;
      wipe();
      if (line === "") return;
      stderr.write(harmless(line).slice(0, (stderr.columns ?? 80) - 1));
      drawn = true;
    },
  };
}
