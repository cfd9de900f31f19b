import type { DecoderConfig } from "./config.ts";
import { ModelError } from "./model-error.ts";
import { FLOAT_DTYPES } from "./read-tensor.ts";
import { type Checkpoint, quote } from "./safetensors.ts";

/** Weights of the normalisation before the head. */
export const FINAL_NORM = "model.norm.weight";

export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A linear layer: its weight is [out, in], its bias [out]. */
export interface LinearLayer {
  /** Without ".weight": "model.layers.0.self_attn.q_proj". */
  readonly name: string;
  readonly inFeatures: number;
  readonly outFeatures: number;
  readonly bias: boolean;
}

/** The seven linear layers of one decoder layer, in the order of the forward pass. */
export function linearLayers(config: DecoderConfig, layer: number): LinearLayer[] {
  const { hiddenSize: hidden, intermediateSize: inner, headDim, attentionBias, mlpBias } = config;
  const q = config.heads * headDim;
  const kv = config.kvHeads * headDim;
  const make = (name: string, inFeatures: number, outFeatures: number, bias: boolean): LinearLayer => ({
    name: `model.layers.${layer}.${name}`,
    inFeatures,
    outFeatures,
    bias,
  });
  return [
    make("self_attn.q_proj", hidden, q, attentionBias.qkv),
    make("self_attn.k_proj", hidden, kv, attentionBias.qkv),
    make("self_attn.v_proj", hidden, kv, attentionBias.qkv),
    make("self_attn.o_proj", q, hidden, attentionBias.output),
    make("mlp.gate_proj", hidden, inner, mlpBias),
    make("mlp.up_proj", hidden, inner, mlpBias),
    make("mlp.down_proj", inner, hidden, mlpBias),
  ];
}

/** Names and shapes of a model's weights, in the order the forward pass reads them; `lm_head.weight` only if untied. */
export function expectedTensors(config: DecoderConfig): ExpectedTensor[] {
  const { hiddenSize, vocabSize, headDim } = config;
  const list: ExpectedTensor[] = [{ name: "model.embed_tokens.weight", shape: [vocabSize, hiddenSize] }];
  for (let i = 0; i < config.layers; i++) {
    const prefix = `model.layers.${i}`;
    const linear = linearLayers(config, i).map((layer) => [
      { name: `${layer.name}.weight`, shape: [layer.outFeatures, layer.inFeatures] },
      ...(layer.bias ? [{ name: `${layer.name}.bias`, shape: [layer.outFeatures] }] : []),
    ]);
    list.push({ name: `${prefix}.input_layernorm.weight`, shape: [hiddenSize] });
    list.push(...linear.slice(0, 3).flat());
    if (config.queryKeyNorm) {
      list.push({ name: `${prefix}.self_attn.q_norm.weight`, shape: [headDim] });
      list.push({ name: `${prefix}.self_attn.k_norm.weight`, shape: [headDim] });
    }
    list.push(...linear[3]);
    list.push({ name: `${prefix}.post_attention_layernorm.weight`, shape: [hiddenSize] });
    list.push(...linear.slice(4).flat());
  }
  list.push({ name: FINAL_NORM, shape: [hiddenSize] });
  if (!config.tieWordEmbeddings) list.push(outputHead(config));
  return list;
}

/**
 * Throws `ModelError` unless the checkpoint holds exactly the tensors that `config` calls for, in a float dtype. Two things may be there
 * besides: the rotary frequencies that old transformers saved, and the copy of a tied output head that some writers leave in.
 */
export function checkCheckpoint(config: DecoderConfig, checkpoint: Checkpoint): void {
  const expected = new Map(expectedTensors(config).map((tensor) => [tensor.name, tensor.shape]));
  const missing = [...expected.keys()].filter((name) => !checkpoint.tensors.has(name));
  if (missing.length > 0) {
    const hint =
      missing[0] === "lm_head.weight"
        ? "; if the output head shares the embedding, set tie_word_embeddings in config.json"
        : "; is config.json the one of this checkpoint?";
    throw new ModelError(`${checkpoint.path}: lacks ${few(missing)}${hint}`);
  }
  const head = outputHead(config);
  expected.set(head.name, head.shape);
  const isTolerated = (name: string): boolean => /^model\.(layers\.\d+\.self_attn\.)?rotary_emb\.inv_freq$/.test(name);
  const unexpected = [...checkpoint.tensors.keys()].filter((name) => !expected.has(name) && !isTolerated(name));
  if (unexpected.length > 0) {
    throw new ModelError(
      `${checkpoint.path}: holds ${few(unexpected)}, which ${config.architecture} with this config.json has not`,
    );
  }
  for (const [name, shape] of expected) {
    const entry = checkpoint.tensors.get(name);
    if (!entry) continue; // only the head of a tied model
    if (entry.shape.length !== shape.length || entry.shape.some((size, i) => size !== shape[i])) {
      throw new ModelError(
        `${entry.file}: tensor ${quote(name)}: shape is [${entry.shape}], config.json calls for [${shape}]`,
      );
    }
    if (!FLOAT_DTYPES.includes(entry.dtype)) {
      throw new ModelError(
        `${entry.file}: tensor ${quote(name)}: dtype ${entry.dtype} is not one of ${FLOAT_DTYPES.join(", ")}`,
      );
    }
  }
}

function outputHead(config: DecoderConfig): ExpectedTensor {
  return { name: "lm_head.weight", shape: [config.vocabSize, config.hiddenSize] };
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(quote).join(", ");
  return `${names.length === 1 ? "tensor" : "tensors"} ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}
