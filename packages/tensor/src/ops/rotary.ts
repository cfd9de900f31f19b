import type { Tensor } from "../graph.ts";
import { add, mul } from "./elementwise.ts";
import { concat, split } from "./layout.ts";

/**
 * Rotary position embedding (Su et al. 2021, arXiv 2104.09864) in the half-split form of Hugging Face:
 * x [..., T, D], `cos` and `sin` [T, D] (or broadcastable), `sin` negated in its first half: y = x·cos + swap(x)·sin,
 * where swap exchanges the halves of the last axis. Its derivative is the rotation back: g·cos + swap(g·sin).
 */
export function rotary(x: Tensor, cos: Tensor, sin: Tensor): Tensor {
  const g = x.graph;
  const y = g.withoutRecording(() => add(mul(x, cos), mul(swapHalves(x), sin)));
  return g.differentiable([y], [x], ([dy]) => [add(mul(dy!, cos), swapHalves(mul(dy!, sin)))])[0];
}

function swapHalves(x: Tensor): Tensor {
  const half = x.shape[x.shape.length - 1] / 2;
  const [first, second] = split(x, [half, half], -1);
  return concat([second, first], -1);
}
