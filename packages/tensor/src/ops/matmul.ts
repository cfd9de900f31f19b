import { innermost, type Tensor } from "../graph.ts";
import { broadcastShapes, sameShape } from "../shape.ts";
import { add, sumTo } from "./elementwise.ts";

export interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** Factor of the product. */
  readonly alpha?: number;
}

/**
 * alpha · op(a) · op(b) over the last two axes. Two matrices become one `Gemm`, batches one `FusedMatMul`
 * (com.microsoft) or `MatMul`; batch axes must be equal or broadcast from one matrix `b`.
 */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions = {}): Tensor {
  const { transposeA = false, transposeB = false, alpha = 1 } = options;
  const g = innermost(a, b);
  const [m, k] = lastTwo(a, transposeA);
  const [kb, n] = lastTwo(b, transposeB);
  if (k !== kb && k >= 0 && kb >= 0)
    throw new RangeError(`matmul: [${a.shape}]${transposeA ? "ᵀ" : ""} · [${b.shape}]${transposeB ? "ᵀ" : ""}`);
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const plain = !transposeA && !transposeB && alpha === 1;
  const attributes = { transA: Number(transposeA), transB: Number(transposeB), alpha: { float: alpha } };
  const shape = [...batch, m, n];
  const y = plain
    ? g.op("MatMul", [a, b], shape)
    : batch.length === 0
      ? g.op("Gemm", [a, b], shape, { attributes })
      : fused(a, b, shape, options);
  return g.differentiable([y], [a, b], ([dy]) => [
    a.requiresGrad
      ? sumTo(
          transposeA
            ? matmul(b, dy!, { transposeA: transposeB, transposeB: true, alpha })
            : matmul(dy!, b, { transposeB: !transposeB, alpha }),
          a.shape,
        )
      : null,
    b.requiresGrad
      ? sumTo(
          transposeB
            ? matmul(dy!, a, { transposeA: true, transposeB: transposeA, alpha })
            : matmul(a, dy!, { transposeA: !transposeA, alpha }),
          b.shape,
        )
      : null,
  ])[0];
}

/** `FusedMatMul` has a float32 kernel only; in float64 the same product is spelt out. */
function fused(a: Tensor, b: Tensor, shape: readonly number[], options: MatmulOptions): Tensor {
  const { transposeA = false, transposeB = false, alpha = 1 } = options;
  const g = innermost(a, b);
  if (g.float === "float32")
    return g.op("FusedMatMul", [a, b], shape, {
      domain: "com.microsoft",
      attributes: { transA: Number(transposeA), transB: Number(transposeB), alpha: { float: alpha } },
    });
  const flip = (x: Tensor): Tensor => {
    const rank = x.shape.length;
    const perm = x.shape.map((_, i) => (i === rank - 1 ? rank - 2 : i === rank - 2 ? rank - 1 : i));
    return g.op(
      "Transpose",
      [x],
      perm.map((i) => x.shape[i]),
      { attributes: { perm } },
    );
  };
  const product = g.op("MatMul", [transposeA ? flip(a) : a, transposeB ? flip(b) : b], shape);
  return alpha === 1 ? product : g.op("Mul", [product, g.scalar(alpha)], shape);
}

function lastTwo(x: Tensor, transposed: boolean): [number, number] {
  if (x.shape.length < 2) throw new RangeError(`matmul: an array of rank ${x.shape.length}`);
  const [r, c] = x.shape.slice(-2);
  return transposed ? [c, r] : [r, c];
}

/** x · weightᵀ (+ bias): x [rows, in], weight [out, in] as Hugging Face stores it, bias [out]. */
export function linear(x: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  const y = matmul(x, weight, { transposeB: true });
  if (bias === null) return y;
  if (!sameShape(bias.shape, [weight.shape[0]])) throw new RangeError(`linear: bias [${bias.shape}]`);
  return add(y, bias);
}
