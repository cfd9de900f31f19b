import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { adamWDefaults } from "./adamw.ts";
import type { TokenGroup } from "./batch.ts";
import { DecoderModel, type OpenModelOptions } from "./decoder-model.ts";
import { baseOptions } from "./objectives/compose.ts";
import type { ObjectiveOptions } from "./objectives/objective.ts";
import { smallConfig, writeRandomModel } from "./random-model.ts";
import { NonFiniteLossError, type PolicyStepRequest, Trainer, type UpdateOptions } from "./trainer.ts";

const config = smallConfig("Qwen2ForCausalLM", {
  vocab_size: 40,
  hidden_size: 24,
  intermediate_size: 32,
  num_hidden_layers: 2,
  head_dim: 8,
});
let folder: string;
let other: string;
const open: DecoderModel[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lm-trainer-"));
  other = await mkdtemp(join(tmpdir(), "lm-reference-"));
  await writeRandomModel(folder, config, 1, 0.12);
  await writeRandomModel(other, config, 2, 0.12);
});
afterEach(async () => {
  for (const model of open.splice(0)) await model.close();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rm(other, { recursive: true });
});

async function trainer(options: Partial<OpenModelOptions> = {}): Promise<Trainer> {
  const model = await DecoderModel.open({
    folder,
    mode: "full",
    threads: 1,
    ...(options.mode === "lora" ? { adapter: { r: 3, alpha: 6 }, seed: 4, sessionLimit: 12 } : {}),
    ...options,
    buckets: { promptMultiple: 4, completionMultiple: 4, maxRows: 64, ...options.buckets },
  });
  open.push(model);
  return new Trainer(model);
}

const update: UpdateOptions = { learningRate: 1e-3, adam: adamWDefaults, maxGradNorm: 1 };
const random = Random.at("rows");
const ids = (n: number): Int32Array => Int32Array.from({ length: n }, () => random.integer(config.vocabSize));
const groups: TokenGroup[] = [
  { promptIds: ids(3), completions: [ids(4), ids(7), ids(2)] },
  { promptIds: ids(9), completions: [ids(1), ids(5), ids(5)] },
  { promptIds: ids(6), completions: [ids(6), ids(3), ids(8)] },
];
/** The same at the temperature that policies are asked at. */
const warm: TokenGroup[] = groups.map((g) => ({ ...g, temperature: 0.8 }));
const rows: TokenGroup[] = groups.flatMap((g) => g.completions.map((c) => ({ ...g, completions: [c] })));

function request(fields: Partial<PolicyStepRequest> = {}, options: Partial<ObjectiveOptions> = {}): PolicyStepRequest {
  return {
    groups: warm.map((g, i) => ({
      ...g,
      completions: g.completions.map((c, j) => ({
        ids: c,
        mask: Uint8Array.from(c, (_, t) => (c.length > 3 && t === 1 ? 0 : 1)),
        advantage: Math.sin(1 + 2 * i + 3 * j),
      })),
    })),
    lossType: "grpo",
    importanceLevel: "token",
    options: { ...baseOptions, ...options },
    maxCompletionLength: 8,
    update,
    ...fields,
  };
}

/** No step: the gradient stays to be looked at. */
const still = { ...update, learningRate: 0 };

const gradientsOf = (t: Trainer): Float32Array[] => (t as unknown as { gradients: Float32Array[] }).gradients;
const snapshot = (t: Trainer): Float32Array[] =>
  [...t.model.trainable.map((p) => p.value), ...t.state.m, ...t.state.v].map((x) => Float32Array.from(x));
function distance(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  let worst = 0;
  a.forEach((x, i) => {
    for (let j = 0; j < x.length; j++) {
      const d = Math.abs(x[j] - b[i][j]);
      worst = Number.isNaN(d) ? Number.POSITIVE_INFINITY : Math.max(worst, d);
    }
  });
  return worst;
}
const scale = (a: readonly ArrayLike<number>[]): number => Math.max(...a.flatMap((x) => Array.from(x, Math.abs)));

const modes = ["full", "lora"] as const;

