import { type AdamWOptions, type AdamWState, adamWStep, createAdamWState, type FloatArray } from "./adamw.ts";
import type { DecoderModel } from "./decoder-model.ts";
import { linearLayers } from "./expected-tensors.ts";
import { type MuonMatrix, muonStep, orthogonalGraph } from "./muon.ts";
import { weightGroups } from "./weight-groups.ts";

export interface OptimizerStep {
  readonly learningRate: number;
  readonly adam: AdamWOptions;
  /** Momentum of Muon, which then moves the matrices of the layers; without one AdamW moves everything. */
  readonly muonMomentum?: number;
}

/** Moves a model's weights by their gradients. */
export class Optimizer {
  /** Moments of AdamW, one array a trainable tensor. Of a matrix that Muon moves, `m` is the momentum and `v` stays 0. */
  readonly state: AdamWState;
  private readonly model: DecoderModel;
  private readonly gradients: readonly FloatArray[];
  /** Weights of linear layers, each part of a trainable tensor; none with an adapter. */
  private readonly matrices: readonly MuonMatrix[];
  /** Places of the trainable tensors that hold none of them: embedding, head, normalisation weights and biases. */
  private readonly others: readonly number[];

  constructor(model: DecoderModel, gradients: readonly FloatArray[]) {
    this.model = model;
    this.gradients = gradients;
    this.state = createAdamWState(model.trainable);
    const { matrices, others } = linearWeights(model, gradients, this.state);
    this.matrices = matrices;
    this.others = others;
  }

  /** One step; gradients are multiplied by `gradientScale`. Returns `update_norm`, the L2 norm of the change of all weights. */
  async step({ learningRate, adam, muonMomentum }: OptimizerStep, gradientScale: number): Promise<number> {
    const { trainable } = this.model;
    if (muonMomentum === undefined)
      return adamWStep(trainable, this.gradients, this.state, learningRate, adam, gradientScale);
    if (this.matrices.length === 0) throw new RangeError("Muon moves weight matrices, and an adapter trains none");
    const of = <T>(all: readonly T[]): T[] => this.others.map((k) => all[k]);
    const state = { t: this.state.t, m: of(this.state.m), v: of(this.state.v) };
    const moved = adamWStep(of(trainable), of(this.gradients), state, learningRate, adam, gradientScale);
    this.state.t = state.t;
    const options = { momentum: muonMomentum, weightDecay: adam.weightDecay };
    const session = await this.model.session("muon", () => orthogonalGraph(this.matrices));
    const squared = await muonStep(this.matrices, learningRate, options, gradientScale, (x) => session.run(x));
    return Math.hypot(moved, Math.sqrt(squared));
  }
}

/** Which parts of which trainable tensors are weights of linear layers; an adapter trains none. */
function linearWeights(
  model: DecoderModel,
  gradients: readonly FloatArray[],
  { m: moments }: AdamWState,
): { readonly matrices: readonly MuonMatrix[]; readonly others: readonly number[] } {
  const { config, trainable } = model;
  const layers = Array.from({ length: config.layers }, (_, i) => linearLayers(config, i)).flat();
  const linear = new Set(layers.map(({ name }) => `${name}.weight`));
  const members = new Map(weightGroups(config).map((group) => [group.name, group.members]));
  const of = (k: number): readonly MuonMatrix[] =>
    (members.get(trainable[k].name) ?? [])
      .filter(({ name }) => linear.has(name))
      .map(({ name, shape: [rows, columns], offset }) => {
        const part = (all: FloatArray): FloatArray => all.subarray(offset, offset + rows * columns);
        const [value, gradient, momentum] = [trainable[k].value, gradients[k], moments[k]].map(part);
        return { name, rows, columns, value, gradient, momentum };
      });
  const matrices = trainable.map((_, k) => of(k));
  return {
    matrices: matrices.flat(),
    others: matrices.flatMap((found, k) => (found.length === 0 ? [k] : [])),
  };
}
