import {
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModelError } from "@decisis/lm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { metricOf } from "../../monitoring/metric-registry.ts";
import type { GrpoStage, LoraOptions, SftStage } from "../../runs/run-file.ts";
import type { StageEvent } from "../engine.ts";
import { createEmbeddedEngine } from "./embedded-engine.ts";
import { writeTinyModel } from "./test-support/tiny-model.ts";
import { collect, grpo, lora, metricsOf, sft, stageJobs, tasks, weights } from "./test-support/tiny-stages.ts";

const folder = mkdtempSync(join(tmpdir(), "embedded-engine-"));
const model = join(folder, "model");
beforeAll(() => writeTinyModel(model));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const job = stageJobs(folder, model);

const variants: readonly [string, SftStage | GrpoStage, LoraOptions | null][] = [
  ["sft, full", sft, null],
  ["sft, lora", sft, lora],
  ["grpo, full", grpo, null],
  ["grpo, lora", grpo, lora],
  [
    "dapo with two iterations, penalty and shaping",
    {
      ...grpo,
      preset: "dapo",
      loss_type: "dapo",
      epsilon_high: 0.28,
      num_iterations: 2,
      beta: 0.05,
      dynamic_sampling: { max_gen_batches: 3, on_exhausted: "train" },
      soft_overlong: { cache: 4 },
      mask_truncated_completions: true,
    },
    null,
  ],
  ["gspo", { ...grpo, preset: "gspo", importance_sampling_level: "sequence", epsilon: 3e-4, epsilon_high: 4e-4 }, null],
  [
    "grpo, trained on half of each group, normalisation weights at a rate of their own",
    { ...grpo, num_generations: 6, down_sample_to: 3, norm_learning_rate: 0.05, final_norm_learning_rate: 0.1 },
    null,
  ],
  ["dr_grpo", { ...grpo, preset: "dr_grpo", loss_type: "dr_grpo", scale_rewards: "none" }, null],
  [
    "grpo, temperature by skill",
    { ...grpo, temperature: { letters: 1.4 }, max_completion_length: { letters: 8 } },
    null,
  ],
];

describe("a stage that is cut off and resumed ends like one that was not", () => {
  for (const [name, stage, adapter] of variants)
    test(name, async () => {
      const file = adapter ? "adapter_model.safetensors" : "model.safetensors";
      const whole = await collect(job(stage, { lora: adapter }));
      const first = job(stage, { lora: adapter });
      const before = await collect(first, 2);
      const checkpoint = before.find((e) => e.type === "checkpoint");
      if (checkpoint?.type !== "checkpoint") throw new Error("no checkpoint");
      const after = await collect({ ...first, resumeFrom: checkpoint });
      const untilCheckpoint = before.slice(0, before.indexOf(checkpoint));
      expect([...metricsOf(untilCheckpoint), ...metricsOf(after)]).toEqual(metricsOf(whole));
      expect(weights(after, file).equals(weights(whole, file))).toBe(true);
      for (const event of whole)
        if (event.type === "metrics")
          for (const metric of Object.keys(event.values)) expect(metricOf(metric), metric).not.toBeNull();
    });
});

