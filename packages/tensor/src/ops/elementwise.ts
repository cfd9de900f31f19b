import { innermost, type Tensor } from "../graph.ts";
import { broadcastShapes, type Shape, sameShape } from "../shape.ts";
import { reshape } from "./layout.ts";

/** Sums `gradient` over the axes that broadcasting added or stretched, down to `shape`. */
export function sumTo(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const g = gradient.graph;
  const lead = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((d, i) => (i < lead || (shape[i - lead] === 1 && d !== 1) ? [i] : []));
  const kept = gradient.shape.map((d, i) => (axes.includes(i) ? 1 : d));
  const summed = g.op("ReduceSum", [gradient, g.integers(axes)], kept, { attributes: { keepdims: 1 } });
  return reshape(summed, shape);
}

function binary(op: string, a: Tensor, b: Tensor): Tensor {
  return innermost(a, b).op(op, [a, b], broadcastShapes(a.shape, b.shape));
}

function ifNeeded(t: Tensor, make: () => Tensor): Tensor | null {
  return t.requiresGrad ? sumTo(make(), t.shape) : null;
}

export function add(a: Tensor, b: Tensor): Tensor {
  const y = binary("Add", a, b);
  return y.graph.differentiable([y], [a, b], ([g]) => [ifNeeded(a, () => g!), ifNeeded(b, () => g!)])[0];
}

export function sub(a: Tensor, b: Tensor): Tensor {
  const y = binary("Sub", a, b);
  return y.graph.differentiable([y], [a, b], ([g]) => [ifNeeded(a, () => g!), ifNeeded(b, () => neg(g!))])[0];
}

export function mul(a: Tensor, b: Tensor): Tensor {
  const y = binary("Mul", a, b);
  return y.graph.differentiable([y], [a, b], ([g]) => [
    ifNeeded(a, () => mul(g!, b)),
    ifNeeded(b, () => mul(g!, a)),
  ])[0];
}

export function div(a: Tensor, b: Tensor): Tensor {
  const y = binary("Div", a, b);
  return y.graph.differentiable([y], [a, b], ([g]) => [
    ifNeeded(a, () => div(g!, b)),
    ifNeeded(b, () => neg(mul(g!, div(y, b)))),
  ])[0];
}

function unary(op: string, x: Tensor, derivative: (y: Tensor, g: Tensor) => Tensor): Tensor {
  const y = x.graph.op(op, [x], x.shape);
  return x.graph.differentiable([y], [x], ([g]) => [derivative(y, g!)])[0];
}

export function neg(x: Tensor): Tensor {
  return unary("Neg", x, (_, g) => neg(g));
}

export function exp(x: Tensor): Tensor {
  return unary("Exp", x, (y, g) => mul(g, y));
}

export function log(x: Tensor): Tensor {
  return unary("Log", x, (_, g) => div(g, x));
}

export function sqrt(x: Tensor): Tensor {
  return unary("Sqrt", x, (y, g) => div(mul(g, x.graph.scalar(0.5)), y));
}

export function sigmoid(x: Tensor): Tensor {
  return unary("Sigmoid", x, (y, g) => mul(g, mul(y, sub(x.graph.scalar(1), y))));
}

/**
 * x·σ(x), Hendrycks and Gimpel 2016 (arXiv 1606.08415). One `QuickGelu` node in float32, which has no float64 kernel.
 * Derivative: σ(x) + y − y·σ(x).
 */
export function silu(x: Tensor): Tensor {
  const g = x.graph;
  const fused = g.float === "float32";
  const gate = (): Tensor => g.op("Sigmoid", [x], x.shape);
  const y = fused
    ? g.op("QuickGelu", [x], x.shape, { domain: "com.microsoft", attributes: { alpha: { float: 1 } } })
    : binary("Mul", x, gate());
  return g.differentiable([y], [x], ([dy]) => {
    const s = gate();
    return [mul(dy!, add(s, sub(y, mul(y, s))))];
  })[0];
}
