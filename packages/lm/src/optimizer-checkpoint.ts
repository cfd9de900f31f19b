import { join } from "node:path";
import { writeFileAtomically } from "./atomic-write.ts";
import { isRecord, readJsonFile } from "./json-file.ts";
import { ModelError } from "./model-error.ts";
import { readTensor } from "./read-tensor.ts";
import { openSafetensors, quote } from "./safetensors.ts";
import { writeSafetensors } from "./safetensors-write.ts";
import type { Trainer } from "./trainer.ts";

const MOMENTS = "optimizer.safetensors";
const STATE = "optimizer.json";

/**
 * Writes the moments (of a matrix that Muon moves, `m` is its momentum) and the step count into `folder`: with the weights all
 * that the next update depends on.
 */
export async function saveOptimizer(folder: string, trainer: Trainer): Promise<void> {
  const { m, v, t } = trainer.state;
  await writeSafetensors(
    join(folder, MOMENTS),
    trainer.model.trainable.flatMap(({ name, shape }, i) => [
      { name: `m.${name}`, shape, data: m[i] as Float32Array },
      { name: `v.${name}`, shape, data: v[i] as Float32Array },
    ]),
  );
  await writeFileAtomically(join(folder, STATE), `${JSON.stringify({ t, skipped: trainer.skipped })}\n`);
}

/** Reads what `saveOptimizer` wrote. Throws `ModelError` if it belongs to another model or adapter. */
export async function loadOptimizer(folder: string, trainer: Trainer): Promise<void> {
  const state = await readJsonFile(join(folder, STATE));
  const count = (name: string): number => {
    const value = isRecord(state) ? state[name] : undefined;
    if (!Number.isInteger(value) || (value as number) < 0)
      throw new ModelError(`${join(folder, STATE)}: ${name} is not a whole number`);
    return value as number;
  };
  const [t, skipped] = [count("t"), count("skipped")];
  const checkpoint = await openSafetensors(join(folder, MOMENTS));
  const known = new Set(trainer.model.trainable.flatMap(({ name }) => [`m.${name}`, `v.${name}`]));
  const stranger = [...checkpoint.tensors.keys()].find((name) => !known.has(name));
  if (stranger !== undefined)
    throw new ModelError(`${checkpoint.path}: holds tensor ${quote(stranger)}, which this model does not train`);
  // Everything is checked before anything is loaded, and loaded one tensor at a time.
  const moments = trainer.model.trainable.flatMap(({ name, value }, i) => [
    { name: `m.${name}`, length: value.length, into: trainer.state.m[i] },
    { name: `v.${name}`, length: value.length, into: trainer.state.v[i] },
  ]);
  for (const { name, length } of moments) {
    const entry = checkpoint.tensors.get(name);
    if (!entry) throw new ModelError(`${checkpoint.path}: has no tensor ${quote(name)}`);
    const elements = entry.shape.reduce((x, d) => x * d, 1);
    if (elements !== length)
      throw new ModelError(`${checkpoint.path}: ${name} has ${elements} elements, the model ${length}`);
  }
  for (const { name, into } of moments) into.set(await readTensor(checkpoint, name));
  trainer.state.t = t;
  trainer.skipped = skipped;
}
