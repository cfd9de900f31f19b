import type { DecoderConfig } from "./config.ts";
import { expectedTensors, FINAL_NORM } from "./expected-tensors.ts";

/** Where one tensor of the checkpoint lies inside a group. */
export interface GroupMember {
  readonly name: string;
  readonly shape: readonly number[];
  /** First element of the member in the group's array. */
  readonly offset: number;
}

/**
 * Weights that are stored and multiplied together. Query, key and value projections read the same input, as do gate and up:
 * stacked along `out` they are one matrix and one product, and each member stays a contiguous part of the array.
 */
export interface WeightGroup {
  readonly name: string;
  readonly shape: readonly number[];
  readonly members: readonly GroupMember[];
  /** Biases and normalisation weights take no weight decay. */
  readonly decay: boolean;
  /** Weights of the last normalisation, which scale all logits. */
  readonly finalNorm: boolean;
}

const fusions: readonly { readonly parts: readonly string[]; readonly fused: string }[] = [
  { parts: ["q_proj", "k_proj", "v_proj"], fused: "qkv_proj" },
  { parts: ["gate_proj", "up_proj"], fused: "gate_up_proj" },
];

/** Every weight of the model, in groups, in the order of the forward pass. */
export function weightGroups(config: DecoderConfig): WeightGroup[] {
  const groups = new Map<string, { members: GroupMember[]; size: number; rows: number; rest: readonly number[] }>();
  for (const { name, shape } of expectedTensors(config)) {
    const key = groupName(name);
    const group = groups.get(key) ?? { members: [], size: 0, rows: 0, rest: shape.slice(1) };
    group.members.push({ name, shape, offset: group.size });
    group.size += shape.reduce((a, b) => a * b, 1);
    group.rows += shape[0];
    groups.set(key, group);
  }
  return [...groups].map(([name, group]) => ({
    name,
    shape: [group.rows, ...group.rest],
    members: group.members,
    decay: group.rest.length > 0,
    finalNorm: name === FINAL_NORM,
  }));
}

/** Name of the group that a tensor of the checkpoint belongs to: its own, unless it is multiplied with others. */
export function groupName(tensor: string): string {
  for (const { parts, fused } of fusions)
    for (const part of parts) if (tensor.includes(`.${part}.`)) return tensor.replace(`.${part}.`, `.${fused}.`);
  return tensor;
}
