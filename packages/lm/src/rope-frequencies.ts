import type { DecoderConfig } from "./config.ts";

export interface RopeFrequencies {
  /** [headDim / 2], radians per position. */
  readonly inverseFrequencies: Float64Array;
  /** Factor on both cosine and sine (1 except for yarn). */
  readonly attentionScaling: number;
}

/** Rotary frequencies of a model, equal to transformers' `ROPE_INIT_FUNCTIONS` up to its float32 rounding. */
export function ropeInverseFrequencies(
  _config: Pick<DecoderConfig, "headDim" | "ropeTheta" | "ropeScaling" | "maxPositionEmbeddings">,
): RopeFrequencies {
  throw new Error("not yet");
}
