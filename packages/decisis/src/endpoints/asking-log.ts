import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as immediate } from "node:timers/promises";
import { AppendOnlyFile, truncateFile, writeFileAtomically } from "../runs/durable-file.ts";
import { readJsonLines } from "../runs/json-lines.ts";
import { lockRun, RunLockedError } from "../runs/run-lock.ts";
import { type CachedCompletion, COMPLETIONS } from "./completion-cache.ts";
import { EndpointError } from "./endpoint.ts";

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

/**
 * The folder of one evaluation in the cache: `about.json`, `completions.jsonl`, `events.jsonl`. One process at a time writes;
 * what `keep` has resolved for is on the disk. A last line torn by a kill is cut off.
 */
export class AskingLog {
  private readonly completions: AppendOnlyFile;
  private readonly events: AppendOnlyFile;
  private readonly unlock: () => void;
  private readonly now: () => Date;
  private readonly waiting: string[] = [];
  private writing: Promise<void> | null = null;

  /** @throws EndpointError if another process makes this evaluation, or the folder cannot be made; RunWriteError */
  constructor(folder: string, about: unknown, now: () => Date) {
    this.now = now;
    this.unlock = lock(folder);
    try {
      writeFileAtomically(join(folder, "about.json"), `${JSON.stringify(about, null, 2)}\n`);
      this.completions = wholeLines(join(folder, COMPLETIONS));
      this.events = wholeLines(join(folder, "events.jsonl"));
    } catch (error) {
      this.unlock();
      throw error;
    }
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
  }

  close(): void {
    this.completions.close();
    this.events.close();
    this.unlock();
  }
}

/** Counts of an evaluation's folder; zeros if there is none. */
export function askingCounts(folder: string): AskingCounts {
  const events = readJsonLines<AskingEvent>(join(folder, "events.jsonl"));
  const count = (event: AskingEvent["event"]): number => events.filter((e) => e.event === event).length;
  return { retries: count("retry"), pauses: count("paused"), sittings: count("started") };
}

function lock(folder: string): () => void {
  try {
    return lockRun(folder);
  } catch (error) {
    const why =
      error instanceof RunLockedError
        ? `another process makes this evaluation (see ${join(folder, "lock.json")}): wait for it`
        : `cannot write ${folder}: ${(error as Error).message}`;
    throw new EndpointError(why, { cause: error });
  }
}

function wholeLines(path: string): AppendOnlyFile {
  if (existsSync(path)) {
    const bytes = readFileSync(path);
    const whole = bytes.lastIndexOf("\n") + 1;
    if (whole < bytes.length) truncateFile(path, whole);
  }
  return new AppendOnlyFile(path);
}
