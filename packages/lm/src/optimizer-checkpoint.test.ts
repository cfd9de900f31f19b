import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adamWDefaults } from "./adamw.ts";
import { DecoderModel } from "./decoder-model.ts";
import { ModelError } from "./model-error.ts";
import { loadOptimizer, saveOptimizer } from "./optimizer-checkpoint.ts";
import { smallConfig, writeRandomModel } from "./random-model.ts";
import { readTensor } from "./read-tensor.ts";
import { openSafetensors } from "./safetensors.ts";
import { type NamedTensor, writeSafetensors } from "./safetensors-write.ts";
import { Trainer } from "./trainer.ts";

const config = smallConfig("Qwen2ForCausalLM", {
  vocab_size: 12,
  hidden_size: 8,
  intermediate_size: 12,
  num_hidden_layers: 1,
  head_dim: 4,
  num_attention_heads: 2,
});
let work: string;
let model: DecoderModel;
let trained: Trainer;
let tensors: NamedTensor[];
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "lm-optimizer-"));
  await writeRandomModel(work, config, 1, 0.2);
  model = await DecoderModel.open({ folder: work, mode: "full", threads: 1 });
  trained = new Trainer(model);
  const rows = [{ promptIds: Int32Array.of(3, 4), completions: [Int32Array.of(5, 6, 7)] }];
  for (let k = 0; k < 2; k++) await trained.sftStep(rows, { learningRate: 1e-3, adam: adamWDefaults, maxGradNorm: 1 });
  await mkdir(join(work, "good"));
  await saveOptimizer(join(work, "good"), trained);
  const good = await openSafetensors(join(work, "good", "optimizer.safetensors"));
  tensors = await Promise.all(
    [...good.tensors.values()].map(async ({ name, shape }) => ({ name, shape, data: await readTensor(good, name) })),
  );
});
afterAll(async () => {
  await model.close();
  await rm(work, { recursive: true });
});

test("moments and step count come back as they were", async () => {
  const again = new Trainer(model);
  await loadOptimizer(join(work, "good"), again);
  expect(again.state.t).toBe(2);
  expect(again.state).toEqual(trained.state);
  expect(again.state.v.some((v) => v.some((x) => x > 0))).toBe(true);
});

const write = (at: string, changed: readonly NamedTensor[]): Promise<void> =>
  writeSafetensors(join(at, "optimizer.safetensors"), changed);
const cases: [string, (at: string) => Promise<void>, RegExp][] = [
  ["no step count", (at) => rm(join(at, "optimizer.json")), /optimizer\.json: does not exist/],
  ["no moments", (at) => rm(join(at, "optimizer.safetensors")), /optimizer\.safetensors: does not exist/],
  ["broken JSON", (at) => writeFile(join(at, "optimizer.json"), "{"), /optimizer\.json: is not valid JSON/],
  ["a list", (at) => writeFile(join(at, "optimizer.json"), "[1]"), /t is not a whole number/],
  ["a negative step", (at) => writeFile(join(at, "optimizer.json"), '{"t":-1}'), /t is not a whole number/],
  ["a cut file", (at) => truncate(join(at, "optimizer.safetensors"), 2000), /optimizer\.safetensors: /],
  ["a tensor less", (at) => write(at, tensors.slice(1)), /has no tensor "[mv]\./],
  [
    "a tensor more",
    (at) => write(at, [...tensors, { ...tensors[0], name: "m.model.layers.9" }]),
    /holds tensor "m\.model\.layers\.9", which this model does not train/,
  ],
  [
    "a tensor of another size",
    (at) => write(at, [...tensors.slice(1), { name: tensors[0].name, shape: [3], data: new Float32Array(3) }]),
    /has 3 elements, the model \d+/,
  ],
];
test.each(cases)("%s is refused in one line, and nothing is half loaded", async (name, change, message) => {
  const at = join(work, name.replaceAll(" ", "-"));
  await cp(join(work, "good"), at, { recursive: true });
  await change(at);
  const fresh = new Trainer(model);
  const error = await loadOptimizer(at, fresh).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ModelError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain("\n");
  expect(fresh.state).toEqual(new Trainer(model).state);
});
