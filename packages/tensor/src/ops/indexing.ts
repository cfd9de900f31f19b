import type { Tensor } from "../graph.ts";
import { sizeOf } from "../shape.ts";
import { expand, reshape, zeros } from "./layout.ts";

/**
 * Rows of `table` [N, D] at `indices` (int32, any shape) → [...indices, D].
 *
 * The derivative adds rows up with `ScatterElements`, one index per element: `ScatterND` with `add` loses updates when
 * indexes repeat and more than one thread runs.
 */
export function gatherRows(table: Tensor, indices: Tensor): Tensor {
  const g = table.graph;
  const width = table.shape[1];
  const y = g.op("Gather", [table, indices], [...indices.shape, width], { attributes: { axis: 0 } });
  return g.differentiable([y], [table], ([dy]) => {
    const rows = sizeOf(indices.shape);
    const index = expand(reshape(indices, [rows, 1]), [rows, width]);
    return [
      g.op("ScatterElements", [zeros(table, table.shape), index, reshape(dy!, [rows, width])], table.shape, {
        attributes: { axis: 0, reduction: "add" },
      }),
    ];
  })[0];
}
