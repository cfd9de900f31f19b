import type { DecoderConfig } from "./config.ts";
import { ropeInverseFrequencies } from "./rope-frequencies.ts";

/**
 * Cosines and half-negated sines for `rotary`, both [length, headDim], for positions `start` to `start + length − 1`.
 *
 * Angles are rounded to float32 as in transformers, so that both compute the same numbers at long positions.
 *
 * Rotary attention depends on differences of positions only, so left-padded prompts need no positions of their own: a token's
 * column is its position, whatever the padding before it.
 */
export function rotaryTables(
  config: DecoderConfig,
  start: number,
  length: number,
): { cos: Float64Array; sin: Float64Array } {
  const { inverseFrequencies, attentionScaling } = ropeInverseFrequencies(config);
  const half = inverseFrequencies.length;
  const width = 2 * half;
  const cos = new Float64Array(length * width);
  const sin = new Float64Array(length * width);
  for (let t = 0; t < length; t++)
    for (let i = 0; i < half; i++) {
      const angle = Math.fround((start + t) * inverseFrequencies[i]);
      const c = Math.cos(angle) * attentionScaling;
      const s = Math.sin(angle) * attentionScaling;
      cos[t * width + i] = c;
      cos[t * width + half + i] = c;
      sin[t * width + i] = -s;
      sin[t * width + half + i] = s;
    }
  return { cos, sin };
}
