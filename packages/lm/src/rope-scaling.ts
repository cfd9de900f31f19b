import { isRecord } from "./json-file.ts";
import { ModelError } from "./model-error.ts";

/**
 * How rotary frequencies are stretched for contexts longer than the first training stage's; names and meaning follow transformers'
 * `ROPE_INIT_FUNCTIONS`. `dynamic` changes nothing up to `maxPositionEmbeddings`, which is as far as this package goes.
 */
export type RopeScaling =
  | { readonly type: "default" }
  | { readonly type: "linear"; readonly factor: number }
  | { readonly type: "dynamic"; readonly factor: number }
  | {
      readonly type: "llama3";
      readonly factor: number;
      readonly lowFreqFactor: number;
      readonly highFreqFactor: number;
      readonly originalMaxPositionEmbeddings: number;
    }
  | {
      readonly type: "yarn";
      readonly factor: number;
      /** `null`: derived from `factor` (and `mscale`, `mscaleAllDim` where both are given). */
      readonly attentionFactor: number | null;
      readonly betaFast: number;
      readonly betaSlow: number;
      readonly mscale: number | null;
      readonly mscaleAllDim: number | null;
      readonly truncate: boolean;
      readonly originalMaxPositionEmbeddings: number;
    };

export interface RopeParameters {
  readonly theta: number;
  readonly scaling: RopeScaling;
}

/** Reads `rope_parameters` (newer transformers) or `rope_theta` with `rope_scaling`. */
export function parseRopeScaling(
  _json: Record<string, unknown>,
  file: string,
  _sizes: { readonly headDim: number; readonly maxPositionEmbeddings: number },
): RopeParameters {
  throw new ModelError(`${file}: not yet ${isRecord({})}`);
}

/** The value of `rope_scaling` in a `config.json`; `null` for the default. */
export function ropeScalingJson(scaling: RopeScaling): Record<string, unknown> | null {
  throw new ModelError(`not yet ${scaling.type}`);
}