describe.each(modes)("%s: neither the cut into micro-batches nor the order of rows matters", (mode) => {
  const steps = {
    grpo: (t: Trainer) => t.policyStep(request()),
    "dapo with KL": (t: Trainer) => t.policyStep({ ...withReference(request({ lossType: "dapo" }, { beta: 0.1 })) }),
    sft: (t: Trainer) => t.sftStep(rows, update),
  };
  test.each(Object.keys(steps) as (keyof typeof steps)[])("%s", async (name) => {
    const whole = await trainer({ mode });
    if (mode === "lora") stir(whole);
    const first = await steps[name](whole);
    const gradients = gradientsOf(whole).map((g) => Float32Array.from(g));
    for (const maxRows of [1, 3, 6]) {
      const cut = await trainer({ mode, buckets: { maxRows } });
      if (mode === "lora") stir(cut);
      const result = await steps[name](cut);
      for (const [key, value] of Object.entries(first.metrics))
        expect(Math.abs(result.metrics[key]! - value!), key).toBeLessThan(1e-6 * Math.max(1, Math.abs(value!)));
      expect(distance(gradientsOf(cut), gradients)).toBeLessThan(1e-6 * scale(gradients));
    }
  });

  test("order of groups and of rows in a group", async () => {
    const before = await trainer({ mode });
    if (mode === "lora") stir(before);
    const asked = request({ lossType: "dr_grpo" });
    const first = await before.policyStep(asked);
    const turned = {
      ...asked,
      groups: asked.groups.map((g) => ({ ...g, completions: g.completions.toReversed() })).toReversed(),
    };
    const after = await trainer({ mode });
    if (mode === "lora") stir(after);
    const second = await after.policyStep(turned);
    expect(second.metrics.loss).toBeCloseTo(first.metrics.loss!, 6);
    expect(distance(gradientsOf(after), gradientsOf(before))).toBeLessThan(1e-6 * scale(gradientsOf(before)));
    expect(distance(second.logp.flat().toReversed(), first.logp.flat())).toBeLessThan(2e-5);
  });
});

/** Gives an adapter a B that is not zero. */
function stir(t: Trainer): void {
  const noise = Random.at("stir");
  for (const { name, value } of t.model.trainable)
    if (name.endsWith("lora_B")) for (let i = 0; i < value.length; i++) value[i] = 0.1 * noise.normal();
}

function withReference(asked: PolicyStepRequest): PolicyStepRequest {
  return {
    ...asked,
    groups: asked.groups.map((g, i) => ({
      ...g,
      completions: g.completions.map((c, j) => ({
        ...c,
        refLogp: Float64Array.from(c.ids, (_, t) => -3.5 + 0.3 * Math.sin(i + j + t)),
      })),
    })),
  };
}

/** Adds ℓ_old near the current ℓ, so that ratios lie on both sides of the clip. */
async function withOld(t: Trainer, asked: PolicyStepRequest, spread = 0.3): Promise<PolicyStepRequest> {
  const now = await t.model.score(warm);
  return {
    ...asked,
    groups: asked.groups.map((g, i) => ({
      ...g,
      completions: g.completions.map((c, j) => ({
        ...c,
        oldLogp: now[i][j].logp.map((x, k) => x + spread * Math.sin(7 * i + 3 * j + k)),
      })),
    })),
  };
}

