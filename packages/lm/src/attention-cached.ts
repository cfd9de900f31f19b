import {
  add,
  concat,
  type Graph,
  matmul,
  reshape,
  rotary,
  slice,
  softmax,
  type Tensor,
  transpose,
} from "@decisis/tensor";
import type { DecoderConfig } from "./config.ts";
import type { Attention } from "./decoder.ts";
import { rotaryTables } from "./rotary-table.ts";

export interface KeysValues {
  readonly keys: Tensor;
  readonly values: Tensor;
}

export interface CachedAttentionOptions {
  readonly groups: number;
  readonly completionsPerGroup: number;
  /** Length of the padded prompts, whose keys and values are `prompts`; the first row generated stands at this position. */
  readonly promptLength: number;
  readonly prompts: readonly KeysValues[];
  /** [groups, 1, 1, promptLength] */
  readonly keyMask: Tensor;
  /** What this group has generated so far, per layer [rows, kvHeads, past, hd]. */
  readonly past: readonly KeysValues[];
  /** int64 scalar: how many rows were generated before. */
  readonly step: Tensor;
  readonly maxSteps: number;
}

/**
 * Attention of one new token per row inside a sampling loop: over the group's prompt (queries of the group folded into rows)
 * and over the row's own tokens. `next` collects keys and values including the new token.
 */
export function cachedAttention(
  body: Graph,
  config: DecoderConfig,
  options: CachedAttentionOptions,
): Attention & { readonly next: KeysValues[] } {
  const { groups: n, completionsPerGroup: g, promptLength: tp } = options;
  const { headDim: hd, kvHeads, heads } = config;
  const folded = heads / kvHeads;
  const rows = n * g;
  const scale = hd ** -0.5;
  const tables = rotaryTables(config, tp, options.maxSteps);
  const row = (table: Float64Array): Tensor =>
    gatherAt(body, body.constant(table, [options.maxSteps, hd]), options.step);
  const cos = row(tables.cos);
  const sin = row(tables.sin);
  const next: KeysValues[] = [];
  return {
    next,
    attend(q, k, v, layer) {
      const key = rotary(reshape(k, [rows, kvHeads, 1, hd]), cos, sin);
      const keys = concat([options.past[layer].keys, key], 2);
      const values = concat([options.past[layer].values, reshape(v, [rows, kvHeads, 1, hd])], 2);
      next[layer] = { keys, values };
      const queries = reshape(rotary(reshape(q, [rows, heads, 1, hd]), cos, sin), [rows, kvHeads, folded, hd]);
      const toSelf = matmul(queries, keys, { transposeB: true, alpha: scale });
      const toPrompt = matmul(fold(queries, hd), options.prompts[layer].keys, { transposeB: true, alpha: scale });
      const promptScores = unfold(add(toPrompt, options.keyMask), tp);
      const probabilities = softmax(concat([promptScores, toSelf], -1));
      const overPrompt = slice(probabilities, -1, 0, tp);
      const overSelf = body.op(
        "Slice",
        [probabilities, body.integers([tp]), body.integers([2 ** 31]), body.integers([3])],
        [rows, kvHeads, folded, -1],
      );
      const fromPrompt = unfold(matmul(fold(overPrompt, tp), options.prompts[layer].values), hd);
      return reshape(add(fromPrompt, matmul(overSelf, values)), [rows, heads * hd]);
    },
  };

  /** [rows, kvHeads, folded, w] → [groups, kvHeads, g·folded, w] */
  function fold(x: Tensor, width: number): Tensor {
    return reshape(transpose(reshape(x, [n, g, kvHeads, folded * width]), [0, 2, 1, 3]), [
      n,
      kvHeads,
      g * folded,
      width,
    ]);
  }

  function unfold(x: Tensor, width: number): Tensor {
    return reshape(transpose(reshape(x, [n, kvHeads, g, folded * width]), [0, 2, 1, 3]), [
      rows,
      kvHeads,
      folded,
      width,
    ]);
  }
}

function gatherAt(body: Graph, table: Tensor, step: Tensor): Tensor {
  return body.op("Gather", [table, step], [table.shape[1]], { attributes: { axis: 0 }, dtype: table.dtype });
}

/** Rows of an embedding table inside the loop's body, where the table is a tensor of the enclosing graph. */
export function embed(body: Graph, table: Tensor, ids: Tensor): Tensor {
  return body.op("Gather", [table, ids], [...ids.shape, table.shape[1]], {
    attributes: { axis: 0 },
    dtype: table.dtype,
  });
}
