/**
 * Speed of the embedded engine on a model folder: tokens a second in decoding and in training, time of a GRPO step, peak memory.
 *
 *   npx node benchmarks/engine.ts [--model models/pocket] [--repeats 7] [--out benchmarks/baselines/engine.json]
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { adamWDefaults, DecoderModel, groupAdvantages, presetOptions, sample, Trainer } from "@decisis/lm";
import { Random } from "@decisis/tensor";
import { median } from "./median.ts";

const { values: flags } = parseArgs({
  options: {
    model: { type: "string", default: "models/pocket" },
    repeats: { type: "string", default: "7" },
    out: { type: "string" },
  },
});
const repeats = Number(flags.repeats);
const model = await DecoderModel.open({ folder: flags.model, mode: "full" });
const trainer = new Trainer(model);
const random = Random.at(1);
const ids = (n: number): Int32Array => Int32Array.from({ length: n }, () => random.integer(model.config.vocabSize));
const update = { learningRate: 0, adam: adamWDefaults, maxGradNorm: 1 };
async function time(work: () => Promise<unknown>): Promise<number> {
  await work();
  const seconds: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await work();
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}

const prompts = Array.from({ length: 8 }, (_, i) => ({ ids: ids(112), stream: String(i) }));
const sampling = { prompts, samplesPerPrompt: 8, maxTokens: 48, temperature: 1, seed: 1, stopIds: [] };
const decode = await time(() => sample(model, sampling));
const rows = Array.from({ length: 16 }, () => ({ promptIds: ids(112), completions: [ids(48)] }));
const sft = await time(() => trainer.sftStep(rows, update));
let step = 0;
const grpo = await time(async () => {
  const rollouts = await sample(model, { ...sampling, seed: step++ });
  const rewards = rollouts.map((g) => g.map((c) => ({ reward: c.ids[0] % 7 })));
  const advantages = groupAdvantages("group", rewards);
  await trainer.policyStep({
    groups: prompts.map((p, i) => ({
      promptIds: p.ids,
      completions: rollouts[i].map((c, j) => ({
        ids: c.ids,
        mask: new Uint8Array(c.ids.length).fill(1),
        advantage: advantages[i][j],
      })),
    })),
    lossType: "grpo",
    importanceLevel: "token",
    options: presetOptions("grpo"),
    maxCompletionLength: 48,
    update,
  });
});
await model.close();
const result = {
  model: flags.model,
  machine: { cpu: cpus()[0].model, cores: cpus().length },
  node: process.version,
  repeats,
  rows: [
    { what: "decoding, 64 rows from prompts of 112 tokens shared by 8", value: (64 * 48) / decode, unit: "tokens/s" },
    { what: "SFT, 16 rows of 112 + 48 tokens", value: (16 * 160) / sft, unit: "tokens/s" },
    { what: "GRPO step, 8 prompts of 112 tokens × 8 completions of 48", value: grpo, unit: "s" },
    { what: "peak resident memory", value: process.resourceUsage().maxRSS / 1024, unit: "MB" },
  ],
};
for (const { what, value, unit } of result.rows)
  process.stdout.write(`${what}: ${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}\n`);
if (flags.out) writeFileSync(flags.out, `${JSON.stringify(result, null, 1)}\n`);
