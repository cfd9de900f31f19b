/** Dtypes that are written. */
export type WrittenDtype = "F32" | "F16" | "BF16";

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major float32 values, or a function that fetches them when their turn comes (so a model need not fit in memory twice). */
  readonly data: Float32Array | (() => Float32Array | Promise<Float32Array>);
}

export interface WriteOptions {
  /** Default "F32". */
  readonly dtype?: WrittenDtype;
  /** Default `{ format: "pt" }`, which transformers asks for. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface WriteCheckpointOptions extends WriteOptions {
  /** Largest number of data bytes per file; default 4 GiB. A single larger tensor gets a file of its own. */
  readonly maxShardBytes?: number;
}

/** Writes one file atomically. Equal tensors give equal bytes, whatever their order. */
export async function writeSafetensors(
  _file: string,
  _tensors: readonly NamedTensor[],
  _options: WriteOptions = {},
): Promise<void> {
  throw new Error("not yet");
}

/** Writes `model.safetensors`, or shards with `model.safetensors.index.json`, into an existing folder. */
export async function writeCheckpoint(
  _folder: string,
  _tensors: readonly NamedTensor[],
  _options: WriteCheckpointOptions = {},
): Promise<void> {
  throw new Error("not yet");
}
