import type { Tensor } from "./graph.ts";
import { add } from "./ops/elementwise.ts";
import { zeros } from "./ops/layout.ts";

/**
 * Reverse-mode differentiation: appends to the graph the gradients of Σ `seed`·`of` with respect to every tensor in `by`.
 *
 * @param of   tensor to differentiate
 * @param by   parameters; one that `of` does not depend on gets zeros
 * @param seed gradient that arrives at `of`, same shape; default: ones (a scalar loss)
 */
export function gradients(of: Tensor, by: readonly Tensor[], seed?: Tensor): Tensor[] {
  const graph = of.graph;
  return graph.withoutRecording(() => {
    const arrived = new Map<string, Tensor>();
    arrived.set(of.name, seed ?? add(zeros(of, of.shape), graph.scalar(1, of.dtype)));
    const tape = graph.tape;
    for (let i = tape.length - 1; i >= 0; i--) {
      const { outputs, inputs, backward } = tape[i];
      const incoming = outputs.map((o) => arrived.get(o.name) ?? null);
      if (incoming.every((g) => g === null)) continue;
      const outgoing = backward(incoming);
      inputs.forEach((input, j) => {
        const gradient = outgoing[j];
        if (!input.requiresGrad || !gradient) return;
        const before = arrived.get(input.name);
        arrived.set(input.name, before ? add(before, gradient) : gradient);
      });
    }
    return by.map((p) => arrived.get(p.name) ?? zeros(p, p.shape));
  });
}