test("a checkpoint whose state was tampered with is refused with its file", async () => {
  const first = job(grpo);
  const checkpoint = (await collect(first, 2)).find((e) => e.type === "checkpoint");
  if (checkpoint?.type !== "checkpoint") throw new Error("no checkpoint");
  const path = join(checkpoint.folder, "stage.json");
  const sound = JSON.parse(readFileSync(path, "utf8"));
  const { schedule } = sound;
  const resumed = async (state: unknown) => {
    writeFileSync(path, typeof state === "string" ? state : JSON.stringify(state));
    return collect({ ...first, resumeFrom: checkpoint });
  };
  for (const [state, field] of [
    [null, "state"],
    [[], "state"],
    [{ ...sound, step: "2" }, "step"],
    ...[-1, 0, 1, 3, grpo.steps + 1].map((step) => [{ ...sound, step }, "step"] as const),
    [{ ...sound, best: { step: 3, reward: 0 } }, "best.step"],
    [{ ...sound, sinceBest: 3 }, "sinceBest"],
    [{ ...sound, numTokens: null }, "numTokens"],
    [{ ...sound, schedule: undefined }, "schedule"],
    [{ ...sound, schedule: { ...schedule, position: { letters: 0.5 } } }, "schedule.position.letters"],
    [{ ...sound, schedule: { ...schedule, position: { "a\nb": "x" } } }, "schedule.position.a\\u000ab"],
    [{ ...sound, schedule: { ...schedule, credit: [] } }, "schedule.credit"],
    [JSON.stringify({ ...sound, best: { step: 1, reward: 0 } }).replace('"reward":0', '"reward":1e999'), "best.reward"],
    [{ ...sound, sinceBest: true }, "sinceBest"],
    ["no\nJSON", "Unexpected token"],
  ] as const) {
    const error = await resumed(state).catch((e: Error) => e);
    expect(error).toBeInstanceOf(ModelError);
    const { message } = error as Error;
    expect(message).toContain(`${path}: ${field}`);
    expect(message).toMatch(/^[^\n]*; remove its folder to go on without this checkpoint$/);
  }
  const beyond = { ...first, stage: { ...grpo, steps: 1 }, resumeFrom: checkpoint };
  await expect(collect(beyond)).rejects.toThrow(/step-2: is a checkpoint of step 2, and the stage has 1$/);
  expect((await resumed(sound)).at(-1)).toMatchObject({ type: "done", step: grpo.steps });
});

test("SFT lowers the loss and GRPO raises the reward", async () => {
  const trained = metricsOf(await collect(job({ ...sft, max_steps: 30, eval_every: null, learning_rate: 1e-2 })));
  expect(trained.at(-1)!.loss!).toBeLessThan(0.6 * trained[0].loss!);
  const rl = metricsOf(
    await collect(job({ ...grpo, steps: 40, eval_every: null, kl_probe_every: null, learning_rate: 1e-2 })),
  );
  const mean = (rows: typeof rl): number => rows.reduce((n, r) => n + r.reward!, 0) / rows.length;
  expect(mean(rl.slice(-5))).toBeGreaterThan(mean(rl.slice(0, 5)) + 0.1);
});

test("on-policy numbers are what they must be", async () => {
  for (const values of metricsOf(await collect(job({ ...grpo, mask_truncated_completions: false })))) {
    expect(values["ratio/mean"]).toBe(1);
    expect(values["clip_ratio/region_mean"]).toBe(0);
    expect(Math.abs(values.loss!)).toBeLessThan(1e-6);
    expect(values["sampling/sampling_logp_difference/max"]!).toBeLessThan(1e-4);
  }
});

test("each skill is sampled and trained at its own temperature and length", async () => {
  const [cold, hot] = [
    { skill: "cold", source: "cold" },
    { skill: "hot", source: "hot" },
  ];
  const train = tasks.slice(0, 8).map((t, i) => ({ ...t, ...(i % 2 === 0 ? cold : hot) }));
  const stage: GrpoStage = {
    ...grpo,
    mixture: { cold: 1, hot: 1 },
    prompts_per_step: 4,
    temperature: { cold: 0.05, hot: 3 },
    max_completion_length: { cold: 4, hot: 9 },
    beta: 0.1,
    kl_probe_every: 1,
  };
  const events = await collect(job(stage, { train, validation: train }));
  const bySkill = Map.groupBy(
    events.flatMap((e) => (e.type === "rollouts" ? e.rollouts : [])),
    (r) => r.skill,
  );
  const longest = (skill: string): number =>
    Math.max(...bySkill.get(skill)!.map(({ completion }) => completion.tokenIds.length));
  expect([longest("cold"), longest("hot")]).toEqual([4, 9]);
  const surprise = (skill: string): number => {
    const logps = bySkill.get(skill)!.flatMap(({ completion }) => completion.logprobs);
    return -logps.reduce((a, b) => a + b, 0) / logps.length;
  };
  expect(surprise("hot")).toBeGreaterThan(2 * surprise("cold"));
  const values = metricsOf(events);
  // The trainer's log-probabilities are the sampler's, and those of the start are its own: at the temperature of each.
  for (const v of values) expect(v["sampling/sampling_logp_difference/max"]!).toBeLessThan(1e-4);
  expect(Math.abs(values[0].kl!)).toBeLessThan(1e-6);
});

