import type { Checkpoint, TensorEntry } from "./safetensors.ts";

/** Values of one floating-point tensor (F32, F16, BF16, F64) as float32, row-major; reads only its bytes. */
export async function readTensor(_checkpoint: Checkpoint, _name: string): Promise<Float32Array<ArrayBuffer>> {
  throw new Error("not yet");
}

/** The same, from an entry of `checkpoint.tensors`. */
export async function readTensorEntry(_entry: TensorEntry): Promise<Float32Array<ArrayBuffer>> {
  throw new Error("not yet");
}
