import { type FileHandle, open, stat } from "node:fs/promises";
import { whyUnreadable } from "./json-file.ts";
import { findJsonFault } from "./json-keys.ts";
import { ModelError } from "./model-error.ts";

/** Bytes per element of the dtypes that are recognised (all of the format's but those below one byte). */
export const DTYPE_BYTES: Readonly<Record<Dtype, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  F8_E8M0: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
  C64: 8,
};

export type Dtype =
  | ("BOOL" | "U8" | "I8" | "F8_E5M2" | "F8_E4M3" | "F8_E8M0")
  | ("I16" | "U16" | "F16" | "BF16")
  | ("I32" | "U32" | "F32")
  | ("I64" | "U64" | "F64" | "C64");

/** Where one tensor lies. `byteOffset` counts from the start of the file, so it can serve as ONNX external data. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Path of the file. */
  readonly file: string;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** One opened `.safetensors` file or a folder's set of them. Holds no data and no open file. */
export interface Checkpoint {
  /** The folder or file that was opened, for messages. */
  readonly path: string;
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's own limit. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Reads and checks the header of one file: 8 bytes of little-endian length, a JSON object, then the data, which the tensors must cover
 * exactly, without overlaps and holes. Throws a one-line `ModelError` naming the file and the tensor; nothing in a file makes it throw
 * anything else.
 */
export async function openSafetensors(file: string): Promise<Checkpoint> {
  let handle: FileHandle;
  try {
    // A pipe, once opened, would wait for its writer.
    if (!(await stat(file)).isFile()) throw new ModelError(`${file}: is not a file`);
    handle = await open(file, "r");
  } catch (error) {
    throw error instanceof ModelError ? error : new ModelError(`${file}: ${whyUnreadable(error)}`);
  }
  try {
    const { size } = await handle.stat();
    const prefix = Buffer.alloc(8);
    const { bytesRead } = await handle.read(prefix, 0, 8, 0);
    if (bytesRead < 8) throw new ModelError(`${file}: is truncated (${size} bytes; the header's length alone takes 8)`);
    const declared = prefix.readBigUInt64LE();
    if (declared > MAX_HEADER_BYTES) {
      throw new ModelError(
        `${file}: is no safetensors file (declares a header of ${declared} bytes, limit ${MAX_HEADER_BYTES})`,
      );
    }
    const length = Number(declared);
    if (8 + length > size) {
      throw new ModelError(`${file}: is truncated (header of ${length} bytes in a file of ${size})`);
    }
    const header = Buffer.alloc(length);
    for (let done = 0; done < length; ) {
      const { bytesRead: got } = await handle.read(header, done, length - done, 8 + done);
      if (got === 0) throw new ModelError(`${file}: became shorter while it was read`);
      done += got;
    }
    return parseHeader(header, file, 8 + length, size);
  } catch (error) {
    throw error instanceof ModelError ? error : new ModelError(`${file}: ${whyUnreadable(error)}`);
  } finally {
    await handle.close();
  }
}

function parseHeader(bytes: Buffer, file: string, dataStart: number, fileSize: number): Checkpoint {
  const json = parseJson(bytes, file);
  const metadata: Record<string, string> = Object.create(null);
  const tensors = new Map<string, TensorEntry>();
  for (const [name, value] of Object.entries(json)) {
    if (name === "__metadata__") Object.assign(metadata, metadataOf(value, file));
    else tensors.set(name, entryOf(name, value, file, dataStart, fileSize));
  }
  checkCoverage([...tensors.values()], file, dataStart, fileSize);
  return { path: file, tensors, metadata };
}

function parseJson(bytes: Buffer, file: string): Record<string, unknown> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ModelError(`${file}: header is not valid UTF-8`);
  }
  if (!text.startsWith("{")) throw new ModelError(`${file}: is no safetensors file (header is not a JSON object)`);
  const fault = findJsonFault(text, 3);
  if (fault?.fault === "depth") throw new ModelError(`${file}: header is nested too deeply`);
  if (fault?.fault === "duplicate") throw new ModelError(`${file}: header holds the key ${quote(fault.key)} twice`);
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new ModelError(`${file}: header is not valid JSON`);
  }
}

function metadataOf(value: unknown, file: string): Record<string, string> {
  const fields = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  if (!fields?.every(([, v]) => typeof v === "string")) {
    throw new ModelError(`${file}: __metadata__ must hold text values only`);
  }
  return Object.fromEntries(fields);
}

function entryOf(name: string, value: unknown, file: string, dataStart: number, fileSize: number): TensorEntry {
  const fail = (what: string): never => {
    throw new ModelError(`${file}: tensor ${quote(name)}: ${what}`);
  };
  const { dtype, shape, data_offsets: offsets, ...rest } = (value ?? {}) as Record<string, unknown>;
  const extra = Object.keys(rest)[0];
  if (extra !== undefined) fail(`unknown field ${quote(extra)}`);
  if (typeof dtype !== "string" || !Object.hasOwn(DTYPE_BYTES, dtype)) {
    return fail(dtype === undefined ? "has no dtype" : `unknown dtype ${quote(String(dtype))}`);
  }
  if (!isCounts(shape)) return fail("shape must be a list of whole numbers");
  if (!isCounts(offsets) || offsets.length !== 2) return fail("data_offsets must be two whole numbers");
  const [begin, end] = offsets;
  if (begin > end) fail(`data_offsets run backwards (${begin} to ${end})`);
  if (dataStart + end > fileSize) {
    fail(`its data ends at byte ${dataStart + end}, but the file has ${fileSize}: truncated?`);
  }
  const bytes = shape.reduce((n, size) => n * size, 1) * DTYPE_BYTES[dtype as Dtype];
  if (bytes !== end - begin) {
    fail(`shape [${shape.slice(0, 8)}] of ${dtype} takes ${bytes} bytes, data_offsets give ${end - begin}`);
  }
  return { name, dtype: dtype as Dtype, shape, file, byteOffset: dataStart + begin, byteLength: bytes };
}

function checkCoverage(entries: TensorEntry[], file: string, dataStart: number, fileSize: number): void {
  entries.sort((a, b) => a.byteOffset - b.byteOffset || a.byteLength - b.byteLength);
  let position = dataStart;
  for (const entry of entries) {
    if (entry.byteOffset !== position) {
      const what = entry.byteOffset < position ? "overlaps the one before it" : `leaves a hole before it`;
      throw new ModelError(`${file}: tensor ${quote(entry.name)}: its data ${what} (at byte ${entry.byteOffset})`);
    }
    position += entry.byteLength;
  }
  if (position !== fileSize) {
    throw new ModelError(`${file}: ${fileSize - position} bytes after the last tensor belong to none`);
  }
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 64 && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** A name out of a file as it may stand in a one-line message. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name);
}
