import type { Tensor } from "../graph.ts";
import { add, mul, neg, sub } from "./elementwise.ts";
import { reshape } from "./layout.ts";
import { sum } from "./reduce.ts";

/** Softmax over the last axis. Derivative: y·(g − Σ g·y). */
export function softmax(x: Tensor): Tensor {
  const g = x.graph;
  const y = g.op("Softmax", [x], x.shape, { attributes: { axis: -1 } });
  return g.differentiable([y], [x], ([dy]) => [mul(y, sub(dy!, sum(mul(dy!, y), [-1], true)))])[0];
}

/** Log-softmax over the last axis. Derivative: g − exp(y)·Σ g. */
export function logSoftmax(x: Tensor): Tensor {
  const g = x.graph;
  const y = g.op("LogSoftmax", [x], x.shape, { attributes: { axis: -1 } });
  return g.differentiable([y], [x], ([dy]) => [sub(dy!, mul(g.op("Exp", [y], x.shape), sum(dy!, [-1], true)))])[0];
}

/**
 * Log-probability of one token a row: logits [R, V], tokens int32 [R] → [R]. With `entropy` also H = −Σ p log p [R] in nats.
 * Derivatives to the logits: g·(1[v = token] − p), and −g·p·(log p + H).
 */
export function tokenLogprob(
  logits: Tensor,
  tokens: Tensor,
  options: { readonly entropy?: boolean } = {},
): {
  readonly logprob: Tensor;
  readonly entropy: Tensor | null;
} {
  const g = logits.graph;
  const [rows, vocabulary] = logits.shape;
  const all = g.op("LogSoftmax", [logits], logits.shape, { attributes: { axis: -1 } });
  const index = reshape(tokens, [rows, 1]);
  const picked = g.op("GatherElements", [all, index], [rows, 1], { attributes: { axis: 1 } });
  const y = g.op("Reshape", [picked, g.integers([rows])], [rows]);
  const logprob = g.differentiable([y], [logits], ([dy]) => {
    const column = reshape(dy!, [rows, 1]);
    const p = g.op("Exp", [all], [rows, vocabulary]);
    const dense = mul(p, neg(column));
    // One index a row: the addition cannot race.
    return [
      g.op("ScatterElements", [dense, index, column], [rows, vocabulary], {
        attributes: { axis: 1, reduction: "add" },
      }),
    ];
  })[0];
  if (!options.entropy) return { logprob, entropy: null };
  const h = g.withoutRecording(() => neg(sum(mul(g.op("Exp", [all], all.shape), all), [-1])));
  const entropy = g.differentiable([h], [logits], ([dh]) => {
    const p = g.op("Exp", [all], all.shape);
    return [mul(mul(p, add(all, reshape(h, [rows, 1]))), neg(reshape(dh!, [rows, 1])))];
  })[0];
  return { logprob, entropy };
}
