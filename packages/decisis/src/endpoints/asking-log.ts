import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as immediate } from "node:timers/promises";
import { AppendOnlyFile, RunWriteError, truncateFile, writeFileAtomically } from "../runs/durable-file.ts";
import { lockRun, RunLockedError } from "../runs/run-lock.ts";
import { type CachedCompletion, COMPLETIONS } from "./completion-cache.ts";
import { EndpointError } from "./endpoint.ts";

const EVENTS = "events.jsonl";

/** A line of events.jsonl. */
export interface AskingEvent {
  readonly time: string;
  readonly event: "started" | "retry" | "paused" | "refused" | "interrupted" | "finished";
  readonly key?: string;
  readonly attempt?: number;
  readonly reason?: string;
  readonly wait_ms?: number;
}

/** How the asking for one evaluation went, over all processes that took part. */
export interface AskingCounts {
  readonly retries: number;
  readonly pauses: number;
  readonly sittings: number;
}

const COUNTED: Readonly<Record<string, keyof AskingCounts>> = {
  retry: "retries",
  paused: "pauses",
  started: "sittings",
};

/**
 * The folder of one evaluation in the cache: `about.json`, `completions.jsonl`, `events.jsonl`. One process at a time writes;
 * what `keep` has resolved for is on the disk. A last line torn by a kill is cut off.
 */
export class AskingLog {
  private readonly completions: AppendOnlyFile;
  private readonly events: AppendOnlyFile;
  private readonly unlock: () => void;
  private readonly counted: Record<keyof AskingCounts, number>;
  private readonly now: () => Date;
  private readonly waiting: string[] = [];
  private writing: Promise<void> | null = null;

  /** @throws EndpointError if another process makes this evaluation, or the folder cannot be made, read or written */
  constructor(folder: string, about: unknown, now: () => Date) {
    this.now = now;
    this.unlock = lock(folder);
    try {
      this.counted = { ...readAskingCounts(folder).counts };
      writeFileAtomically(join(folder, "about.json"), `${JSON.stringify(about, null, 2)}\n`);
      this.completions = wholeLines(join(folder, COMPLETIONS));
      this.events = wholeLines(join(folder, EVENTS));
    } catch (error) {
      this.unlock();
      if (error instanceof EndpointError) throw error;
      throw unwritable(folder, error instanceof RunWriteError ? error.cause : error);
    }
  }

  /** Of this sitting and those before it. */
  get counts(): AskingCounts {
    return { ...this.counted };
  }

  /** Resolves when the disk has it. What comes in one turn of the event loop goes to the disk together. */
  keep(completion: Omit<CachedCompletion, "time">): Promise<void> {
    this.waiting.push(`${JSON.stringify({ ...completion, time: this.now().toISOString() })}\n`);
    this.writing ??= immediate().then(() => {
      this.writing = null;
      this.completions.append(this.waiting.splice(0).join(""));
      this.completions.sync();
    });
    return this.writing;
  }

  event(event: AskingEvent["event"], details: Omit<AskingEvent, "time" | "event"> = {}): void {
    this.events.append(`${JSON.stringify({ time: this.now().toISOString(), event, ...details })}\n`);
    if (event !== "retry") this.events.sync();
    if (Object.hasOwn(COUNTED, event)) this.counted[COUNTED[event]]++;
  }

  close(): void {
    this.completions.close();
    this.events.close();
    this.unlock();
  }
}

/**
 * Counts of an evaluation's folder; zeros if there is none. A damaged line is passed over: what it counted is lost, and no
 * completion with it.
 * @throws EndpointError if there is a file that cannot be read
 */
export function readAskingCounts(folder: string): { readonly counts: AskingCounts; readonly damaged: number } {
  const counts = { retries: 0, pauses: 0, sittings: 0 };
  let damaged = 0;
  // What stands behind the last line end is torn.
  for (const line of textOf(join(folder, EVENTS)).split("\n").slice(0, -1)) {
    const event = eventIn(line);
    if (event === null) damaged++;
    else if (Object.hasOwn(COUNTED, event)) counts[COUNTED[event]]++;
  }
  return { counts, damaged };
}

function textOf(path: string): string {
  if (!existsSync(path)) return "";
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new EndpointError(
      `${path} cannot be read (${(error as Error).message}): take it away, for it holds counts and no answers, or give another folder with --cache`,
      { cause: error },
    );
  }
}

function eventIn(line: string): string | null {
  try {
    const { event } = JSON.parse(line) as AskingEvent;
    return typeof event === "string" ? event : null;
  } catch {
    return null;
  }
}

function lock(folder: string): () => void {
  try {
    return lockRun(folder);
  } catch (error) {
    if (!(error instanceof RunLockedError)) throw unwritable(folder, error);
    throw new EndpointError(
      `another process makes this evaluation; ${join(folder, "lock.json")} names it and its machine: wait for it, or, if it has ended (a container has another name after a restart), delete that file`,
      { cause: error },
    );
  }
}

const unwritable = (folder: string, cause: unknown): EndpointError =>
  new EndpointError(
    `cannot write ${folder}: ${(cause as Error).message}: mend that, or give another folder with --cache`,
    {
      cause,
    },
  );

function wholeLines(path: string): AppendOnlyFile {
  if (existsSync(path)) {
    const bytes = readFileSync(path);
    const whole = bytes.lastIndexOf("\n") + 1;
    if (whole < bytes.length) truncateFile(path, whole);
  }
  return new AppendOnlyFile(path);
}
