import { gradients } from "./gradient.ts";
import { Graph, type Tensor } from "./graph.ts";
import { mul } from "./ops/elementwise.ts";
import { sum } from "./ops/reduce.ts";
import type { Random } from "./random.ts";
import { Session } from "./session.ts";
import { type Shape, sizeOf } from "./shape.ts";

/**
 * Largest relative error of the derivative of `build`, element by element, in float64 against central differences.
 *
 * The function is contracted with random weights, so every element of its output counts. The error of one element is
 * |analytic − numeric| / max(1, |analytic|, |numeric|).
 *
 * @param build  makes the output from parameters of the given shapes
 * @param values draws one parameter element; keep away from poles and kinks
 */
export async function gradientError(
  shapes: readonly Shape[],
  build: (graph: Graph, parameters: readonly Tensor[]) => Tensor,
  random: Random,
  values: () => number = () => random.normal(),
): Promise<number> {
  const graph = new Graph({ float: "float64" });
  const parameters = shapes.map((shape, i) => graph.parameter(`p${i}`, shape));
  const y = build(graph, parameters);
  const weights = Float64Array.from({ length: sizeOf(y.shape) }, () => random.normal());
  const contracted = sum(mul(y, graph.constant(weights, y.shape)));
  graph.output("value", contracted);
  gradients(contracted, parameters).forEach((gradient, i) => {
    graph.output(`d${i}`, gradient);
  });
  const session = await Session.create(graph, { threads: 1 });
  try {
    const feeds: Record<string, Float64Array> = {};
    shapes.forEach((shape, i) => {
      feeds[`p${i}`] = Float64Array.from({ length: sizeOf(shape) }, values);
    });
    const exact = await session.run(feeds);
    let worst = 0;
    for (let i = 0; i < shapes.length; i++) {
      const x = feeds[`p${i}`];
      const analytic = exact[`d${i}`].data as Float64Array;
      if (analytic.length !== x.length) return Number.POSITIVE_INFINITY;
      for (let j = 0; j < x.length; j++) {
        const before = x[j];
        const h = 1e-5 * Math.max(1, Math.abs(before));
        const at = async (value: number): Promise<number> => {
          x[j] = value;
          return (await session.run(feeds)).value.data[0] as number;
        };
        const numeric = ((await at(before + h)) - (await at(before - h))) / (2 * h);
        x[j] = before;
        const error = Math.abs(analytic[j] - numeric) / Math.max(1, Math.abs(analytic[j]), Math.abs(numeric));
        worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
      }
    }
    return worst;
  } finally {
    await session.release();
  }
}
