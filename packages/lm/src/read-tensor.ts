import { type FileHandle, open } from "node:fs/promises";
import { bf16ToF32, f16ToF32 } from "./half-precision.ts";
import { whyUnreadable } from "./json-file.ts";
import { ModelError } from "./model-error.ts";
import { type Checkpoint, DTYPE_BYTES, type Dtype, quote, type TensorEntry } from "./safetensors.ts";

/** Dtypes whose values are read as float32. */
export const FLOAT_DTYPES: readonly Dtype[] = ["F32", "F16", "BF16", "F64"];

/** Bytes read at a time: bounds memory beside the result, stays in a cache, and is a multiple of every element size. */
const CHUNK_BYTES = 1 << 23;

/** Values of one floating-point tensor (F32, F16, BF16, F64) as float32, row-major; reads only its bytes. */
export async function readTensor(checkpoint: Checkpoint, name: string): Promise<Float32Array<ArrayBuffer>> {
  return readTensorEntry(entryOf(checkpoint, name));
}

/** The same, from an entry of `checkpoint.tensors`. */
export async function readTensorEntry(entry: TensorEntry): Promise<Float32Array<ArrayBuffer>> {
  const values = valuesOf(entry);
  await fill(entry, values, () => {});
  return values;
}

/**
 * The same, for a model's weights: throws a `ModelError` that names the tensor on NaN, infinity, and what float32 cannot
 * hold. Reads into the first elements of `values` where they are given.
 */
export async function readWeight(
  checkpoint: Checkpoint,
  name: string,
  values?: Float32Array<ArrayBuffer>,
): Promise<Float32Array<ArrayBuffer>> {
  const entry = entryOf(checkpoint, name);
  const target = values ?? valuesOf(entry);
  await fill(entry, target, (part, first) => {
    if (allFinite(part)) return;
    const at = part.findIndex((value) => !Number.isFinite(value));
    throw new ModelError(
      `${entry.file}: tensor ${quote(name)}: value ${first + at} is ${part[at]}; the file is damaged, or its training had diverged`,
    );
  });
  return target;
}

/** Throws `ModelError` if a weight of a checkpoint is no number, as `readWeight` does; holds one tensor at a time. */
export async function checkWeights(checkpoint: Checkpoint): Promise<void> {
  for (const name of checkpoint.tensors.keys()) await readWeight(checkpoint, name);
}

function entryOf(checkpoint: Checkpoint, name: string): TensorEntry {
  const entry = checkpoint.tensors.get(name);
  if (!entry) throw new ModelError(`${checkpoint.path}: has no tensor ${quote(name)}`);
  return entry;
}

function valuesOf({ byteLength, dtype }: TensorEntry): Float32Array<ArrayBuffer> {
  return new Float32Array(byteLength / DTYPE_BYTES[dtype]);
}

/** Reads and converts chunk by chunk; `look` sees each as float32. Little-endian machines only, as is Node on every platform in use. */
async function fill(
  entry: TensorEntry,
  values: Float32Array<ArrayBuffer>,
  look: (part: Float32Array, first: number) => void,
): Promise<void> {
  const { dtype, byteLength } = entry;
  if (!FLOAT_DTYPES.includes(dtype))
    throw new ModelError(`${entry.file}: tensor ${quote(entry.name)}: ${dtype} values cannot be read as float32`);
  const size = DTYPE_BYTES[dtype];
  const chunk = new ArrayBuffer(dtype === "F32" ? 0 : Math.min(CHUNK_BYTES, byteLength));
  let file: FileHandle | null = null;
  try {
    file = await open(entry.file, "r");
    for (let done = 0; done < byteLength; done += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, byteLength - done);
      const part = values.subarray(done / size, (done + length) / size);
      const bytes =
        dtype === "F32" ? new Uint8Array(part.buffer, part.byteOffset, length) : new Uint8Array(chunk, 0, length);
      await readFully(file, bytes, entry, done);
      if (dtype === "BF16") bf16ToF32(new Uint16Array(chunk, 0, length / 2), part);
      else if (dtype === "F16") f16ToF32(new Uint16Array(chunk, 0, length / 2), part);
      else if (dtype === "F64") part.set(new Float64Array(chunk, 0, length / 8));
      look(part, done / size);
    }
  } catch (error) {
    throw error instanceof ModelError ? error : new ModelError(`${entry.file}: ${whyUnreadable(error)}`);
  } finally {
    await file?.close();
  }
}

/** Whether no value is NaN or infinite: 0 · x is 0 of all others. Four sums, since one would wait for itself. */
function allFinite(values: Float32Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += 0 * values[i];
    b += 0 * values[i + 1];
    c += 0 * values[i + 2];
    d += 0 * values[i + 3];
  }
  for (let i = whole; i < values.length; i++) a += 0 * values[i];
  return a + b + c + d === 0;
}

/** Fills `bytes` from `start` bytes into the tensor. */
async function readFully(file: FileHandle, bytes: Uint8Array, entry: TensorEntry, start: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, entry.byteOffset + start + done);
    if (bytesRead === 0)
      throw new ModelError(`${entry.file}: tensor ${quote(entry.name)}: the file ends inside its data`);
    done += bytesRead;
  }
}
