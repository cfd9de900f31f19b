import { createReadStream, type Dirent } from "node:fs";
import { type FileHandle, open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CorpusError } from "./corpus-error.ts";
import { whyUnreadable } from "./why-unreadable.ts";

const READ_BYTES = 16 * 1024;
const HEAD_BYTES = 4096;

/** What `path` is, links followed. @throws CorpusError if it is neither file nor folder, or hidden from this user */
export async function kindOf(path: string): Promise<"file" | "folder"> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw new CorpusError(`${path}: no such file or folder`);
    throw unreadable(path, error);
  });
  if (info.isFile()) return "file";
  if (info.isDirectory()) return "folder";
  throw new CorpusError(`${path}: neither a file nor a folder`);
}

/** What lies in a folder. */
export interface FolderEntry {
  readonly file: string;
  /** Why it is not read as a file; `null` for files. */
  readonly notRead: string | null;
}

/**
 * What a folder and the folders in it hold under a name that is `wanted`, folders themselves left out, sorted by path. Links are
 * named and not followed. @throws CorpusError
 */
export async function entriesBelow(folder: string, wanted: (name: string) => boolean): Promise<FolderEntry[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw unreadable(error.path ?? folder, error);
    },
  );
  return entries
    .filter((entry) => !entry.isDirectory() && wanted(entry.name))
    .map((entry) => ({ file: join(entry.parentPath, entry.name), notRead: whyNotRead(entry) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function whyNotRead(entry: Dirent): string | null {
  if (entry.isFile()) return null;
  return entry.isSymbolicLink() ? "a link, and links in a folder are not followed" : "neither a file nor a folder";
}

/** The content of a file, piece by piece. @throws CorpusError */
export async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: READ_BYTES });
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The first bytes of a file, by which its form is told. @throws CorpusError */
export async function firstBytes(file: string): Promise<Uint8Array> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file);
    const buffer = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    await handle?.close();
  }
}

/** All of a file as text. @throws CorpusError */
export const textOf = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((error: unknown) => {
    throw unreadable(file, error);
  });

const unreadable = (path: string, error: unknown): CorpusError =>
  new CorpusError(`${path}: ${whyUnreadable(error)}; mend that, or take it out of the corpus`);
