import { closeSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** Another process writes this run. */
export class RunLockedError extends Error {
  override readonly name = "RunLockedError";
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, as the system counts; `null` where it does not say. Tells a reused pid from its earlier owner. */
  readonly started: string | null;
}

/**
 * Takes the folder for this process; returns how to give it back. The lock of a process that has died is taken over.
 * @throws RunLockedError
 */
export function lockRun(folder: string): () => void {
  const path = join(folder, "lock.json");
  mkdirSync(folder, { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), started: startOf(process.pid) } satisfies Owner);
  for (let attempt = 0; attempt < 3; attempt++) {
    if (createOnce(path, mine))
      return () => {
        if (read(path) === mine) rmSync(path, { force: true });
      };
    const theirs = read(path);
    if (theirs === null) continue;
    const owner = parse(theirs);
    if (owner !== null && isAlive(owner)) throw new RunLockedError(refusal(folder, path, owner));
    takeAway(path, theirs);
  }
  throw new RunLockedError(
    `${folder} is being taken by another process: wait for it, or choose another folder with --out`,
  );
}

function createOnce(path: string, text: string): boolean {
  try {
    const fd = openSync(path, "wx");
    writeFileSync(fd, text);
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes a dead owner's lock. If another process has replaced it in between, its lock is put back. */
function takeAway(path: string, expected: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // someone else was quicker; the caller looks again
  }
  if (read(aside) !== expected) {
    try {
      linkSync(aside, path);
    } catch {
      // a third process holds it now; the caller looks again
    }
  }
  rmSync(aside, { force: true });
}

function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true; // cannot be known from here
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return owner.started === null || startOf(owner.pid) === owner.started;
}

function startOf(pid: number): string | null {
  try {
    // Linux: field 22 of /proc/<pid>/stat; the name before it may hold blanks, so count from its closing parenthesis.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function parse(text: string): Owner | null {
  try {
    const owner = JSON.parse(text) as Owner;
    return Number.isInteger(owner.pid) ? owner : null;
  } catch {
    return null; // torn by a crash while it was written
  }
}

const refusal = (folder: string, path: string, owner: Owner): string =>
  owner.host === hostname()
    ? `${folder} is being written by process ${owner.pid}: wait for it, or choose another folder with --out`
    : `${folder} is locked by process ${owner.pid} on ${owner.host}: if that has ended, delete ${path}`;