describe("the gradient is the slope of the loss along itself", () => {
  const cases: readonly [string, (t: Trainer) => Promise<PolicyStepRequest>][] = [
    ["second update of a generation", (t) => withOld(t, request())],
    ["dapo, second update", (t) => withOld(t, request({ lossType: "dapo" }, { epsilonHigh: 0.28 }))],
    ["sequence-level ratios", (t) => withOld(t, request({ importanceLevel: "sequence" }), 0.1)],
    ["KL only", async (t) => withReference(await withOld(t, request({}, { beta: 2 })))],
    ["entropy bonus", (t) => withOld(t, request({}, { entropyCoefficient: 3 }))],
    [
      "entropy bonus and KL",
      async (t) => withReference(await withOld(t, request({}, { entropyCoefficient: 1, beta: 1 }))),
    ],
  ];
  test.each(cases)("%s", async (_, make) => {
    const t = await trainer();
    const asked = { ...(await make(t)), update: still };
    const { metrics } = await t.policyStep(asked);
    const gradients = gradientsOf(t).map((g) => Float32Array.from(g));
    const norm = metrics.grad_norm!;
    expect(norm).toBeGreaterThan(0.01);
    // With the ratio clipped the loss has kinks; the step is short enough to meet few.
    const h = 2e-3;
    const at = async (distance: number): Promise<number> => {
      t.model.trainable.forEach(({ value }, k) => {
        for (let i = 0; i < value.length; i++) value[i] += (distance * gradients[k][i]) / norm;
      });
      return (await t.policyStep(asked)).metrics.loss!;
    };
    const above = await at(h);
    const below = await at(-2 * h);
    expect(Math.abs((above - below) / (2 * h) / norm - 1)).toBeLessThan(0.01);
  });

  test("sft", async () => {
    const t = await trainer();
    const { metrics } = await t.sftStep(rows, still);
    const gradients = gradientsOf(t).map((g) => Float32Array.from(g));
    const h = 1e-3;
    const at = async (distance: number): Promise<number> => {
      t.model.trainable.forEach(({ value }, k) => {
        for (let i = 0; i < value.length; i++) value[i] += (distance * gradients[k][i]) / metrics.grad_norm!;
      });
      return (await t.sftStep(rows, still)).metrics.loss!;
    };
    const slope = ((await at(h)) - (await at(-2 * h))) / (2 * h);
    expect(Math.abs(slope / metrics.grad_norm! - 1)).toBeLessThan(0.01);
  });
});

describe.each(modes)("%s: SFT that learns from prompts", (mode) => {
  const one = rows.map(({ promptIds, completions }) => ({ promptIds, completions: completions.slice(0, 1) }));
  /** The prompts alone, each predicted from its first token. */
  const prompts = one.map(({ promptIds }) => ({
    promptIds: promptIds.slice(0, 1),
    completions: [promptIds.slice(1)],
  }));

  test.each(["token-mean", "seq-mean-token-mean"] as const)(
    "%s: adds the weighted gradient of the prompts",
    async (aggregation) => {
      const gradientAfter = async (asked: typeof one, promptLossWeight: number) => {
        const t = await trainer({ mode });
        if (mode === "lora") stir(t);
        const { metrics, logp } = await t.sftStep(asked, still, { aggregation, promptLossWeight });
        return { metrics, logp, gradients: gradientsOf(t).map((g) => Float32Array.from(g)) };
      };
      const both = await gradientAfter(one, 0.3);
      const completion = await gradientAfter(one, 0);
      const prompt = await gradientAfter(prompts, 0);
      expect(both.metrics.loss).toBeCloseTo(completion.metrics.loss!, 5);
      expect(both.metrics.prompt_loss).toBeCloseTo(prompt.metrics.loss!, 5);
      expect(completion.metrics).not.toHaveProperty("prompt_loss");
      expect(both.logp.map(([l]) => l.length)).toEqual(completion.logp.map(([l]) => l.length));
      const sum = completion.gradients.map((g, k) => g.map((x, i) => x + 0.3 * prompt.gradients[k][i]));
      expect(distance(both.gradients, sum)).toBeLessThan(2e-5 * scale(sum));
      expect(distance(both.gradients, completion.gradients)).toBeGreaterThan(1e-2 * scale(sum));
    },
  );

  test("refuses rows that have no one completion or no prompt", async () => {
    const t = await trainer({ mode });
    const options = { promptLossWeight: 1 };
    const twice = [{ promptIds: one[0].promptIds, completions: [one[0].completions[0], one[0].completions[0]] }];
    await expect(t.sftStep(twice, still, options)).rejects.toThrow(/row 0: .*one completion/);
    const empty = [{ promptIds: new Int32Array(0), completions: one[0].completions }];
    await expect(t.sftStep(empty, still, options)).rejects.toThrow(/row 0: a prompt has no tokens/);
  });
});

