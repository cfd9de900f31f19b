import { JsonFields, show } from "./json-fields.ts";
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

const KINDS = ["default", "linear", "dynamic", "llama3", "yarn"] as const satisfies readonly RopeScaling["type"][];

export interface RopeParameters {
  readonly theta: number;
  readonly scaling: RopeScaling;
}

/**
 * Reads `rope_scaling` beside `rope_theta`, or newer transformers' `rope_parameters`, with transformers' order of precedence.
 * A kind of scaling that the decoder does not compute is refused.
 */
export function parseRopeScaling(
  json: Record<string, unknown>,
  file: string,
  maxPositionEmbeddings: number,
): RopeParameters {
  const field = json.rope_scaling ? "rope_scaling" : "rope_parameters";
  const given = scalingObject(json[field] ?? {}, field, file);
  const inner = new JsonFields(`${file}: ${field}`, given);
  const outer = new JsonFields(file, json);

  const theta = (inner.has("rope_theta") ? inner : outer).optional("rope_theta", 1e-3, 1e12) ?? 10_000;
  const partial = (inner.has("partial_rotary_factor") ? inner : outer).optional("partial_rotary_factor", 0, 1) ?? 1;
  if (partial !== 1) inner.fail("partial_rotary_factor", `${partial} is not supported; only whole heads are rotated`);

  const original = (): number =>
    outer.has("original_max_position_embeddings")
      ? outer.count("original_max_position_embeddings", 1 << 30)
      : inner.has("original_max_position_embeddings")
        ? inner.count("original_max_position_embeddings", 1 << 30)
        : maxPositionEmbeddings;
  const factor = (): number => inner.number("factor", 1, 1e6);
  const named = given.rope_type ?? given.type ?? "default";
  const type = KINDS.find((kind) => kind === named);
  switch (type) {
    case "default":
      return { theta, scaling: { type } };
    case "linear":
    case "dynamic":
      return { theta, scaling: { type, factor: factor() } };
    case "llama3": {
      const lowFreqFactor = inner.number("low_freq_factor", 1e-6, 1e6);
      const highFreqFactor = inner.number("high_freq_factor", 1e-6, 1e6);
      if (highFreqFactor <= lowFreqFactor) {
        inner.fail("high_freq_factor", `${highFreqFactor} must be above low_freq_factor ${lowFreqFactor}`);
      }
      const originalMaxPositionEmbeddings = original();
      return {
        theta,
        scaling: { type, factor: factor(), lowFreqFactor, highFreqFactor, originalMaxPositionEmbeddings },
      };
    }
    case "yarn":
      return {
        theta,
        scaling: {
          type,
          factor: inner.has("factor") ? factor() : maxPositionEmbeddings / original(),
          attentionFactor: inner.optional("attention_factor", 0, 1e6),
          betaFast: inner.optional("beta_fast", 0, 1e6) || 32,
          betaSlow: inner.optional("beta_slow", 0, 1e6) || 1,
          mscale: inner.optional("mscale", 0, 1e6) || null,
          mscaleAllDim: inner.optional("mscale_all_dim", 0, 1e6) || null,
          truncate: given.truncate === undefined || inner.flag("truncate"),
          originalMaxPositionEmbeddings: original(),
        },
      };
    default:
      return inner.fail("rope_type", `${show(named)} is not supported; supported are ${KINDS.join(", ")}`);
  }
}

/** The value of `rope_scaling` in a `config.json`; `null` for the default. */
export function ropeScalingJson(scaling: RopeScaling): Record<string, unknown> | null {
  switch (scaling.type) {
    case "default":
      return null;
    case "linear":
    case "dynamic":
      return { rope_type: scaling.type, factor: scaling.factor };
    case "llama3":
      return {
        rope_type: "llama3",
        factor: scaling.factor,
        low_freq_factor: scaling.lowFreqFactor,
        high_freq_factor: scaling.highFreqFactor,
        original_max_position_embeddings: scaling.originalMaxPositionEmbeddings,
      };
    case "yarn":
      return {
        rope_type: "yarn",
        factor: scaling.factor,
        beta_fast: scaling.betaFast,
        beta_slow: scaling.betaSlow,
        truncate: scaling.truncate,
        original_max_position_embeddings: scaling.originalMaxPositionEmbeddings,
        ...(scaling.attentionFactor === null ? {} : { attention_factor: scaling.attentionFactor }),
        ...(scaling.mscale === null ? {} : { mscale: scaling.mscale }),
        ...(scaling.mscaleAllDim === null ? {} : { mscale_all_dim: scaling.mscaleAllDim }),
      };
  }
}

/** The object itself, or the one for full attention where it is nested by kind of layer. */
function scalingObject(value: unknown, field: string, file: string): Record<string, unknown> {
  if (!isRecord(value)) throw new ModelError(`${file}: ${field}: expected an object, got ${show(value)}`);
  return isRecord(value.full_attention) ? value.full_attention : value;
}
