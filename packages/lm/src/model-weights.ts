import { Random } from "@decisis/tensor";
import { openCheckpoint } from "./checkpoint.ts";
import type { DecoderConfig } from "./config.ts";
import { checkCheckpoint } from "./expected-tensors.ts";
import { readWeight } from "./read-tensor.ts";
import type { NamedTensor } from "./safetensors-write.ts";
import { type WeightGroup, weightGroups } from "./weight-groups.ts";

/** Weights in memory, one array a group; see `weightGroups`. */
export interface ModelWeights {
  readonly groups: readonly WeightGroup[];
  readonly arrays: ReadonlyMap<string, Float32Array<ArrayBuffer>>;
}

/** Reads a checkpoint folder after checking names and shapes against `config`. Throws `ModelError`, on weights that are no numbers too. */
export async function loadWeights(folder: string, config: DecoderConfig): Promise<ModelWeights> {
  const checkpoint = await openCheckpoint(folder);
  checkCheckpoint(config, checkpoint);
  const weights = emptyWeights(config);
  for (const group of weights.groups)
    for (const { name, offset } of group.members)
      await readWeight(checkpoint, name, weights.arrays.get(group.name)!.subarray(offset));
  return weights;
}

export function emptyWeights(config: DecoderConfig): ModelWeights {
  const groups = weightGroups(config);
  return { groups, arrays: new Map(groups.map((g) => [g.name, new Float32Array(sizeOf(g.shape))])) };
}

/**
 * Fresh weights: normal with standard deviation 0.02 (transformers' `initializer_range`), output projections of each block
 * divided by √(2·layers) (Radford et al. 2019), normalisations 1, biases 0.
 */
export function randomWeights(config: DecoderConfig, seed: number | string, deviation = 0.02): ModelWeights {
  const weights = emptyWeights(config);
  for (const group of weights.groups) {
    const array = weights.arrays.get(group.name)!;
    if (group.shape.length === 1) {
      array.fill(group.name.endsWith("bias") ? 0 : 1);
      continue;
    }
    const residual = /\.(o_proj|down_proj)\./.test(group.name);
    const scale = residual ? deviation / Math.sqrt(2 * config.layers) : deviation;
    const random = Random.at(seed, "weights", group.name);
    for (let i = 0; i < array.length; i++) array[i] = scale * random.normal();
  }
  return weights;
}

/** The tensors of a checkpoint, as views of the groups. */
export function namedTensors(weights: ModelWeights): NamedTensor[] {
  return weights.groups.flatMap((group) =>
    group.members.map(({ name, shape, offset }) => ({
      name,
      shape,
      data: weights.arrays.get(group.name)!.subarray(offset, offset + sizeOf(shape)),
    })),
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