describe("Muon", () => {
  const muon: UpdateOptions = { ...update, muonMomentum: 0.95 };
  const linear = (name: string): boolean => /_proj\.weight$/.test(name);

  test("moves the matrices of the layers, AdamW the rest", async () => {
    const [a, b] = [await trainer(), await trainer()];
    const before = snapshot(a);
    const { metrics } = await a.sftStep(rows, muon);
    await b.sftStep(rows, update);
    a.model.trainable.forEach(({ name, value }, k) => {
      if (linear(name)) {
        expect(value).not.toEqual(b.model.trainable[k].value);
        // An orthogonal matrix times 0.2 sqrt(max(m, n)) has entries of 0.2 in root mean square.
        const change = Math.sqrt(value.reduce((sum, x, i) => sum + (x - before[k][i]) ** 2, 0) / value.length);
        expect(change / update.learningRate).toBeGreaterThan(0.1);
        expect(change / update.learningRate).toBeLessThan(0.25);
        expect(a.state.v[k].every((x) => x === 0)).toBe(true);
      } else expect(value).toEqual(b.model.trainable[k].value);
    });
    expect(a.state.t).toBe(1);
    const moved = a.model.trainable.reduce(
      (sum, { value }, k) => value.reduce((s, x, i) => s + (x - before[k][i]) ** 2, sum),
      0,
    );
    expect(metrics.update_norm! / Math.sqrt(moved)).toBeCloseTo(1, 4);
  });

  test("the same steps give the same weights, bit for bit", async () => {
    const [a, b] = [await trainer(), await trainer()];
    for (const t of [a, b]) for (let k = 0; k < 3; k++) await t.sftStep(rows, muon);
    expect(snapshot(a)).toEqual(snapshot(b));
  });

  test("is refused where only an adapter is trained", async () => {
    const t = await trainer({ mode: "lora" });
    await expect(t.sftStep(rows, muon)).rejects.toThrow(/Muon moves weight matrices/);
  });
});

test("the first update is the second with ratios of 1", async () => {
  const a = await trainer();
  const first = await a.policyStep(request());
  const b = await trainer();
  const second = await b.policyStep(await withOld(b, request(), 0));
  expect(second.metrics.loss).toBeCloseTo(first.metrics.loss!, 6);
  expect(second.metrics["ratio/max"]).toBeCloseTo(1, 5);
  expect(distance(gradientsOf(b), gradientsOf(a))).toBeLessThan(1e-5 * scale(gradientsOf(a)));
});

test("tokens outside the mask take no part", async () => {
  const t = await trainer();
  const asked = request({ update: { ...update, learningRate: 0 } });
  const { metrics } = await t.policyStep(asked);
  const before = gradientsOf(t).map((g) => Float32Array.from(g));
  // A masked last token can be anything: nothing after it reads it.
  const changed = (id: number): PolicyStepRequest => ({
    ...asked,
    groups: asked.groups.map((g) => ({
      ...g,
      completions: g.completions.map((c) => ({
        ...c,
        ids: Int32Array.of(...c.ids, id),
        mask: Uint8Array.of(...c.mask, 0),
      })),
    })),
  });
  for (const id of [0, 17]) {
    const result = await t.policyStep(changed(id));
    expect(result.metrics.loss).toBeCloseTo(metrics.loss!, 6);
    expect(distance(gradientsOf(t), before)).toBeLessThan(1e-6 * scale(before));
  }
});

describe("KL with a reference", () => {
  test("is zero against itself and positive against another model", async () => {
    for (const [reference, sign] of [
      [folder, 0],
      [other, 1],
    ] as const) {
      const t = await trainer({ reference });
      const ref = await t.model.score(warm, "reference");
      const asked = request({}, { beta: 0.5 });
      const { metrics } = await t.policyStep({
        ...asked,
        groups: asked.groups.map((g, i) => ({
          ...g,
          completions: g.completions.map((c, j) => ({ ...c, refLogp: ref[i][j].logp })),
        })),
      });
      if (sign === 0) expect(Math.abs(metrics.kl!)).toBeLessThan(1e-9);
      else expect(metrics.kl!).toBeGreaterThan(0.05);
      const again = await t.model.score(warm, "reference");
      expect(again).toEqual(ref); // the reference stays while the policy moves
      expect(await t.model.score(warm)).not.toEqual(ref);
    }
  });

  test("needs one", async () => {
    const t = await trainer();
    await expect(t.policyStep(request({}, { beta: 0.5 }))).rejects.toThrow(RangeError);
    await expect(t.model.score(warm, "reference")).rejects.toThrow("without a reference");
  });
});

