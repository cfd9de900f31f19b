import type { FileHandle } from "node:fs/promises";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { streamFileAtomically, writeFileAtomically } from "./atomic-write.ts";
import { f32ToBf16, f32ToF16 } from "./half-precision.ts";
import { ModelError } from "./model-error.ts";
import { DTYPE_BYTES, quote } from "./safetensors.ts";

/** Dtypes that are written. */
export type WrittenDtype = "F32" | "F16" | "BF16";

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major float32 values, or a function that fetches them when their turn comes (so a model need not fit in memory twice). */
  readonly data: Float32Array | (() => Float32Array | Promise<Float32Array>);
}

export interface WriteOptions {
  /** Default "F32". Narrower ones round to nearest, ties to even. */
  readonly dtype?: WrittenDtype;
  /** Default `{ format: "pt" }`, which transformers asks for. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface WriteCheckpointOptions extends WriteOptions {
  /** Largest number of data bytes per file; default 4 GiB. A single larger tensor gets a file of its own. */
  readonly maxShardBytes?: number;
}

const CHUNK_ELEMENTS = 1 << 21;

/** Writes one file atomically. Equal tensors give equal bytes, whatever their order: those of Python's `safetensors`. */
export async function writeSafetensors(
  file: string,
  tensors: readonly NamedTensor[],
  options: WriteOptions = {},
): Promise<void> {
  const { dtype = "F32", metadata = { format: "pt" } } = options;
  const sorted = [...tensors].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const header: Record<string, unknown> = Object.create(null);
  header.__metadata__ = metadata;
  let position = 0;
  for (const tensor of sorted) {
    if (Object.hasOwn(header, tensor.name))
      throw new ModelError(`${file}: tensor ${quote(tensor.name)} is given twice`);
    const end = position + byteLength(tensor, dtype);
    header[tensor.name] = { dtype, shape: tensor.shape, data_offsets: [position, end] };
    position = end;
  }
  await streamFileAtomically(file, async (handle) => {
    await writeFully(handle, headerBytes(header));
    for (const tensor of sorted) await writeValues(handle, tensor, dtype, file);
  });
}

/**
 * Writes `model.safetensors`, or shards with `model.safetensors.index.json`, into a folder and then removes the weights that an earlier
 * call left there. Every file is atomic; for a folder that is atomic as a whole use `writeFolderAtomically`.
 */
export async function writeCheckpoint(
  folder: string,
  tensors: readonly NamedTensor[],
  options: WriteCheckpointOptions = {},
): Promise<void> {
  const { dtype = "F32", maxShardBytes = 2 ** 32 } = options;
  const shards = shardsOf(tensors, dtype, maxShardBytes);
  const number = (n: number): string => String(n).padStart(5, "0");
  const names =
    shards.length === 1
      ? ["model.safetensors"]
      : shards.map((_, i) => `model-${number(i + 1)}-of-${number(shards.length)}.safetensors`);
  for (const [i, shard] of shards.entries()) await writeSafetensors(join(folder, names[i]), shard, options);
  if (shards.length > 1) {
    const weightMap = shards.flatMap((shard, i) => shard.map((tensor) => [tensor.name, names[i]] as const));
    const index = {
      metadata: { total_size: tensors.reduce((sum, tensor) => sum + byteLength(tensor, dtype), 0) },
      weight_map: Object.fromEntries(weightMap.sort(([a], [b]) => (a < b ? -1 : 1))),
    };
    names.push("model.safetensors.index.json");
    await writeFileAtomically(join(folder, names.at(-1)!), `${JSON.stringify(index, null, 2)}\n`);
  }
  const stale = (await readdir(folder)).filter(
    (name) => /^model(-\d{5}-of-\d{5})?\.safetensors(\.index\.json)?$/.test(name) && !names.includes(name),
  );
  for (const name of stale) await rm(join(folder, name));
}

/** Fills one shard after the other, in the given order. */
function shardsOf(tensors: readonly NamedTensor[], dtype: WrittenDtype, maxBytes: number): NamedTensor[][] {
  const shards: NamedTensor[][] = [[]];
  let bytes = 0;
  for (const tensor of tensors) {
    const size = byteLength(tensor, dtype);
    if (bytes + size > maxBytes && shards.at(-1)!.length > 0) {
      shards.push([]);
      bytes = 0;
    }
    shards.at(-1)!.push(tensor);
    bytes += size;
  }
  return shards;
}

/** Length and JSON, padded with spaces so that the data begins at a multiple of 8. */
function headerBytes(header: Record<string, unknown>): Buffer {
  const json = Buffer.from(JSON.stringify(header), "utf8");
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = Buffer.alloc(8 + length, " ");
  bytes.writeBigUInt64LE(BigInt(length));
  json.copy(bytes, 8);
  return bytes;
}

async function writeValues(handle: FileHandle, tensor: NamedTensor, dtype: WrittenDtype, file: string): Promise<void> {
  const data = typeof tensor.data === "function" ? await tensor.data() : tensor.data;
  if (data.length !== elements(tensor)) {
    throw new ModelError(`${file}: tensor ${quote(tensor.name)}: ${data.length} values for shape [${tensor.shape}]`);
  }
  if (dtype === "F32") return writeFully(handle, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const narrow = dtype === "BF16" ? f32ToBf16 : f32ToF16;
  const halves = new Uint16Array(Math.min(CHUNK_ELEMENTS, data.length));
  for (let start = 0; start < data.length; start += halves.length) {
    const part = data.subarray(start, start + halves.length);
    narrow(part, halves);
    await writeFully(handle, new Uint8Array(halves.buffer, 0, part.length * 2));
  }
}

async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, Math.min(bytes.length - done, 1 << 30))).bytesWritten;
  }
}

function elements(tensor: NamedTensor): number {
  return tensor.shape.reduce((n, size) => n * size, 1);
}

function byteLength(tensor: NamedTensor, dtype: WrittenDtype): number {
  return elements(tensor) * DTYPE_BYTES[dtype];
}
