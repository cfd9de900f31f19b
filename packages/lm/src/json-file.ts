import { readFile, stat } from "node:fs/promises";
import { ModelError, reasonOf } from "./model-error.ts";

/** Larger than any tokenizer.json in use (Llama 3: 17 MB, Gemma: 33 MB), small enough to parse. */
const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

/** Reads a UTF-8 text file of at most `maxBytes`; throws a one-line `ModelError` naming it. */
export async function readTextFile(file: string, maxBytes: number = DEFAULT_MAX_BYTES): Promise<string> {
  let bytes: Buffer;
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new ModelError(`${file}: is not a file`); // a pipe would wait for its writer
    if (found.size > maxBytes)
      throw new ModelError(`${file}: ${found.size} bytes are more than the limit of ${maxBytes}`);
    bytes = await readFile(file);
  } catch (error) {
    throw error instanceof ModelError ? error : new ModelError(`${file}: ${whyUnreadable(error)}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ModelError(`${file}: is not valid UTF-8`);
  }
}

export async function readJsonFile(file: string, maxBytes?: number): Promise<unknown> {
  const text = await readTextFile(file, maxBytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ModelError(`${file}: is not valid JSON (${reasonOf(error).split("\n")[0].slice(0, 120)})`);
  }
}

/** `null` when the file does not exist. */
export async function readJsonFileIfPresent(file: string, maxBytes?: number): Promise<unknown> {
  return (await exists(file)) ? readJsonFile(file, maxBytes) : null;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return false;
      throw new ModelError(`${path}: ${whyUnreadable(error)}`);
    },
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist";
  if (code === "EACCES" || code === "EPERM") return "may not be read (permission denied)";
  if (code === "EISDIR") return "is a folder, not a file";
  return reasonOf(error);
}
