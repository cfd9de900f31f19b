import { add, type FloatType, Graph, matmul, mul } from "@decisis/tensor";
import type { FloatArray } from "./adamw.ts";

/**
 * Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon) in PyTorch's order of operations, for a weight matrix W [m, n] with
 * gradient G: `B ← μB + (1−μ)G; U ← (1−μ)G + μB; W ← W(1−ηλ) − η·0.2·sqrt(max(m, n))·orthogonal(U)`.
 *
 * The factor gives the change the root mean square that AdamW's mostly has, 0.2 η, so that the same learning rate serves both
 * (Liu et al. 2025, arXiv 2502.16982, section 2.2; `match_rms_adamw` in torch.optim.Muon).
 */
export interface MuonOptions {
  /** μ */
  readonly momentum: number;
  /** λ */
  readonly weightDecay: number;
}

/** A matrix and what belongs to it, as views of arrays that may hold more. */
export interface MuonMatrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly value: FloatArray;
  readonly gradient: FloatArray;
  /** B */
  readonly momentum: FloatArray;
}

/** From matrices of norm 1 by name to their orthogonal ones, under the names of `orthogonalOutput`. */
export type Orthogonalize = (
  directions: Readonly<Record<string, FloatArray>>,
) => Promise<Readonly<Record<string, { readonly data: ArrayLike<number | bigint> }>>>;

/** Name of the output of `orthogonalGraph` that belongs to a matrix. */
export const orthogonalOutput = (name: string): string => `orthogonal:${name}`;

/**
 * One step in place. Gradients are multiplied by `gradientScale` on the way.
 * Returns the squared L2 norm of the change of all matrices.
 */
export async function muonStep(
  matrices: readonly MuonMatrix[],
  learningRate: number,
  { momentum, weightDecay }: MuonOptions,
  gradientScale: number,
  orthogonalize: Orthogonalize,
): Promise<number> {
  const directions = matrices.map((matrix) => [matrix.name, direction(matrix, momentum, gradientScale)] as const);
  const orthogonal = await orthogonalize(Object.fromEntries(directions));
  let squared = 0;
  for (const { name, rows, columns, value } of matrices) {
    const o = orthogonal[orthogonalOutput(name)].data as ArrayLike<number>;
    const rate = learningRate * 0.2 * Math.sqrt(Math.max(rows, columns));
    const keep = 1 - learningRate * weightDecay;
    for (let i = 0; i < value.length; i++) {
      const old = value[i];
      const next = old * keep - rate * o[i];
      value[i] = next;
      squared += (next - old) * (next - old);
    }
  }
  return squared;
}

/** U / ‖U‖, after the momentum has taken the gradient in. */
function direction({ gradient, momentum, value }: MuonMatrix, decay: number, scale: number): FloatArray {
  const u = value instanceof Float32Array ? new Float32Array(value.length) : new Float64Array(value.length);
  let squared = 0;
  for (let i = 0; i < u.length; i++) {
    const fresh = (1 - decay) * gradient[i] * scale;
    momentum[i] = decay * momentum[i] + fresh;
    u[i] = fresh + decay * momentum[i];
    squared += u[i] * u[i];
  }
  const norm = Math.max(Math.sqrt(squared), 1e-7);
  for (let i = 0; i < u.length; i++) u[i] /= norm;
  return u;
}

/**
 * Five steps of the Newton–Schulz iteration X ← aX + (bA + cA²)X with A = XXᵀ (Jordan et al. 2024), which moves every singular
 * value of X, in (0, 1], near 1. The smaller side of the matrix is multiplied with itself.
 */
export function orthogonalGraph(
  matrices: readonly Pick<MuonMatrix, "name" | "rows" | "columns">[],
  float: FloatType = "float32",
): Graph {
  const graph = new Graph({ float });
  for (const { name, rows, columns } of matrices) {
    const tall = rows > columns;
    let x = graph.input(name, graph.float, [rows, columns]);
    for (let k = 0; k < 5; k++) {
      const gram = matmul(x, x, tall ? { transposeA: true } : { transposeB: true });
      const polynomial = add(mul(gram, graph.scalar(-4.775)), mul(matmul(gram, gram), graph.scalar(2.0315)));
      x = add(mul(x, graph.scalar(3.4445)), tall ? matmul(x, polynomial) : matmul(polynomial, x));
    }
    graph.output(orthogonalOutput(name), x);
  }
  return graph;
}
