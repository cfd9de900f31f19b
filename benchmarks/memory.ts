/**
 * Resident memory over 1,000 GRPO steps: what it is at step 1,000 must be at most 3 % above what it was at step 200.
 *
 *   npx node --expose-gc benchmarks/memory.ts --model <folder> [--steps 1000] [--out benchmarks/baselines/memory.json]
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { fictionalCases } from "../packages/decisis/src/corpus/fictional-case.ts";
import { createEmbeddedEngine } from "../packages/decisis/src/engines/embedded/embedded-engine.ts";
import { environmentOf } from "../packages/decisis/src/environments/registry.ts";
import { loadRunFile } from "../packages/decisis/src/runs/run-file.ts";

const { values: flags } = parseArgs({
  options: { model: { type: "string" }, steps: { type: "string", default: "1000" }, out: { type: "string" } },
});
if (!flags.model) throw new Error("usage: memory.ts --model <folder>");
const steps = Number(flags.steps);
const work = mkdtempSync(join(tmpdir(), "memory-"));
const runFile = join(work, "run.yaml");
writeFileSync(
  runFile,
  `name: memory
model: ${resolve(flags.model)}
corpus: { generated: { seed: 5, cases: 400 } }
environments: [{ id: bluebook-citation }]
seeds: [1]
stages:
  - { id: grpo, method: grpo, preset: grpo, steps: ${steps}, prompts_per_step: 2, num_generations: 4, max_completion_length: 48, learning_rate: 1.0e-6, eval_every: null, checkpoint_every: ${steps + 1} }
evaluation: { split: test, tasks: 16, max_completion_length: 48 }
`,
);
const file = await loadRunFile(runFile);
const stage = file.stages[0];
const environment = environmentOf("bluebook-citation");
const { tasks } = environment.build(fictionalCases(5, 400), { seed: 1 });
const byId = new Map(tasks.map((t) => [t.id, t]));
const engine = createEmbeddedEngine();
const curve: { step: number; rssMb: number }[] = [];
const job = {
  stage,
  model: resolve(flags.model),
  lora: null,
  seed: 1,
  train: tasks
    .filter((t) => t.split === "train")
    .map((t) => ({
      id: t.id,
      skill: environment.id,
      source: environment.id,
      varies: false,
      pose: () => ({ messages: environment.prompt(t), gold: t.gold }),
    })),
  validation: [],
  grade: (id: string, _visit: number, text: string) => environment.reward.grade(byId.get(id)!, text),
  checkpoints: join(work, "checkpoints"),
  resumeFrom: null,
  tokenBudget: null,
};
for await (const event of engine.train(job, new AbortController().signal)) {
  if (event.type !== "metrics" || event.step % 50 !== 0) continue;
  globalThis.gc?.();
  const rssMb = process.memoryUsage.rss() / 2 ** 20;
  curve.push({ step: event.step, rssMb });
  process.stdout.write(`step ${event.step}: ${rssMb.toFixed(0)} MB\n`);
}
await engine.close();
const at = (step: number): number => curve.find((c) => c.step === step)?.rssMb ?? Number.NaN;
const growth = at(steps) / at(200) - 1;
const result = {
  what: "resident memory of the whole process during GRPO, 2 prompts × 4 completions of at most 48 tokens",
  machine: { cpu: cpus()[0].model, cores: cpus().length },
  growth,
  curve,
};
process.stdout.write(`growth from step 200 to ${steps}: ${(100 * growth).toFixed(2)} %\n`);
if (flags.out) writeFileSync(flags.out, `${JSON.stringify(result, null, 1)}\n`);
process.exitCode = growth <= 0.03 ? 0 : 1;
