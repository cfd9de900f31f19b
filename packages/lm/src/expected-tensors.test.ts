import { expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { checkCheckpoint, expectedTensors } from "./expected-tensors.ts";
import type { Checkpoint, Dtype, TensorEntry } from "./safetensors.ts";
import { textFixture } from "./text-fixture.ts";

const { cases } = await textFixture<{ cases: { name: string; config: Record<string, unknown> }[] }>(
  "configurations.json",
);
const named = (name: string) => parseConfig(cases.find((c) => c.name === name)!.config, "config.json");
const tied = named("qwen2 tied");
const untied = named("llama plain");

function checkpoint(list: readonly { name: string; shape: readonly number[] }[], dtype: Dtype = "BF16"): Checkpoint {
  const entries = list.map(
    ({ name, shape }): TensorEntry => ({ name, shape, dtype, file: "f", byteOffset: 0, byteLength: 0 }),
  );
  return { path: "folder", tensors: new Map(entries.map((e) => [e.name, e])), metadata: {} };
}

it("accepts exactly the expected tensors, rotary buffers, and a tied head that was saved", () => {
  checkCheckpoint(untied, checkpoint(expectedTensors(untied)));
  checkCheckpoint(tied, checkpoint(expectedTensors(tied)));
  checkCheckpoint(tied, checkpoint([...expectedTensors(tied), { name: "lm_head.weight", shape: [64, 32] }], "F32"));
  const rotary = ["model.rotary_emb.inv_freq", "model.layers.1.self_attn.rotary_emb.inv_freq"];
  checkCheckpoint(untied, checkpoint([...expectedTensors(untied), ...rotary.map((name) => ({ name, shape: [4] }))]));
});

it("names what is missing, unexpected or wrong", () => {
  const list = expectedTensors(untied);
  const attempt = (tensors: typeof list, dtype?: Dtype) => () => checkCheckpoint(untied, checkpoint(tensors, dtype));
  expect(attempt(list.slice(0, -1))).toThrow('folder: lacks tensor "lm_head.weight"; if the output head shares');
  expect(attempt(list.slice(0, 3))).toThrow(
    /^folder: lacks tensors "[^"]+", "[^"]+", "[^"]+" and \d+ more; is config\.json/,
  );
  expect(attempt([...list, { name: "model.layers.2.mlp.up_proj.weight", shape: [48, 32] }])).toThrow(
    'folder: holds tensor "model.layers.2.mlp.up_proj.weight", which LlamaForCausalLM with this config.json has not',
  );
  expect(attempt(list.map((t) => (t.name.endsWith("k_proj.weight") ? { ...t, shape: [32, 16] } : t)))).toThrow(
    'f: tensor "model.layers.0.self_attn.k_proj.weight": shape is [32,16], config.json calls for [16,32]',
  );
  expect(attempt(list, "I8")).toThrow(/dtype I8 is not one of F32, F16, BF16, F64$/);
  const transposedHead = [...expectedTensors(tied), { name: "lm_head.weight", shape: [32, 64] }];
  expect(() => checkCheckpoint(tied, checkpoint(transposedHead))).toThrow(/lm_head\.weight": shape is/);
});
