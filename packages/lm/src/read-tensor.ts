import { type FileHandle, open } from "node:fs/promises";
import { bf16ToF32, f16ToF32 } from "./half-precision.ts";
import { whyUnreadable } from "./json-file.ts";
import { ModelError } from "./model-error.ts";
import { type Checkpoint, DTYPE_BYTES, type Dtype, quote, type TensorEntry } from "./safetensors.ts";

/** Dtypes whose values are read as float32. */
export const FLOAT_DTYPES: readonly Dtype[] = ["F32", "F16", "BF16", "F64"];

/** Bytes converted at a time: bounds memory beside the result, and a multiple of every element size. */
const CHUNK_BYTES = 1 << 23;

/** Values of one floating-point tensor (F32, F16, BF16, F64) as float32, row-major; reads only its bytes. */
export async function readTensor(checkpoint: Checkpoint, name: string): Promise<Float32Array<ArrayBuffer>> {
  const entry = checkpoint.tensors.get(name);
  if (!entry) throw new ModelError(`${checkpoint.path}: has no tensor ${quote(name)}`);
  return readTensorEntry(entry);
}

/** The same, from an entry of `checkpoint.tensors`. Little-endian machines only, as is Node on every platform in use. */
export async function readTensorEntry(entry: TensorEntry): Promise<Float32Array<ArrayBuffer>> {
  if (!FLOAT_DTYPES.includes(entry.dtype)) {
    throw new ModelError(`${entry.file}: tensor ${quote(entry.name)}: ${entry.dtype} values cannot be read as float32`);
  }
  const values = new Float32Array(entry.byteLength / DTYPE_BYTES[entry.dtype]);
  let file: FileHandle | null = null;
  try {
    file = await open(entry.file, "r");
    if (entry.dtype === "F32") await readFully(file, new Uint8Array(values.buffer), entry, 0);
    else await readConverted(file, entry, values);
  } catch (error) {
    throw error instanceof ModelError ? error : new ModelError(`${entry.file}: ${whyUnreadable(error)}`);
  } finally {
    await file?.close();
  }
  return values;
}

async function readConverted(file: FileHandle, entry: TensorEntry, values: Float32Array): Promise<void> {
  const size = DTYPE_BYTES[entry.dtype];
  const chunk = new ArrayBuffer(Math.min(CHUNK_BYTES, entry.byteLength));
  for (let done = 0; done < entry.byteLength; done += chunk.byteLength) {
    const length = Math.min(chunk.byteLength, entry.byteLength - done);
    await readFully(file, new Uint8Array(chunk, 0, length), entry, done);
    const target = values.subarray(done / size, (done + length) / size);
    if (entry.dtype === "BF16") bf16ToF32(new Uint16Array(chunk, 0, length / 2), target);
    else if (entry.dtype === "F16") f16ToF32(new Uint16Array(chunk, 0, length / 2), target);
    else target.set(new Float64Array(chunk, 0, length / 8));
  }
}

/** Fills `bytes` from `start` bytes into the tensor. */
async function readFully(file: FileHandle, bytes: Uint8Array, entry: TensorEntry, start: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const want = Math.min(bytes.length - done, 1 << 30);
    const { bytesRead } = await file.read(bytes, done, want, entry.byteOffset + start + done);
    if (bytesRead === 0)
      throw new ModelError(`${entry.file}: tensor ${quote(entry.name)}: the file ends inside its data`);
    done += bytesRead;
  }
}
