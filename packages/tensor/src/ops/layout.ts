import type { Tensor } from "../graph.ts";
import { axisOf, type Shape, sameShape, sizeOf } from "../shape.ts";

/** `shape` may hold one -1 where the size follows from the rest. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const g = x.graph;
  let full: Shape = shape;
  if (x.shape.every((d) => d >= 0)) {
    const known = shape.reduce((a, d) => (d < 0 ? a : a * d), 1);
    full = shape.map((d) => (d < 0 ? sizeOf(x.shape) / known : d));
    if (sizeOf(full) !== sizeOf(x.shape)) throw new RangeError(`reshape: [${x.shape}] does not fit [${shape}]`);
    if (sameShape(full, x.shape)) return x;
  }
  const y = g.op("Reshape", [x, g.integers(shape as number[])], full);
  return g.differentiable([y], [x], ([dy]) => [reshape(dy!, x.shape)])[0];
}

export function transpose(x: Tensor, permutation: readonly number[]): Tensor {
  const g = x.graph;
  const y = g.op(
    "Transpose",
    [x],
    permutation.map((i) => x.shape[i]),
    { attributes: { perm: permutation } },
  );
  const inverse = permutation.map((_, i) => permutation.indexOf(i));
  return g.differentiable([y], [x], ([dy]) => [transpose(dy!, inverse)])[0];
}

export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const g = parts[0].graph;
  const ax = axisOf(axis, parts[0].shape.length);
  const sizes = parts.map((p) => p.shape[ax]);
  const total = sizes.some((s) => s < 0) ? -1 : sizes.reduce((a, b) => a + b, 0);
  const y = g.op(
    "Concat",
    parts,
    parts[0].shape.map((d, i) => (i === ax ? total : d)),
    { attributes: { axis: ax } },
  );
  return g.differentiable([y], parts, ([dy]) => split(dy!, sizes, ax))[0];
}

/** Cuts `x` along `axis` into pieces of the given sizes. */
export function split(x: Tensor, sizes: readonly number[], axis: number): Tensor[] {
  const g = x.graph;
  const ax = axisOf(axis, x.shape.length);
  const shapes = sizes.map((s) => x.shape.map((d, i) => (i === ax ? s : d)));
  const ys = g.node(
    "Split",
    [x, g.integers(sizes)],
    shapes.map((shape) => ({ dtype: x.dtype, shape })),
    { attributes: { axis: ax } },
  );
  return g.differentiable(ys, [x], (dys) => [
    concat(
      dys.map((dy, i) => dy ?? zeros(x, shapes[i])),
      ax,
    ),
  ]);
}

/** Elements from `start` up to, not including, `end` along `axis`. */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const g = x.graph;
  const ax = axisOf(axis, x.shape.length);
  const length = x.shape[ax];
  const y = g.op(
    "Slice",
    [x, g.integers([start]), g.integers([end]), g.integers([ax])],
    x.shape.map((d, i) => (i === ax ? end - start : d)),
  );
  return g.differentiable([y], [x], ([dy]) => {
    const pad = (n: number): Tensor =>
      zeros(
        x,
        x.shape.map((d, i) => (i === ax ? n : d)),
      );
    const parts = [dy!];
    if (start > 0) parts.unshift(pad(start));
    if (end < length) parts.push(pad(length - end));
    return [parts.length === 1 ? dy! : concat(parts, ax)];
  })[0];
}

/** `x` repeated along axes of length 1 up to `shape`. */
export function expand(x: Tensor, shape: Shape): Tensor {
  const g = x.graph;
  const y = g.op("Expand", [x, g.integers(shape as number[])], shape);
  return g.differentiable([y], [x], ([dy]) => {
    const lead = shape.length - x.shape.length;
    const axes = shape.flatMap((d, i) => (i < lead || (x.shape[i - lead] === 1 && d !== 1) ? [i] : []));
    if (axes.length === 0) return [dy!];
    const kept = shape.map((d, i) => (axes.includes(i) ? 1 : d));
    return [reshape(g.op("ReduceSum", [dy!, g.integers(axes)], kept, { attributes: { keepdims: 1 } }), x.shape)];
  })[0];
}

/** Zeros of the element type of `like`. */
export function zeros(like: Tensor, shape: Shape): Tensor {
  return expand(like.graph.scalar(0, like.dtype), shape);
}
