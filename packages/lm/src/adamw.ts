/**
 * AdamW (arXiv 1711.05101) in PyTorch's order of operations:
 * `θ ← θ(1−ηλ); m ← β1 m + (1−β1)g; v ← β2 v + (1−β2)g²; θ ← θ − η·(m/(1−β1^t)) / (sqrt(v/(1−β2^t)) + ε)`.
 *
 * Arithmetic is float64 whatever the arrays hold; float32 arrays round once per stored value.
 */
export type FloatArray = Float32Array | Float64Array;

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** λ, applied only to tensors with `decay`. */
  readonly weightDecay: number;
  /** Learning rate of tensors without `decay`, as a multiple of that of the others. */
  readonly vectorRate: number;
  /** The same of the last normalisation's weights. */
  readonly finalNormRate: number;
}

export const adamWDefaults: AdamWOptions = Object.freeze({
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  vectorRate: 1,
  finalNormRate: 1,
});

export interface AdamWParameter {
  readonly value: FloatArray;
  /** False for biases and normalisation weights. */
  readonly decay: boolean;
  /** Weights of the last normalisation, which scale all logits. */
  readonly finalNorm?: boolean;
}

/** Everything a resumed run needs, in plain arrays, one per parameter. `t` counts the steps taken. */
export interface AdamWState {
  t: number;
  readonly m: FloatArray[];
  readonly v: FloatArray[];
}

export function createAdamWState(parameters: readonly AdamWParameter[]): AdamWState {
  const zeros = ({ value }: AdamWParameter) =>
    value instanceof Float32Array ? new Float32Array(value.length) : new Float64Array(value.length);
  return { t: 0, m: parameters.map(zeros), v: parameters.map(zeros) };
}

/**
 * One step in place. Gradients are multiplied by `gradientScale` on the way (the clipping factor), which saves a pass.
 * Returns `update_norm`, the L2 norm of the change of all parameters.
 */
export function adamWStep(
  parameters: readonly AdamWParameter[],
  gradients: readonly FloatArray[],
  state: AdamWState,
  learningRate: number,
  options: AdamWOptions = adamWDefaults,
  gradientScale = 1,
): number {
  if (gradients.length !== parameters.length || state.m.length !== parameters.length) {
    throw new RangeError(
      `adamWStep: ${parameters.length} parameters, ${gradients.length} gradients, ${state.m.length} moments`,
    );
  }
  for (let k = 0; k < parameters.length; k++) {
    const n = parameters[k].value.length;
    if (gradients[k].length !== n || state.m[k].length !== n || state.v[k].length !== n) {
      throw new RangeError(
        `adamWStep: parameter ${k} has ${n} entries, its gradient ${gradients[k].length}, its moments ${state.m[k].length} and ${state.v[k].length}`,
      );
    }
  }
  state.t++;
  let squaredUpdate = 0;
  for (let k = 0; k < parameters.length; k++) {
    const { value, decay, finalNorm } = parameters[k];
    const multiple = decay ? 1 : finalNorm ? options.finalNormRate : options.vectorRate;
    const keep = decay ? 1 - learningRate * options.weightDecay : 1;
    squaredUpdate += update(
      value,
      gradients[k],
      state.m[k],
      state.v[k],
      state.t,
      learningRate * multiple,
      keep,
      gradientScale,
      options,
    );
  }
  return Math.sqrt(squaredUpdate);
}

/** One tensor; returns the squared norm of its change. Both bias corrections are folded into constants: one division fewer. */
function update(
  value: FloatArray,
  gradient: FloatArray,
  m: FloatArray,
  v: FloatArray,
  t: number,
  learningRate: number,
  keep: number,
  gradientScale: number,
  { beta1, beta2, epsilon }: AdamWOptions,
): number {
  const correction2 = Math.sqrt(1 - beta2 ** t);
  const stepSize = (learningRate * correction2) / (1 - beta1 ** t);
  const floor = epsilon * correction2;
  const fresh1 = 1 - beta1;
  const fresh2 = 1 - beta2;
  const n = value.length;
  let squared = 0;
  for (let i = 0; i < n; i++) {
    const g = gradient[i] * gradientScale;
    const mi = beta1 * m[i] + fresh1 * g;
    const vi = beta2 * v[i] + fresh2 * g * g;
    m[i] = mi;
    v[i] = vi;
    const old = value[i];
    const next = old * keep - (stepSize * mi) / (Math.sqrt(vi) + floor);
    value[i] = next;
    squared += (next - old) * (next - old);
  }
  return squared;
}
