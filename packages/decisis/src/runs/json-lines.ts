import { createReadStream, existsSync, readFileSync } from "node:fs";
import { byteLines } from "../corpus/byte-lines.ts";
import { MEND, RecordDamagedError } from "./record-json.ts";

/** Reads a file of JSON lines; a last line torn by a running or killed writer is left out. @throws RecordDamagedError */
export function readJsonLines<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .flatMap((line, i) => (line === "" ? [] : [parsed<T>(line, path, i + 1)]));
}

function parsed<T>(line: string, path: string, number: number): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    throw new RecordDamagedError(`${path}:${number} is damaged (no JSON): ${MEND}`);
  }
}

/**
 * The same, streamed, for files too large to hold. Splits at line feeds alone: Node's readline would split at U+2028 too,
 * which JSON leaves as it is.
 */
export async function* streamJsonLines<T>(path: string): AsyncGenerator<T> {
  if (!existsSync(path)) return;
  for await (const { bytes } of byteLines(createReadStream(path), Number.POSITIVE_INFINITY)) {
    let value: T;
    try {
      value = JSON.parse(new TextDecoder().decode(bytes)) as T;
    } catch {
      return; // torn: whatever follows is not committed either
    }
    yield value;
  }
}
