import { add, type Graph, matmul, reshape, rotary, softmax, type Tensor, transpose } from "@decisis/tensor";
import type { DecoderConfig } from "./config.ts";
import type { Attention } from "./decoder.ts";
import { rotaryTables } from "./rotary-table.ts";

/** Added to scores that must not count; exp of it is exactly 0. */
export const MASKED = -1e9;

/** Causal mask [length, length]: 0 on and below the diagonal. */
export function causalMask(graph: Graph, length: number): Tensor {
  const values = new Float32Array(length * length);
  for (let i = 0; i < length; i++) values.fill(MASKED, i * length + i + 1, (i + 1) * length);
  return graph.constant(values, [length, length]);
}

/**
 * `batch` sequences of `length` rows each. `keyMask` [batch, 1, 1, length] is added to the scores (left padding).
 * Rotated keys and values [batch, kvHeads, length, hd] of each layer go to `onKeysValues`: a prefill keeps them.
 */
export function denseAttention(
  graph: Graph,
  config: DecoderConfig,
  batch: number,
  length: number,
  options: {
    readonly keyMask?: Tensor;
    readonly onKeysValues?: (layer: number, keys: Tensor, values: Tensor) => void;
  } = {},
): Attention {
  const { headDim: hd, kvHeads, heads } = config;
  const folded = heads / kvHeads;
  const tables = rotaryTables(config, 0, length);
  const cos = graph.constant(tables.cos, [length, hd]);
  const sin = graph.constant(tables.sin, [length, hd]);
  const causal = causalMask(graph, length);
  // [length, length] or [batch, 1, length, length]: added once per layer.
  const mask = options.keyMask ? add(causal, options.keyMask) : causal;
  return {
    attend(q, k, v, layer) {
      const keys = rotary(toHeads(k, 1), cos, sin);
      const values = toHeads(v, 1);
      options.onKeysValues?.(layer, keys, values);
      const queries = reshape(rotary(toHeads(q, folded), cos, sin), [batch, kvHeads, folded * length, hd]);
      const scores = matmul(queries, keys, { transposeB: true, alpha: hd ** -0.5 });
      const probabilities = softmax(add(reshape(scores, [batch, heads, length, length]), mask));
      const mixed = matmul(reshape(probabilities, [batch, kvHeads, folded * length, length]), values);
      const back = transpose(reshape(mixed, [batch, kvHeads, folded, length, hd]), [0, 3, 1, 2, 4]);
      return reshape(back, [batch * length, heads * hd]);
    },
  };

  /** [rows, kvHeads·n·hd] → [batch, kvHeads·n, length, hd] */
  function toHeads(x: Tensor, n: number): Tensor {
    const split = reshape(x, [batch, length, kvHeads * n, hd]);
    return transpose(split, [0, 2, 1, 3]);
  }
}
