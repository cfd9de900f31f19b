import type { DecoderConfig } from "./config.ts";
import type { RopeScaling } from "./rope-scaling.ts";

export interface RopeFrequencies {
  /** [headDim / 2], radians per position, each a float32. */
  readonly inverseFrequencies: Float64Array;
  /** Factor on both cosine and sine (1 except for yarn). */
  readonly attentionScaling: number;
}

const f32 = Math.fround;

/**
 * Rotary frequencies of a model, equal to transformers' `ROPE_INIT_FUNCTIONS`. Every step is rounded to float32, as there: a
 * difference in the last bit of a frequency grows with the position. (A number over a tensor is its reciprocal times the number.) `dynamic` scaling is the default here: its stretching
 * begins only past `maxPositionEmbeddings`.
 */
export function ropeInverseFrequencies(
  config: Pick<DecoderConfig, "headDim" | "ropeTheta" | "ropeScaling">,
): RopeFrequencies {
  const { headDim, ropeTheta, ropeScaling: scaling } = config;
  const wavelengths = Float64Array.from({ length: headDim / 2 }, (_, i) => f32(ropeTheta ** f32((2 * i) / headDim)));
  const plain = wavelengths.map((w) => f32(1 / w));
  switch (scaling.type) {
    case "default":
    case "dynamic":
      return { inverseFrequencies: plain, attentionScaling: 1 };
    case "linear":
      return { inverseFrequencies: plain.map((f) => f32(f / scaling.factor)), attentionScaling: 1 };
    case "llama3":
      return { inverseFrequencies: plain.map((f) => llama3Frequency(f, scaling)), attentionScaling: 1 };
    case "yarn":
      return {
        inverseFrequencies: yarnFrequencies(wavelengths, headDim, ropeTheta, scaling),
        attentionScaling: yarnAttentionScaling(scaling),
      };
  }
}

/** Long wavelengths are stretched by `factor`, short ones kept, those between blended (Llama 3.1). */
function llama3Frequency(frequency: number, scaling: RopeScaling & { type: "llama3" }): number {
  const { factor, lowFreqFactor, highFreqFactor, originalMaxPositionEmbeddings: length } = scaling;
  const wavelength = f32(f32(1 / frequency) * f32(2 * Math.PI));
  if (wavelength > length / lowFreqFactor) return f32(frequency / factor);
  if (wavelength < length / highFreqFactor) return frequency;
  const smooth = f32(f32(f32(f32(1 / wavelength) * length) - f32(lowFreqFactor)) / f32(highFreqFactor - lowFreqFactor));
  return f32(f32(f32(f32(1 - smooth) * frequency) / factor) + f32(smooth * frequency));
}

/** YaRN (Peng et al. 2023, arXiv 2309.00071, section 3.2): a linear ramp over dimensions between kept and stretched frequencies. */
function yarnFrequencies(
  wavelengths: Float64Array,
  headDim: number,
  theta: number,
  scaling: RopeScaling & { type: "yarn" },
): Float64Array {
  const { factor, betaFast, betaSlow, truncate, originalMaxPositionEmbeddings: length } = scaling;
  // dimension whose frequency turns `rotations` times within the original length
  const dimension = (rotations: number): number =>
    (headDim * Math.log(length / (rotations * 2 * Math.PI))) / (2 * Math.log(theta));
  const low = Math.max(truncate ? Math.floor(dimension(betaFast)) : dimension(betaFast), 0);
  let high = Math.min(truncate ? Math.ceil(dimension(betaSlow)) : dimension(betaSlow), headDim - 1);
  if (high === low) high += 0.001;
  return wavelengths.map((wavelength, i) => {
    const ramp = Math.min(Math.max(f32(f32(i - f32(low)) / f32(high - low)), 0), 1);
    const kept = f32(1 - ramp);
    const stretched = f32(f32(1 / f32(factor * wavelength)) * f32(1 - kept));
    return f32(stretched + f32(f32(1 / wavelength) * kept));
  });
}

function yarnAttentionScaling(scaling: RopeScaling & { type: "yarn" }): number {
  const { factor, attentionFactor, mscale, mscaleAllDim } = scaling;
  if (attentionFactor !== null) return attentionFactor;
  const scale = (m: number): number => (factor <= 1 ? 1 : 0.1 * m * Math.log(factor) + 1);
  return mscale !== null && mscaleAllDim !== null ? scale(mscale) / scale(mscaleAllDim) : scale(1);
}
