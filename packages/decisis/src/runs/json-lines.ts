import { createReadStream, existsSync, readFileSync } from "node:fs";
import { byteLines } from "../corpus/byte-lines.ts";
import { MEND, RecordDamagedError } from "./record-json.ts";

/** Reads a file of JSON lines; a last line torn by a running or killed writer is left out. @throws RecordDamagedError */
export function readJsonLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  const text = textOf(path);
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .flatMap((line, i) => (line === "" ? [] : [parsed<T>(line, path, i + 1)]));
}

/** @throws RecordDamagedError if there is a folder in its place, or it cannot be read for another reason */
export function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new RecordDamagedError(`${path} cannot be read (${(error as Error).message}): ${MEND}`);
  }
}

function parsed<T>(line: string, path: string, number: number): T {
  const value = objectIn<T>(line);
  if (value === null) throw new RecordDamagedError(`${path}:${number} is damaged (no JSON object): ${MEND}`);
  return value;
}

function objectIn<T>(json: string): T | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && !Array.isArray(value) ? (value as T | null) : null;
  } catch {
    return null;
  }
}

/**
 * The same, streamed, for files too large to hold. Splits at line feeds alone: Node's readline would split at U+2028 too,
 * which JSON leaves as it is.
 */
export async function* streamJsonLines<T>(path: string): AsyncGenerator<T> {
  if (!existsSync(path)) return;
  for await (const { bytes } of byteLines(createReadStream(path), Number.POSITIVE_INFINITY)) {
    const value = objectIn<T>(new TextDecoder().decode(bytes));
    if (value === null) return; // torn: whatever follows is not committed either
    yield value;
  }
}
