import type { FloatArray } from "./adamw.ts";

/** The L2 norm over all tensors together, accumulated in float64. This is `grad_norm`, before clipping. */
export function globalNorm(gradients: readonly FloatArray[]): number {
  let squared = 0;
  for (const gradient of gradients) squared += sumOfSquares(gradient);
  return Math.sqrt(squared);
}

function sumOfSquares(values: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

/** PyTorch's factor `min(1, c/(norm + 1e-6))` for a bound `c` on the norm. */
export function clipScale(norm: number, maxNorm: number): number {
  return Math.min(1, maxNorm / (norm + 1e-6));
}

/** Scales all tensors in place so that their norm is at most `maxNorm`; returns the norm before. */
export function clipGradients(gradients: readonly FloatArray[], maxNorm: number): number {
  const norm = globalNorm(gradients);
  const scale = clipScale(norm, maxNorm);
  if (scale < 1) for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= scale;
  return norm;
}