test("down-sampling trains on the completions whose rewards vary most, and counts only their tokens", async () => {
  const events = await collect(job({ ...grpo, steps: 1, num_generations: 8, down_sample_to: 2 }));
  const rollouts = events.flatMap((e) => (e.type === "rollouts" ? e.rollouts : []));
  expect(rollouts).toHaveLength(3 * 8);
  expect(rollouts.filter((r) => r.advantage !== null)).toHaveLength(3 * 2);
  const trained = rollouts.filter((r) => r.advantage !== null && r.advantage !== 0);
  const differing = [...Map.groupBy(rollouts, (r) => r.group).values()].filter(
    (group) => new Set(group.map((r) => r.grade.reward)).size > 1,
  );
  expect(differing.length).toBeGreaterThan(0);
  expect(trained).toHaveLength(2 * differing.length);
  for (const group of differing) {
    const rewards = group.map((r) => r.grade.reward!);
    const own = trained.filter((r) => r.group === group[0].group).map((r) => r.grade.reward!);
    expect(own.sort()).toEqual([Math.min(...rewards), Math.max(...rewards)]);
  }
  const all = await collect(job({ ...grpo, steps: 1, num_generations: 8 }));
  const tokens = (run: readonly StageEvent[]): number => metricsOf(run).at(-1)!.num_tokens!;
  expect(tokens(events)).toBeLessThan(tokens(all) / 3);
});

test("a masked completion takes no place among those trained on", async () => {
  const masked = { ...grpo, steps: 1, num_generations: 8, down_sample_to: 3, mask_truncated_completions: true };
  const rollouts = (await collect(job(masked))).flatMap((e) => (e.type === "rollouts" ? e.rollouts : []));
  expect(rollouts.some((r) => r.completion.truncated)).toBe(true);
  expect(rollouts.some((r) => r.advantage !== null)).toBe(true);
  for (const r of rollouts) if (r.completion.truncated) expect(r.advantage).toBeNull();
});

test("each iteration on a generation counts as training", async () => {
  const events = await collect(job({ ...grpo, num_iterations: 3, eval_every: null }));
  const done = events.find((e) => e.type === "done");
  expect(done).toMatchObject({ trainedTokens: 3 * metricsOf(events).at(-1)!.num_tokens! });
});

test("a control stops when the token budget is spent", async () => {
  const events = await collect(job({ ...sft, max_steps: null, control_for: ["grpo"] }, { tokenBudget: 700 }));
  const done = events.find((e) => e.type === "done");
  if (done?.type !== "done") throw new Error("not done");
  expect(done.trainedTokens).toBeGreaterThanOrEqual(700);
  expect(done.trainedTokens).toBeLessThan(700 + 4 * 64);
});

test("patience ends SFT early and the best model is handed on", async () => {
  const events = await collect(job({ ...sft, max_steps: 60, patience: 2, learning_rate: 1e-9, eval_every: 1 }));
  const done = events.find((e) => e.type === "done");
  expect(done?.type === "done" && done.step).toBeLessThan(60);
  expect(events.some((e) => e.type === "message" && e.text.includes("has not risen"))).toBe(true);
});

test("a checkpoint's model samples like the model in memory, and sampling is repeatable", async () => {
  const engine = createEmbeddedEngine({ threads: 1 });
  const options = { seed: 3, temperature: 1, samplesPerPrompt: 2, maxCompletionLength: 8 };
  const prompts = tasks.map((t) => t.pose(0).messages);
  const first = await engine.sample(model, prompts, options);
  const again = await engine.sample(model, prompts, options);
  expect(again).toEqual(first);
  expect(first.flat().every((c) => c.tokenIds.length <= 8 && c.logprobs.every((l) => l <= 1e-6))).toBe(true);
  await engine.close();
});

