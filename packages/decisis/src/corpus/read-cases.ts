import { byteLines } from "./byte-lines.ts";
import { capCase } from "./cap-case.ts";
import type { CaseRecord, Provenance } from "./case-record.ts";
import { CorpusError } from "./corpus-error.ts";
import { chunksOf, entriesBelow, firstBytes, kindOf } from "./corpus-files.ts";
import { type CorpusProblem, problemText } from "./corpus-problem.ts";
import { gunzipStream, type StreamFault } from "./gunzip-stream.ts";
import { sha256 } from "./sha256.ts";
import { zipEntries } from "./zip-entries.ts";

export interface ReadCasesOptions {
  /** Stop with a `CorpusError` at the first broken record or file. */
  readonly strict?: boolean;
  readonly onProblem?: (problem: CorpusProblem) => void;
  /** Date of retrieval, for the provenance of every record. */
  readonly retrieved?: string;
  /** Revision of the source, where the records do not state one. */
  readonly revision?: string;
}

/** Where in its file a record stands. */
type Place = Pick<CorpusProblem, "line" | "entry">;

/** A case with the place it was read from. */
export interface ReadCase {
  readonly record: CaseRecord;
  readonly file: string;
  readonly place: Place;
}

/** One record, line or zip entry of more than this many bytes is reported and passed over. */
export const MAX_RECORD_BYTES: number = 256 * 1024 * 1024;
const ZIP_LIMITS = { maxEntryBytes: MAX_RECORD_BYTES, maxTotalBytes: 64 * 1024 ** 3, maxEntries: 2_000_000 };
/** Broken records of one file in a row after which it is given up: no corpus has them, a megabyte of gzip has them by the million. */
const MAX_BROKEN_IN_A_ROW = 10_000;

const CASE_FILE = /\.(json|jsonl|ndjson)(\.gz)?$|\.zip$/i;
/** Parts of CAP's layout that repeat the cases or describe volumes, and this project's own list of clusters. */
const COMPANION_FILE = /(^|\/)(\w*Metadata\.json|clusters\.jsonl)$/;

/**
 * The cases of a file or of all files in a folder, one at a time, in the order of sorted paths.
 *
 * Reads static.case.law JSON files and volume zips, the older API form, JSON lists, and lines of JSON, plain or gzip; the form
 * is told by content. A record that cannot be read is reported with its place and passed over; a file of a folder whose first
 * record is no case is reported once and left out, and a file is given up after many broken records in a row.
 *
 * @throws CorpusError if the path is neither file nor folder, a folder holds no case file, a file or folder may not be read, no
 *   case was found at all, or (`strict`) at the first broken record.
 */
export async function* readCases(path: string, options: ReadCasesOptions = {}): AsyncGenerator<ReadCase> {
  const report = (problem: CorpusProblem): void => {
    options.onProblem?.(problem);
    if (options.strict && problem.kind === "broken") throw new CorpusError(problemText(problem));
  };
  let cases = 0;
  let problems = 0;
  let first: CorpusProblem | null = null;
  const count = (problem: CorpusProblem) => {
    problems++;
    first ??= problem;
    report(problem);
  };
  for (const file of await caseFiles(path, count)) {
    for await (const found of fileCases(file, options, count)) {
      cases++;
      yield found;
    }
  }
  if (cases === 0) {
    const why =
      first === null
        ? "the files are empty"
        : `${problems} problem${problems === 1 ? "" : "s"}, the first: ${problemText(first)}`;
    throw new CorpusError(`${path}: no case in it (${why})`);
  }
}

/** Files that may hold cases, sorted by path. What has the name of one and is none is reported. */
async function caseFiles(path: string, report: Report): Promise<string[]> {
  if ((await kindOf(path)) === "file") return [path];
  const named = await entriesBelow(path, (name) => !name.startsWith(".") && CASE_FILE.test(name));
  const entries = named.filter(({ file }) => !COMPANION_FILE.test(file));
  for (const { file, notRead } of entries) if (notRead !== null) report({ kind: "left-out", file, reason: notRead });
  const files = entries.flatMap(({ file, notRead }) => (notRead === null ? [file] : []));
  if (files.length === 0) {
    throw new CorpusError(`${path}: no case file in this folder (looked for *.json, *.jsonl, *.jsonl.gz and *.zip)`);
  }
  return files;
}

type Report = (problem: CorpusProblem) => void;

