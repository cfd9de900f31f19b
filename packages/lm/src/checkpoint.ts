import type { Checkpoint } from "./safetensors.ts";

/** Opens a folder's `model.safetensors`, or the shards that `model.safetensors.index.json` lists. */
export async function openCheckpoint(_folder: string): Promise<Checkpoint> {
  throw new Error("not yet");
}