test("what opening a model to train would refuse is found by its headers", async () => {
  const engine = createEmbeddedEngine({ threads: 1 });
  const adapter = (await collect(job({ ...sft, max_steps: 1 }, { lora }))).find((e) => e.type === "done");
  if (adapter?.type !== "done") throw new Error("not done");
  for (const [start, adapters] of [
    [model, null],
    [model, lora],
    [adapter.folder, lora],
  ] as const)
    await engine.check(start, adapters);
  const cut = join(folder, "cut");
  cpSync(model, cut, { recursive: true });
  truncateSync(join(cut, "model.safetensors"), 50_000);
  const linked = join(folder, "linked");
  cpSync(model, linked, { recursive: true });
  renameSync(join(linked, "model.safetensors"), join(linked, "0a1b2c"));
  symlinkSync("0a1b2c", join(linked, "model.safetensors"));
  await engine.check(linked, null);
  for (const [start, adapters, message] of [
    [model, { ...lora, target_modules: ["q_proj", "c_attn"] }, /target_modules \["c_attn"\] selects no linear layer/],
    [cut, null, /cut\/model\.safetensors: tensor .* truncated\?$/],
    [cut, lora, /cut\/model\.safetensors: tensor .* truncated\?$/],
    [linked, lora, /linked\/model\.safetensors: is a link to a file of another name; copy the checkpoint/],
    [adapter.folder, null, /is an adapter; full fine-tuning needs a whole model/],
  ] as const) {
    const refusal = await engine.check(start, adapters).catch((e: Error) => e);
    expect(refusal).toBeInstanceOf(ModelError);
    expect((refusal as Error).message).toMatch(message);
    await expect(collect(job(sft, { model: start, lora: adapters }))).rejects.toThrow((refusal as Error).message);
  }
});

test("a model that cannot answer is refused instead of measured", async () => {
  const engine = createEmbeddedEngine({ threads: 1 });
  const prompts = tasks.slice(0, 2).map((t) => t.pose(0).messages);
  const options = { seed: 3, temperature: 1, samplesPerPrompt: 1, maxCompletionLength: 4 };
  await expect(engine.sample(model, prompts, { ...options, maxCompletionLength: 100_000 })).rejects.toThrow(
    /no prompt leaves room for 100000 completion tokens in a context of 256/,
  );
  const filled = (name: string, byte: number, tensor?: string): string => {
    const copy = join(folder, name);
    cpSync(model, copy, { recursive: true });
    const file = join(copy, "model.safetensors");
    const bytes = readFileSync(file);
    const start = 8 + Number(bytes.readBigUInt64LE());
    const header = JSON.parse(bytes.subarray(8, start).toString());
    const [from, to] = tensor === undefined ? [0, bytes.length - start] : header[tensor].data_offsets;
    writeFileSync(file, bytes.fill(byte, start + from, start + to));
    return copy;
  };
  const damaged = filled("damaged", 0xff);
  const named = /damaged\/model\.safetensors: tensor "model\.[^"]*": value 0 is NaN; the file is damaged/;
  await expect(engine.sample(damaged, prompts, options)).rejects.toThrow(named);
  // Finite every one, and too large for finite products: 3.4e38.
  await expect(engine.sample(filled("huge", 0x7f, "model.norm.weight"), prompts, options)).rejects.toThrow(
    /huge: gives tokens probabilities that are/,
  );
  const adapter = join(folder, "adapter-of-damaged");
  const done = (await collect(job({ ...sft, max_steps: 1 }, { lora }))).at(-1);
  cpSync((done as { folder: string }).folder, adapter, { recursive: true });
  const config = join(adapter, "adapter_config.json");
  writeFileSync(config, readFileSync(config, "utf8").replace(JSON.stringify(model), JSON.stringify(damaged)));
  await expect(engine.sample(adapter, prompts, options)).rejects.toThrow(named);
  await engine.close();
});
