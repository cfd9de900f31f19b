import {
  add,
  concat,
  type Graph,
  matmul,
  reshape,
  rotary,
  softmax,
  split,
  type Tensor,
  transpose,
} from "@decisis/tensor";
import { causalMask, denseAttention } from "./attention-dense.ts";
import type { DecoderConfig } from "./config.ts";
import type { Attention } from "./decoder.ts";
import { rotaryTables } from "./rotary-table.ts";

/** Rows of a batch: `groups` prompts of `promptLength` rows, then each group's completions of `completionLength` rows. */
export interface SharedPromptShape {
  readonly groups: number;
  readonly completionsPerGroup: number;
  readonly promptLength: number;
  readonly completionLength: number;
}

/**
 * Attention in which the completions of a group share their prompt's keys and values: the prompt is computed once a group.
 * A completion's scores against the prompt (group and grouped heads folded into rows) and against itself are joined before
 * one softmax. `keyMask` [groups, 1, 1, promptLength] hides left padding.
 */
export function sharedPromptAttention(
  graph: Graph,
  config: DecoderConfig,
  shape: SharedPromptShape,
  keyMask: Tensor,
): Attention {
  const { groups: n, completionsPerGroup: g, promptLength: tp, completionLength: tc } = shape;
  const { headDim: hd, kvHeads, heads } = config;
  const folded = heads / kvHeads;
  const promptRows = n * tp;
  const completionRows = n * g * tc;
  const scale = hd ** -0.5;
  const tables = rotaryTables(config, tp, tc);
  const cos = graph.constant(tables.cos, [tc, hd]);
  const sin = graph.constant(tables.sin, [tc, hd]);
  const causal = causalMask(graph, tc);

  const promptCache = new Map<number, { readonly keys: Tensor; readonly values: Tensor }>();
  const prompts = denseAttention(graph, config, n, tp, {
    keyMask,
    onKeysValues: (layer, keys, values) => {
      promptCache.set(layer, { keys, values });
    },
  });

  return {
    attend(q, k, v, layer) {
      const [promptQ, completionQ] = split(q, [promptRows, completionRows], 0);
      const [promptK, completionK] = split(k, [promptRows, completionRows], 0);
      const [promptV, completionV] = split(v, [promptRows, completionRows], 0);
      const promptOut = prompts.attend(promptQ, promptK, promptV, layer);
      const { keys, values } = promptCache.get(layer)!;
      return concat([promptOut, completions(completionQ, completionK, completionV, keys, values)], 0);
    },
  };

  function completions(q: Tensor, k: Tensor, v: Tensor, promptKeys: Tensor, promptValues: Tensor): Tensor {
    const queries = rotary(toHeads(q, folded), cos, sin);
    const keys = rotary(toHeads(k, 1), cos, sin);
    const toPrompt = matmul(reshape(queries, [n, kvHeads, g * folded * tc, hd]), promptKeys, {
      transposeB: true,
      alpha: scale,
    });
    const toSelf = matmul(
      reshape(queries, [n, kvHeads * g, folded * tc, hd]),
      reshape(keys, [n, kvHeads * g, tc, hd]),
      { transposeB: true, alpha: scale },
    );
    const flat = [n, kvHeads * g * folded, tc];
    const promptScores = add(reshape(toPrompt, [...flat, tp]), keyMask);
    const selfScores = add(reshape(toSelf, [...flat, tc]), causal);
    const probabilities = softmax(concat([promptScores, selfScores], -1));
    const [overPrompt, overSelf] = split(probabilities, [tp, tc], -1);
    const fromPrompt = matmul(reshape(overPrompt, [n, kvHeads, g * folded * tc, tp]), promptValues);
    const fromSelf = matmul(
      reshape(overSelf, [n, kvHeads * g, folded * tc, tc]),
      reshape(toHeads(v, 1), [n, kvHeads * g, tc, hd]),
    );
    const shapeOut = [n, kvHeads, g, folded, tc, hd];
    const mixed = add(reshape(fromPrompt, shapeOut), reshape(fromSelf, shapeOut));
    return reshape(transpose(mixed, [0, 2, 4, 1, 3, 5]), [completionRows, heads * hd]);
  }

  /** [completion rows, kvHeads·m·hd] → [groups, kvHeads·g·m, tc, hd] */
  function toHeads(x: Tensor, m: number): Tensor {
    const split6 = reshape(x, [n, g, tc, kvHeads, m, hd]);
    return reshape(transpose(split6, [0, 3, 1, 4, 2, 5]), [n, kvHeads * g * m, tc, hd]);
  }
}
