import type { Tensor } from "../graph.ts";
import { add, div, mul, sqrt, sub, sumTo } from "./elementwise.ts";
import { mean } from "./reduce.ts";

/**
 * RMSNorm over the last axis (Zhang and Sennrich 2019, arXiv 1910.07467): y = w · x / sqrt(mean(x²) + ε).
 * One `SimplifiedLayerNormalization` node in float32, whose second output 1/rms serves the derivative:
 * with x̂ = x/rms and d = g·w, dx = (d − x̂·mean(d·x̂))/rms and dw = Σ g·x̂.
 */
export function rmsNorm(x: Tensor, weight: Tensor, epsilon: number): Tensor {
  const g = x.graph;
  const [y, inverse] = x.dtype === "float64" ? spelledOut(x, weight, epsilon) : fused(x, weight, epsilon);
  return g.differentiable([y], [x, weight], ([dy]) => {
    const normalised = mul(x, inverse);
    const d = mul(dy!, weight);
    return [
      x.requiresGrad ? mul(inverse, sub(d, mul(normalised, mean(mul(d, normalised), [-1], true)))) : null,
      weight.requiresGrad ? sumTo(mul(dy!, normalised), weight.shape) : null,
    ];
  })[0];
}

function fused(x: Tensor, weight: Tensor, epsilon: number): Tensor[] {
  const outputs = [x.shape, [...x.shape.slice(0, -1), 1]].map((shape) => ({ dtype: x.dtype, shape }));
  return x.graph.node("SimplifiedLayerNormalization", [x, weight], outputs, {
    attributes: { axis: -1, epsilon: { float: epsilon }, stash_type: 1 },
  });
}

/** The fused operator keeps 1/rms in float32 even for float64 data. */
function spelledOut(x: Tensor, weight: Tensor, epsilon: number): Tensor[] {
  const g = x.graph;
  return g.withoutRecording(() => {
    const inverse = div(g.scalar(1), sqrt(add(mean(mul(x, x), [-1], true), g.scalar(epsilon))));
    return [mul(mul(x, inverse), weight), inverse];
  });
}