async function* fileCases(file: string, options: ReadCasesOptions, report: Report): AsyncGenerator<ReadCase> {
  const judge = recordJudge(file, options, report);
  const head = await firstBytes(file);
  if (head.length === 0) return report({ kind: "broken", file, reason: "the file is empty" });
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const wanted = (name: string) => /\.json$/i.test(name) && !COMPANION_FILE.test(name);
    for await (const item of zipEntries(chunksOf(file), wanted, ZIP_LIMITS)) {
      if (item.problem !== null) {
        report({ kind: "broken", file, ...(item.name === null ? {} : { entry: item.name }), reason: item.problem });
        continue;
      }
      yield* judge.json(item.bytes, { entry: item.name });
    }
    return;
  }
  const fault: StreamFault = { reason: null };
  const zipped = head[0] === 0x1f && head[1] === 0x8b;
  if (!zipped && head.includes(0)) {
    return report({ kind: "left-out", file, reason: "binary data: neither JSON, gzip nor zip" });
  }
  const chunks = zipped ? gunzipStream(chunksOf(file), fault) : chunksOf(file);
  if (/\.json(\.gz)?$/i.test(file)) {
    const bytes = await collect(chunks);
    if (bytes === null)
      report({ kind: "broken", file, reason: `larger than ${MAX_RECORD_BYTES} bytes; split it into lines` });
    else if (fault.reason === null) yield* judge.json(bytes, {});
  } else {
    for await (const line of byteLines(chunks, MAX_RECORD_BYTES)) {
      const place = { line: line.number };
      if (line.tooLong) report({ kind: "broken", file, ...place, reason: `longer than ${MAX_RECORD_BYTES} bytes` });
      else yield* judge.json(line.bytes, place);
      if (judge.over()) break;
    }
  }
  if (fault.reason !== null) report({ kind: "broken", file, reason: fault.reason });
}

/** Judges records of one file one by one; the first one that can be read decides whether the file is one of cases. */
function recordJudge(file: string, options: ReadCasesOptions, report: Report) {
  let decided = false;
  let over = false;
  let brokenInARow = 0;

  function broken(place: Place, reason: string): void {
    report({ kind: "broken", file, ...place, reason });
    if (++brokenInARow < MAX_BROKEN_IN_A_ROW) return;
    over = true;
    report({ kind: "broken", file, reason: `${MAX_BROKEN_IN_A_ROW} broken records in a row; the rest is not read` });
  }

  function* json(bytes: Uint8Array, place: Place): Generator<ReadCase> {
    if (over) return;
    const value = parse(bytes);
    if (value instanceof Error) return broken(place, value.message);
    if (Array.isArray(value) && place.line === undefined) {
      for (let i = 0; i < value.length && !over; i++) {
        const entry = { entry: `${place.entry ?? ""}[${i}]` };
        const text = textOf(value[i]);
        if (text === null) broken(entry, "nested too deeply");
        else yield* one(value[i], sha256(text), entry);
      }
      return;
    }
    yield* one(value, sha256(bytes), place);
  }

  function* one(value: unknown, hash: string, place: Place): Generator<ReadCase> {
    const result = capCase(value, provenanceOf(value, hash, options));
    if (result.ok) {
      decided = true;
      brokenInARow = 0;
      for (const reason of result.warnings)
        report({ kind: "warning", file, ...place, reason: `${result.record.id}: ${reason}` });
      yield { record: result.record, file, place };
    } else if (result.kind === "not-a-case" && !decided) {
      over = true;
      report({ kind: "left-out", file, ...place, reason: `its first record is ${result.reason}` });
    } else if (result.kind === "unusable") {
      decided = true;
      brokenInARow = 0;
      report({ kind: "unusable", file, ...place, reason: result.reason });
    } else broken(place, result.reason);
  }

  return { json, over: (): boolean => over };
}

/** The value, or an error that says where the text stops being JSON. */
function parse(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new Error("not UTF-8 text");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine quotes the input, which may be long or binary; keep the place alone.
    const place = /position (\d+)/.exec((error as Error).message);
    const where = place ? `at character ${Number(place[1]) + 1}` : "at its end";
    return new Error(
      `not valid JSON ${where} of ${text.length}${text.trimStart().startsWith("{") ? ": cut off or damaged" : ""}`,
    );
  }
}

/** A value as JSON again, `null` if it is nested so deeply that it cannot be written. */
function textOf(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function provenanceOf(value: unknown, hash: string, options: ReadCasesOptions): Provenance {
  const fields = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const url = [fields.frontend_url, fields.url].find((u): u is string => typeof u === "string" && u !== "");
  return {
    source: "Caselaw Access Project",
    ...(url === undefined ? {} : { url }),
    licence: "CC0-1.0",
    revision: typeof fields.last_updated === "string" ? fields.last_updated : (options.revision ?? "unstated"),
    retrieved: options.retrieved ?? null,
    sha256: hash,
  };
}

/** All bytes without a byte-order mark, `null` if there are too many. */
async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_RECORD_BYTES) return null;
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
