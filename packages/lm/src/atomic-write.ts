import { existsSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { ModelError, reasonOf } from "./model-error.ts";

/** Paths that this thread is writing now, so that a later write does not take them for a killed writer's leftovers. */
const inFlight = new Set<string>();
let counter = 0;

/** Writes a file such that `path` holds either what it held before or all of `data`, even after a power cut. */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  await streamFileAtomically(path, async (file) => {
    await file.writeFile(data);
  });
}

/** The same for content that is written piece by piece. If `write` throws, nothing remains and `path` is as it was. */
export async function streamFileAtomically(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  await replaceAtomically(path, async (partial) => {
    const file = await open(partial, "wx");
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  });
}

/**
 * Lets `write` fill a new folder and then renames it to `target`. If `write` throws, nothing of it remains and `target` is as it was.
 * Leftovers of killed writers of the same target are removed. A folder that was there before is moved aside first and deleted last; a
 * writer killed between the two renames leaves it aside, and the next write puts it back before anything else.
 * One writer per target at a time.
 */
export async function writeFolderAtomically(target: string, write: (folder: string) => Promise<void>): Promise<void> {
  await replaceAtomically(target, async (partial) => {
    await mkdir(partial);
    await write(partial);
    await syncTree(partial);
    if (!existsSync(target)) return rename(partial, target);
    const aside = partial.replace(".partial-", ".replaced-");
    await rename(target, aside);
    try {
      await rename(partial, target);
    } catch (error) {
      await rename(aside, target);
      throw error;
    }
    await syncFolder(dirname(target));
    await rm(aside, { recursive: true });
  });
}

async function replaceAtomically(target: string, replace: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${target}.partial-${process.pid}-${threadId}-${counter++}`;
  inFlight.add(partial);
  try {
    await makeFolder(dirname(target));
    await removeLeftovers(target);
    await replace(partial);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => {}); // the first error is the one to tell
    throw isSystemError(error) ? new ModelError(`${target}: cannot be written: ${whyUnwritable(error)}`) : error;
  } finally {
    inFlight.delete(partial);
  }
}

/** As `mkdir` with `recursive`, which Node (24) repeats without end where a file system answers ENOENT, such as below /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error; // made by someone else meanwhile
  });
}

/** Deletes what killed writers of `target` left, after putting back a folder that one of them had moved aside. */
async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  const name = basename(target);
  const leftovers = (await readdir(folder)).filter((entry) => isLeftover(entry, name, folder));
  for (const entry of leftovers) {
    if (entry.startsWith(`${name}.replaced-`) && !existsSync(target)) await rename(join(folder, entry), target);
    else await rm(join(folder, entry), { recursive: true, force: true });
  }
}

function isLeftover(entry: string, name: string, folder: string): boolean {
  const match = /^\.(?:partial|replaced)-(\d+)-(\d+)-\d+$/.exec(entry.startsWith(name) ? entry.slice(name.length) : "");
  if (!match) return false;
  const pid = Number(match[1]);
  if (pid !== process.pid) return !isAlive(pid);
  // in a container a restarted process often has its predecessor's id
  return Number(match[2]) === threadId && !inFlight.has(join(folder, entry.replace(".replaced-", ".partial-")));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Flushes every file and folder below `folder`, and itself. */
async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) await sync(path, "r+");
  }
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // folders cannot be flushed there
  await sync(folder, "r");
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}

function whyUnwritable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC" || code === "EDQUOT") return "no space left on the disk";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  if (code === "EROFS") return "the disk is read-only";
  if (code === "ENOTDIR" || code === "EEXIST") return "a part of the path is not a folder";
  if (code === "EFBIG") return "the file would be larger than allowed";
  return reasonOf(error);
}
