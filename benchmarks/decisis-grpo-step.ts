/**
 * The embedded engine's side of the GRPO step benchmark; same folder, same work and same output as `trl_grpo_step.py`.
 *
 *   npx node benchmarks/decisis-grpo-step.ts run    --folder F [--warmup 2 --steps 5]
 *   npx node benchmarks/decisis-grpo-step.ts replay --folder F --step step.json    loss and gradient norm of TRL's own step
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  adamWDefaults,
  DecoderModel,
  groupAdvantages,
  type PolicyStepRequest,
  presetOptions,
  sample,
  Trainer,
} from "@decisis/lm";
import { Graph, matmul, Session } from "@decisis/tensor";
import { median } from "./median.ts";

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string" },
    step: { type: "string" },
    warmup: { type: "string", default: "2" },
    steps: { type: "string", default: "5" },
    groups: { type: "string", default: "8" },
    "group-size": { type: "string", default: "8" },
    "new-tokens": { type: "string", default: "64" },
    threads: { type: "string", default: "2" },
    "learning-rate": { type: "string", default: "1e-4" },
  },
});
const folder = flags.folder!;
const threads = Number(flags.threads);
const update = {
  learningRate: Number(flags["learning-rate"]),
  adam: adamWDefaults,
  maxGradNorm: 1,
};

function request(
  groups: readonly { prompt: readonly number[]; completions: readonly Int32Array[]; advantages: readonly number[] }[],
  maxCompletionLength: number,
): PolicyStepRequest {
  return {
    groups: groups.map((g) => ({
      promptIds: Int32Array.from(g.prompt),
      completions: g.completions.map((ids, i) => ({
        ids,
        mask: new Uint8Array(ids.length).fill(1),
        advantage: g.advantages[i],
      })),
    })),
    lossType: "grpo",
    importanceLevel: "token",
    options: presetOptions("grpo"),
    maxCompletionLength,
    update,
  };
}

async function matmulGflops(size = 2048, repeats = 5): Promise<number> {
  const graph = new Graph();
  graph.output("y", matmul(graph.input("a", "float32", [size, size]), graph.input("b", "float32", [size, size])));
  const session = await Session.create(graph, { threads });
  const feeds = { a: new Float32Array(size * size).fill(0.5), b: new Float32Array(size * size).fill(0.25) };
  const seconds: number[] = [];
  for (let i = 0; i <= repeats; i++) {
    const start = performance.now();
    await session.run(feeds);
    seconds.push((performance.now() - start) / 1000);
  }
  await session.release();
  return (2 * size ** 3) / median(seconds.slice(1)) / 1e9;
}

async function run(): Promise<object> {
  const [groups, groupSize, tokens] = [flags.groups, flags["group-size"], flags["new-tokens"]].map(Number);
  const [warmup, count] = [flags.warmup, flags.steps].map(Number);
  const prompts = JSON.parse(readFileSync(`${folder}/prompts.json`, "utf8")) as number[][];
  const before = await matmulGflops();
  const model = await DecoderModel.open({
    folder,
    mode: "full",
    threads,
    buckets: { promptMultiple: 1, completionMultiple: 1, maxRows: groups * groupSize },
  });
  const trainer = new Trainer(model);
  const steps: Record<string, number>[] = [];
  for (let step = 0; step < warmup + count; step++) {
    const chosen = Array.from({ length: groups }, (_, i) => prompts[(step * groups + i) % prompts.length]);
    const start = performance.now();
    const rollouts = await sample(model, {
      prompts: chosen.map((p, i) => ({ ids: Int32Array.from(p), stream: `${step}/${i}` })),
      samplesPerPrompt: groupSize,
      maxTokens: tokens,
      temperature: 1,
      seed: 0,
      stopIds: [],
      maxRows: groups * groupSize,
    });
    const sampled = performance.now();
    const rewards = rollouts.map((g) =>
      g.map((c) => ({ reward: c.ids.reduce((n, id) => n + Number(id % 2 === 0), 0) / c.ids.length })),
    );
    const advantages = groupAdvantages("group", rewards);
    const graded = performance.now();
    await trainer.policyStep(
      request(
        chosen.map((prompt, i) => ({ prompt, completions: rollouts[i].map((c) => c.ids), advantages: advantages[i] })),
        tokens,
      ),
    );
    const end = performance.now();
    if (step >= warmup)
      steps.push({
        step: (end - start) / 1000,
        rollout: (sampled - start) / 1000,
        grading: (graded - sampled) / 1000,
        training: (end - graded) / 1000,
        other: 0,
      });
  }
  await model.close();
  const after = await matmulGflops();
  return {
    steps,
    median: Object.fromEntries(Object.keys(steps[0]).map((k) => [k, median(steps.map((s) => s[k]))])),
    matmul_gflops: { before, after },
    peak_rss_mb: process.resourceUsage().maxRSS / 1024,
  };
}

/** Loss, gradient norm and log-probabilities of the step that TRL dumped. */
async function replay(): Promise<object> {
  const theirs = JSON.parse(readFileSync(flags.step!, "utf8")) as {
    prompts: number[][];
    completions: number[][];
    advantages: number[];
    logp: number[][];
    loss: number;
    grad_norm: number;
    group_size: number;
  };
  const model = await DecoderModel.open({ folder, mode: "full", threads });
  const groups = [];
  for (let at = 0; at < theirs.prompts.length; at += theirs.group_size)
    groups.push({
      prompt: theirs.prompts[at],
      completions: theirs.completions.slice(at, at + theirs.group_size).map((c) => Int32Array.from(c)),
      advantages: theirs.advantages.slice(at, at + theirs.group_size),
    });
  const { metrics, logp } = await new Trainer(model).policyStep(request(groups, theirs.completions[0].length));
  const flat = logp.flat();
  const worst = Math.max(...flat.map((row, i) => Math.max(...row.map((l, t) => Math.abs(l - theirs.logp[i][t])))));
  await model.close();
  return {
    loss: { ours: metrics.loss, theirs: theirs.loss, difference: Math.abs(metrics.loss! - theirs.loss) },
    grad_norm: {
      ours: metrics.grad_norm,
      theirs: theirs.grad_norm,
      relative: Math.abs(metrics.grad_norm! / theirs.grad_norm - 1),
    },
    largest_logprob_difference: worst,
  };
}

const mode = positionals[0];
if (mode !== "run" && mode !== "replay") throw new Error("usage: decisis-grpo-step.ts run|replay --folder F");
process.stdout.write(`${JSON.stringify({ mode, threads, ...(mode === "run" ? await run() : await replay()) })}\n`);
