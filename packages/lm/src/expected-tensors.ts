import type { DecoderConfig } from "./config.ts";
import type { Checkpoint } from "./safetensors.ts";

export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Names and shapes of a model's weights, in the order the forward pass reads them; `lm_head.weight` only if untied. */
export function expectedTensors(_config: DecoderConfig): ExpectedTensor[] {
  throw new Error("not yet");
}

/** Throws `ModelError` unless the checkpoint holds exactly the tensors that `config` calls for, in a float dtype. */
export function checkCheckpoint(_config: DecoderConfig, _checkpoint: Checkpoint): void {
  throw new Error("not yet");
}