describe.each(modes)("%s: a loss that is not a number", (mode) => {
  test("stops, and leaves weights and moments as they were", async () => {
    const t = await trainer({ mode });
    await t.sftStep(rows, update);
    const poisoned = t.model.trainable.find((p) => /down_proj/.test(p.name))!;
    poisoned.value[5] = Number.NaN;
    const before = snapshot(t);
    const steps = t.state.t;
    for (const step of [() => t.sftStep(rows, update), () => t.policyStep(request())]) {
      const error = await step().catch((e: unknown) => e);
      expect(error).toBeInstanceOf(NonFiniteLossError);
      expect((error as NonFiniteLossError).message).toMatch(/^the loss is NaN; row 0 of the batch/);
      expect((error as NonFiniteLossError).details).toEqual({ row: 0 });
    }
    expect(t.state.t).toBe(steps);
    for (const [i, array] of snapshot(t).entries()) expect(array).toEqual(before[i]);
  });

  test("a gradient that is not finite is skipped, three in a row stop", async () => {
    const t = await trainer({ mode });
    await t.policyStep(request());
    const before = snapshot(t);
    const steps = t.state.t;
    const asked = request();
    const huge: PolicyStepRequest = {
      ...asked,
      groups: asked.groups.map((g) => ({
        ...g,
        completions: g.completions.map((c) => ({ ...c, advantage: 1e39 })), // its seed is ∞ in float32
      })),
    };
    const unchanged = (): void => {
      expect(t.state.t).toBe(steps);
      for (const [i, array] of snapshot(t).entries()) expect(array).toEqual(before[i]);
    };
    for (let k = 1; k <= 2; k++) {
      const { metrics } = await t.policyStep(huge);
      expect(Number.isFinite(metrics.loss)).toBe(true);
      expect(metrics).toMatchObject({ grad_norm: null, update_norm: 0, steps_skipped_nonfinite: k });
      unchanged();
    }
    await expect(t.policyStep(huge)).rejects.toThrow(NonFiniteLossError);
    unchanged();

    const again = await trainer({ mode });
    await again.policyStep(huge);
    await again.policyStep(huge);
    expect((await again.policyStep(request())).metrics.steps_skipped_nonfinite).toBe(0);
    expect((await again.policyStep(huge)).metrics.steps_skipped_nonfinite).toBe(1);
  });
});

test("what cannot be computed is refused before anything moves", async () => {
  const t = await trainer();
  await expect(t.policyStep(request({ lossType: "dapo", importanceLevel: "sequence" }))).rejects.toThrow(RangeError);
  await expect(t.sftStep([{ promptIds: new Int32Array(0), completions: [ids(3)] }], update)).rejects.toThrow(
    "group 0: a prompt has no tokens",
  );
  expect(t.state.t).toBe(0);
});

test("clipping bounds the gradient that the optimizer sees", async () => {
  const t = await trainer();
  const tight = { ...update, maxGradNorm: 0.01 };
  const { metrics } = await t.sftStep(rows, tight);
  expect(metrics.grad_norm_clipped_frac).toBe(1);
  const m = Math.sqrt(t.state.m.flatMap((x) => [...x]).reduce((a, x) => a + x * x, 0));
  expect(m).toBeCloseTo(0.1 * 0.01, 6);
  const free = await trainer();
  await free.sftStep(rows, { ...update, maxGradNorm: 0 });
  const unclipped = Math.sqrt(free.state.m.flatMap((x) => [...x]).reduce((a, x) => a + x * x, 0));
  expect(unclipped / (0.1 * metrics.grad_norm!)).toBeCloseTo(1, 5);
});

test("training lowers the loss and moves the sampler's policy with the weights", async () => {
  for (const mode of modes) {
    const t = await trainer({ mode });
    const before = await t.model.score(rows);
    const losses: number[] = [];
    for (let step = 0; step < 8; step++)
      losses.push((await t.sftStep(rows, { ...update, learningRate: 1e-2 })).metrics.loss!);
    expect(losses.at(-1)!).toBeLessThan(losses[0] - 0.3);
    expect(await t.model.score(rows)).not.toEqual(before);
  }
});
