import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import { afterAll, beforeAll, expect, it } from "vitest";
import { initialAdapter, saveAdapter } from "./adapter.ts";
import { CHATML_TEMPLATE } from "./chat-template.ts";
import { checkModel } from "./check-model.ts";
import { ModelError } from "./model-error.ts";
import { namedTensors, randomWeights } from "./model-weights.ts";
import { smallConfig, writeRandomModel } from "./random-model.ts";
import { writeCheckpoint } from "./safetensors-write.ts";
import { trainBpe, writeTokenizer } from "./train-bpe.ts";

const bpe = trainBpe(["The court held that the statute applies. user assistant system"], {
  vocabSize: 280,
  specialTokens: ["<|pad|>", "<|im_start|>", "<|im_end|>"],
});
const config = smallConfig("Qwen3ForCausalLM", {
  vocab_size: bpe.vocabSize,
  hidden_size: 24,
  intermediate_size: 32,
  num_hidden_layers: 2,
  head_dim: 8,
  pad_token_id: bpe.vocabSize - 3,
  eos_token_id: bpe.vocabSize - 1,
});
const work = await mkdtemp(join(tmpdir(), "lm-check-"));
const base = join(work, "base");
beforeAll(async () => {
  await writeTokenizer(base, bpe, { chatTemplate: CHATML_TEMPLATE, eosToken: "<|im_end|>", padToken: "<|pad|>" });
  await writeRandomModel(base, config, 1, 0.1);
});
afterAll(() => rm(work, { recursive: true }));

let copies = 0;
async function copyOf(folder: string, change: (copy: string) => Promise<unknown>): Promise<string> {
  const copy = join(work, String(copies++));
  await cp(folder, copy, { recursive: true });
  await change(copy);
  return copy;
}
const edit = async (file: string, fields: Record<string, unknown>): Promise<void> =>
  writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...fields }));
const refused = async (folder: string, adapter: Parameters<typeof checkModel>[1], message: RegExp): Promise<void> => {
  const error = await checkModel(folder, adapter).catch((e: Error) => e);
  expect(error).toBeInstanceOf(ModelError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain("\n");
};

it("lets a sound model pass, with and without adapters, and looks at no weight", async () => {
  await checkModel(base);
  await checkModel(base, { r: 4, alpha: 8 });
  await checkModel(base, { r: 4, alpha: 8, targetModules: ["q_proj", "down_proj"] });
  const noNumbers = await copyOf(base, async (copy) => {
    const file = join(copy, "model.safetensors");
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0xff, 8 + Number(bytes.readBigUInt64LE())));
  });
  await checkModel(noNumbers);
});

it.each<[string, (copy: string) => Promise<unknown>, RegExp]>([
  [
    "weights cut off",
    (c) => truncate(join(c, "model.safetensors"), 20_000),
    /model\.safetensors: tensor .*truncated\?$/,
  ],
  ["no weights", (c) => rm(join(c, "model.safetensors")), /holds neither model\.safetensors nor /],
  [
    "weights of another shape",
    (c) => edit(join(c, "config.json"), { intermediate_size: 48 }),
    /model\.safetensors: tensor "model\.layers\.0\.mlp\.gate_proj\.weight": shape is \[32,24\], config\.json calls for \[48,24\]$/,
  ],
  [
    "weights of fewer layers",
    (c) => edit(join(c, "config.json"), { num_hidden_layers: 3 }),
    /lacks tensors "model\.layers\.2\./,
  ],
  [
    "a pipe in place of its weights",
    async (c) => {
      await rm(join(c, "model.safetensors"));
      execFileSync("mkfifo", [join(c, "model.safetensors")]);
    },
    /model\.safetensors: is not a file$/,
  ],
  [
    "a pipe in place of its tokenizer",
    async (c) => {
      await rm(join(c, "tokenizer.json"));
      execFileSync("mkfifo", [join(c, "tokenizer.json")]);
    },
    /tokenizer\.json: is not a file$/,
  ],
  [
    "an index that points outside",
    async (c) => {
      await rename(join(c, "model.safetensors"), join(work, "outside.safetensors"));
      const weight_map = { "model.norm.weight": "../outside.safetensors" };
      await writeFile(join(c, "model.safetensors.index.json"), JSON.stringify({ weight_map }));
    },
    /index\.json: tensor "model\.norm\.weight": "\.\.\/outside\.safetensors" is not the plain name of a safetensors file$/,
  ],
  ["no tokenizer", (c) => rm(join(c, "tokenizer.json")), /tokenizer\.json: does not exist$/],
  ["no chat template", (c) => edit(join(c, "tokenizer_config.json"), { chat_template: undefined }), /chat_template/],
  [
    "no end token",
    (c) =>
      Promise.all(["config.json", "generation_config.json"].map((file) => edit(join(c, file), { eos_token_id: null }))),
    /names no eos_token_id/,
  ],
])("refuses a model with %s", async (_, change, message) => {
  await refused(await copyOf(base, change), null, message);
});

it("lets links be where weights are read, and refuses those that a frozen base cannot be read through", async () => {
  const adapter = { r: 4, alpha: 8 };
  const moved = (to: string) => async (copy: string) => {
    await mkdir(join(copy, "elsewhere"));
    await rename(join(copy, "model.safetensors"), join(copy, "elsewhere", to));
    await symlink(join("elsewhere", to), join(copy, "model.safetensors"));
  };
  await checkModel(await copyOf(base, moved("model.safetensors")), adapter);
  const cached = await copyOf(base, moved("0a1b2c"));
  await checkModel(cached);
  await refused(cached, adapter, /model\.safetensors: is a link to a file of another name; copy the checkpoint/);
  const shards = await copyOf(base, async (copy) => {
    await rm(join(copy, "model.safetensors"));
    await writeCheckpoint(copy, namedTensors(randomWeights(config, 1)), { maxShardBytes: 8000 });
    const first = (await readdir(copy)).find((file) => file.startsWith("model-00001-"))!;
    await mkdir(join(copy, "elsewhere"));
    await rename(join(copy, first), join(copy, "elsewhere", first));
    await symlink(join("elsewhere", first), join(copy, first));
  });
  await checkModel(shards);
  await refused(shards, adapter, /: shards lie in different folders; copy them into one$/);
});

it("refuses adapters that do not fit, fresh or stored", async () => {
  await refused(
    base,
    { r: 4, alpha: 8, targetModules: ["q_proj", "c_attn"] },
    /target_modules \["c_attn"\] selects no .*; it has q_proj, .*down_proj$/,
  );
  const adapter = join(work, "adapter");
  await cp(join(base, "config.json"), join(adapter, "config.json"));
  await saveAdapter(adapter, initialAdapter(config, { r: 4, alpha: 8 }, Random.at(1)), { baseModel: base });
  await checkModel(base, { folder: adapter });
  for (const [change, message] of [
    [(c: string) => truncate(join(c, "adapter_model.safetensors"), 8000), /adapter_model\.safetensors: .*truncated\?$/],
    [(c: string) => edit(join(c, "adapter_config.json"), { r: 8 }), /shape is \[4,24\], expected \[8,24\]$/],
    [(c: string) => edit(join(c, "adapter_config.json"), { target_modules: ["c_attn"] }), /selects no linear layer/],
    [
      async (c: string) => {
        const file = join(c, "adapter_model.safetensors");
        await writeFile(file, (await readFile(file, "latin1")).replaceAll('"F32"', '"I32"'), "latin1");
      },
      /I32 values cannot be read as float32$/,
    ],
  ] as const)
    await refused(base, { folder: await copyOf(adapter, change) }, message);
});
