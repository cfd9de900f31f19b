import { createReadStream, existsSync, readFileSync } from "node:fs";
import { byteLines } from "../corpus/byte-lines.ts";

/** Reads a file of JSON lines; a last line torn by a running or killed writer is left out. */
export function readJsonLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

/**
 * The same, streamed, for files too large to hold. Splits at line feeds alone: Node's readline would split at U+2028 too,
 * which JSON leaves as it is.
 */
export async function* streamJsonLines<T>(path: string): AsyncGenerator<T> {
  if (!existsSync(path)) return;
  for await (const { bytes } of byteLines(createReadStream(path), Number.POSITIVE_INFINITY)) {
    if (bytes.length === 0) continue;
    let value: T;
    try {
      value = JSON.parse(new TextDecoder().decode(bytes)) as T;
    } catch {
      return; // torn: whatever follows is not committed either
    }
    yield value;
  }
}
