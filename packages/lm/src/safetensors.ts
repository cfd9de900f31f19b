/** Bytes per element of the dtypes that the safetensors format knows (sub-byte ones left out). */
export const DTYPE_BYTES = {
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
} as const;

export type Dtype = keyof typeof DTYPE_BYTES;

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

/** Reads and checks the header of one file. Throws `ModelError` naming file and tensor. */
export async function openSafetensors(_file: string): Promise<Checkpoint> {
  throw new Error("not yet");
}
