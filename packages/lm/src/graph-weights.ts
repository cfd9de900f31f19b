import { add, type Graph, matmul, mul, split, type Tensor } from "@decisis/tensor";
import type { DecoderConfig } from "./config.ts";
import { expectedTensors } from "./expected-tensors.ts";
import { groupName, weightGroups } from "./weight-groups.ts";

/** What a decoder's graph asks of its weights. */
export interface GraphWeights {
  /** Weight of a normalisation. */
  vector(name: string): Tensor;
  /** [V, d] */
  embedding(): Tensor;
  /** [V, d]; the embedding where the two are tied. */
  head(): Tensor;
  /** Projections `layer.part` of the same input x [rows, in], each [rows, out]. */
  project(x: Tensor, layer: string, parts: readonly string[]): Tensor[];
}

/** Weights that are fed at every run: parameters to train, or inputs that another run has trained. */
export function fedWeights(
  graph: Graph,
  config: DecoderConfig,
  trainable: boolean,
): GraphWeights & { readonly all: ReadonlyMap<string, Tensor> } {
  const all = new Map<string, Tensor>();
  const widths = new Map(expectedTensors(config).map((t) => [t.name, t.shape[0]]));
  for (const { name, shape } of weightGroups(config))
    all.set(name, trainable ? graph.parameter(name, shape) : graph.input(name, graph.float, shape));
  const get = (name: string): Tensor => {
    const tensor = all.get(name);
    if (!tensor) throw new Error(`no weight is called ${name}`);
    return tensor;
  };
  return {
    all,
    vector: get,
    embedding: () => get("model.embed_tokens.weight"),
    head: () => get(config.tieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight"),
    project(x, layer, parts) {
      const name = groupName(`${layer}.${parts[0]}.weight`);
      let y = matmul(x, get(name), { transposeB: true });
      const bias = all.get(name.replace(/weight$/, "bias"));
      if (bias) y = add(y, bias);
      return parts.length === 1
        ? [y]
        : split(
            y,
            parts.map((p) => widths.get(`${layer}.${p}.weight`)!),
            -1,
          );
    },
  };
}

/** A low-rank update of one linear layer: A [r, in], B [out, r]. */
export interface GraphAdapter {
  readonly A: Tensor;
  readonly B: Tensor;
}

/**
 * Frozen weights with low-rank adapters on top (Hu et al. 2021, arXiv 2106.09685): y = x·Wᵀ + s·(x·Aᵀ)·Bᵀ.
 * Only adapters need gradients, so no weight-gradient product of the base is ever built.
 */
export function adaptedWeights(
  config: DecoderConfig,
  constant: (name: string) => Tensor,
  adapters: ReadonlyMap<string, GraphAdapter>,
  scaling: number,
): GraphWeights {
  const names = new Set(expectedTensors(config).map((t) => t.name));
  return {
    vector: constant,
    embedding: () => constant("model.embed_tokens.weight"),
    head: () => constant(config.tieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight"),
    project: (x, layer, parts) =>
      parts.map((part) => {
        const layerName = `${layer}.${part}`;
        let y = matmul(x, constant(`${layerName}.weight`), { transposeB: true });
        if (names.has(`${layerName}.bias`)) y = add(y, constant(`${layerName}.bias`));
        const adapter = adapters.get(layerName);
        if (!adapter) return y;
        const down = matmul(x, adapter.A, { transposeB: true });
        return add(y, matmul(mul(down, x.graph.scalar(scaling)), adapter.B, { transposeB: true }));
      }),
  };
}
