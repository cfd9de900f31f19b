import { add, mul, reshape, rmsNorm, silu, type Tensor } from "@decisis/tensor";
import type { DecoderConfig } from "./config.ts";
import { FINAL_NORM } from "./expected-tensors.ts";
import type { GraphWeights } from "./graph-weights.ts";

/** How rows see each other. Implementations decide how rows are grouped; the decoder sees a list of rows. */
export interface Attention {
  /** Causal attention of layer `layer`: q [rows, heads·hd], k and v [rows, kvHeads·hd], unrotated → [rows, heads·hd]. */
  attend(q: Tensor, k: Tensor, v: Tensor, layer: number): Tensor;
}

/**
 * The layers of a Llama, Qwen2 or Qwen3 dense decoder and its last normalisation: x [rows, d] → [rows, d].
 * Llama: Touvron et al. 2023, arXiv 2302.13971; Qwen2: arXiv 2407.10671 (biases on q, k, v); Qwen3: arXiv 2505.09388
 * (RMSNorm on each head's query and key before the rotation).
 */
export function decode(x: Tensor, config: DecoderConfig, weights: GraphWeights, attention: Attention): Tensor {
  const epsilon = config.rmsNormEps;
  let stream = x;
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `model.layers.${layer}`;
    const normed = rmsNorm(stream, weights.vector(`${at}.input_layernorm.weight`), epsilon);
    let [q, k, v] = weights.project(normed, `${at}.self_attn`, ["q_proj", "k_proj", "v_proj"]);
    if (config.queryKeyNorm) {
      q = headNorm(q, weights.vector(`${at}.self_attn.q_norm.weight`), config);
      k = headNorm(k, weights.vector(`${at}.self_attn.k_norm.weight`), config);
    }
    const attended = attention.attend(q, k, v, layer);
    stream = add(stream, weights.project(attended, `${at}.self_attn`, ["o_proj"])[0]);
    const normed2 = rmsNorm(stream, weights.vector(`${at}.post_attention_layernorm.weight`), epsilon);
    const [gate, up] = weights.project(normed2, `${at}.mlp`, ["gate_proj", "up_proj"]);
    stream = add(stream, weights.project(mul(silu(gate), up), `${at}.mlp`, ["down_proj"])[0]);
  }
  return rmsNorm(stream, weights.vector(FINAL_NORM), epsilon);
}

function headNorm(x: Tensor, weight: Tensor, config: DecoderConfig): Tensor {
  const [rows, width] = x.shape;
  const heads = reshape(x, [rows * (width / config.headDim), config.headDim]);
  return reshape(rmsNorm(heads, weight, config.rmsNormEps), [rows, width]);
}
