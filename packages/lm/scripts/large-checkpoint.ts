/**
 * A checkpoint of the shape of Qwen2.5-0.5B (random weights, bfloat16, several shards) is loaded, sampled from, and trained
 * with LoRA for three SFT and three GRPO steps. Prints and writes times and the peak of resident memory.
 *
 *   npx node packages/lm/scripts/large-checkpoint.ts [--folder <where to make it>] [--out docs/results/large-checkpoint/report.json]
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "@decisis/tensor";
import { adamWDefaults } from "../src/adamw.ts";
import { groupAdvantages } from "../src/advantage.ts";
import { type DecoderConfig, parseConfig, writeConfig } from "../src/config.ts";
import { DecoderModel } from "../src/decoder-model.ts";
import { expectedTensors } from "../src/expected-tensors.ts";
import { presetOptions } from "../src/objectives/presets.ts";
import { writeCheckpoint } from "../src/safetensors-write.ts";
import { sample } from "../src/sampler.ts";
import { Trainer } from "../src/trainer.ts";

const { values: flags } = parseArgs({ options: { folder: { type: "string" }, out: { type: "string" } } });
const folder = flags.folder ?? join(tmpdir(), "qwen2.5-0.5b-shape");
const config: DecoderConfig = parseConfig(
  {
    architectures: ["Qwen2ForCausalLM"],
    vocab_size: 151936,
    hidden_size: 896,
    intermediate_size: 4864,
    num_hidden_layers: 24,
    num_attention_heads: 14,
    num_key_value_heads: 2,
    max_position_embeddings: 32768,
    rope_theta: 1000000,
    rms_norm_eps: 1e-6,
    tie_word_embeddings: true,
    hidden_act: "silu",
    eos_token_id: 151645,
    pad_token_id: 151643,
  },
  "config.json",
);
if (!existsSync(join(folder, "config.json"))) {
  mkdirSync(folder, { recursive: true });
  const tensors = expectedTensors(config).map(({ name, shape }) => ({
    name,
    shape,
    data: () => {
      const random = Random.at(1, name);
      const size = shape.reduce((a, b) => a * b, 1);
      if (shape.length === 1) return new Float32Array(size).fill(name.endsWith("bias") ? 0.01 : 1);
      return Float32Array.from({ length: size }, () => 0.07 * (random.uniform() - 0.5));
    },
  }));
  await writeCheckpoint(folder, tensors, { dtype: "BF16", maxShardBytes: 400 * 2 ** 20 });
  await writeConfig(folder, config, "bfloat16");
}

const began = performance.now();
const seconds = (): number => (performance.now() - began) / 1000;
const peakGib = (): number => process.resourceUsage().maxRSS / 2 ** 20;
const say = (text: string): void =>
  void process.stdout.write(`${seconds().toFixed(0)} s, peak ${peakGib().toFixed(2)} GiB: ${text}\n`);

const model = await DecoderModel.open({
  folder,
  mode: "lora",
  adapter: { r: 16, alpha: 32, targetModules: "all-linear" },
  seed: 1,
  sessionLimit: 2,
  buckets: { promptMultiple: 16, completionMultiple: 16, maxRows: 8 },
});
const trainer = new Trainer(model);
say("opened");
const random = Random.at(2);
const ids = (n: number): Int32Array => Int32Array.from({ length: n }, () => random.integer(150000));
const update = {
  learningRate: 1e-4,
  adam: adamWDefaults,
  maxGradNorm: 1,
};
const rows = Array.from({ length: 4 }, () => ({ promptIds: ids(40), completions: [ids(32)] }));
const sftLosses: number[] = [];
for (let step = 0; step < 3; step++) {
  const { metrics } = await trainer.sftStep(rows, update);
  sftLosses.push(metrics.loss!);
  say(`SFT step ${step + 1}, loss ${metrics.loss!.toFixed(4)}, grad_norm ${metrics.grad_norm!.toFixed(3)}`);
}
const rewards: number[] = [];
for (let step = 0; step < 3; step++) {
  const prompt = ids(42);
  const [completions] = await sample(model, {
    prompts: [{ ids: prompt, stream: String(step) }],
    samplesPerPrompt: 8,
    maxTokens: 32,
    temperature: 1,
    seed: 3,
    stopIds: [],
  });
  const scores = completions.map((c) => c.ids.reduce((n, id) => n + Number(id % 2 === 0), 0) / c.ids.length);
  const [advantages] = groupAdvantages("group", [scores.map((reward) => ({ reward }))]);
  const { metrics, logp } = await trainer.policyStep({
    groups: [
      {
        promptIds: prompt,
        completions: completions.map((c, i) => ({
          ids: c.ids,
          mask: new Uint8Array(c.ids.length).fill(1),
          advantage: advantages[i],
        })),
      },
    ],
    lossType: "grpo",
    importanceLevel: "token",
    options: presetOptions("grpo"),
    maxCompletionLength: 32,
    update,
  });
  const mismatch = Math.max(
    ...completions.map((c, i) => Math.max(...c.logprobs.map((l, t) => Math.abs(l - logp[0][i][t])))),
  );
  rewards.push(scores.reduce((a, b) => a + b, 0) / scores.length);
  say(
    `GRPO step ${step + 1}, grad_norm ${metrics.grad_norm!.toFixed(3)}, sampler and trainer differ by at most ${mismatch.toExponential(1)}`,
  );
}
await model.close();
const report = {
  what: "Checkpoint of the shape of Qwen2.5-0.5B, bfloat16 in shards, LoRA r 16 on all linear layers: 3 SFT steps (4 × 72 tokens) and 3 GRPO steps (8 completions of 32 tokens)",
  peakGib: peakGib(),
  seconds: seconds(),
  sftLosses,
  rewards,
  machine: { cpu: cpus()[0].model, cores: cpus().length },
  node: process.version,
};
if (flags.out) {
  mkdirSync(dirname(flags.out), { recursive: true });
  writeFileSync(flags.out, `${JSON.stringify(report, null, 1)}\n`);
}
process.exitCode = report.peakGib < 16 ? 0 : 1;
