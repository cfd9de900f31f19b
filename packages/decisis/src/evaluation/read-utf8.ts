import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { EvaluationFileError } from "./evaluation-file-error.ts";

export interface Utf8File {
  /** As it stands in the file. */
  readonly bytes: Uint8Array;
  /** Without a byte-order mark. */
  readonly text: string;
}

const LINE_FEED = 10;

/**
 * Reads a file of UTF-8. Other bytes are refused: decoding would put U+FFFD in their place, and that would be graded.
 * @throws EvaluationFileError
 */
export function readUtf8(path: string): Utf8File {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new EvaluationFileError(`cannot read ${path}: ${(error as Error).message}`);
  }
  if (!isUtf8(bytes))
    throw new EvaluationFileError(`${path}:${firstBadLine(bytes)}: not valid UTF-8: convert the file to UTF-8`);
  return { bytes, text: new TextDecoder().decode(bytes) };
}

function firstBadLine(bytes: Buffer): number {
  let number = 1;
  for (let start = 0; start < bytes.length; number++) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (!isUtf8(bytes.subarray(start, end < 0 ? bytes.length : end))) break;
    start = end < 0 ? bytes.length : end + 1;
  }
  return number;
}
