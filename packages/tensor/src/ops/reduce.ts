import type { Tensor } from "../graph.ts";
import { axisOf, sizeOf } from "../shape.ts";
import { mul } from "./elementwise.ts";
import { expand, reshape } from "./layout.ts";

/** Sum over `axes` (all if none are named). */
export function sum(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  const g = x.graph;
  const list = (axes ?? x.shape.map((_, i) => i)).map((a) => axisOf(a, x.shape.length));
  const kept = x.shape.map((d, i) => (list.includes(i) ? 1 : d));
  const shape = keepDims ? kept : x.shape.filter((_, i) => !list.includes(i));
  const y = g.op("ReduceSum", [x, g.integers(list)], shape, { attributes: { keepdims: Number(keepDims) } });
  return g.differentiable([y], [x], ([dy]) => [expand(reshape(dy!, kept), x.shape)])[0];
}

export function mean(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  const total = sum(x, axes, keepDims);
  return mul(total, x.graph.scalar(sizeOf(total.shape) / sizeOf(x.shape)));
}

/** Index of the largest element along the last axis, int32. */
export function argmax(x: Tensor): Tensor {
  const g = x.graph;
  const shape = x.shape.slice(0, -1);
  const y = g.op("ArgMax", [x], shape, { dtype: "int64", attributes: { axis: -1, keepdims: 0 } });
  return g.op("Cast", [y], shape, { dtype: "int32", attributes: { to: 6 } });
}
