import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Graph, Random, Session, type Tensor } from "@decisis/tensor";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { adamWDefaults } from "./adamw.ts";
import { mergeAdapter, saveAdapter } from "./adapter.ts";
import { batchFeeds, planMicroBatches, type TokenGroup } from "./batch.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { type Architecture, writeConfig } from "./config.ts";
import { DecoderModel, type OpenModelOptions, type TokenScores } from "./decoder-model.ts";
import { adaptedWeights } from "./graph-weights.ts";
import { ModelError } from "./model-error.ts";
import { loadWeights, namedTensors } from "./model-weights.ts";
import { parityAdapter } from "./parity-models.ts";
import { smallConfig, writeRandomModel } from "./random-model.ts";
import { readTensor } from "./read-tensor.ts";
import { writeCheckpoint } from "./safetensors-write.ts";
import { saveModel } from "./save-model.ts";
import { Trainer } from "./trainer.ts";
import { trainingGraph } from "./training-graph.ts";
import { weightGroups } from "./weight-groups.ts";

const fields = { vocab_size: 40, hidden_size: 24, intermediate_size: 32, num_hidden_layers: 2, head_dim: 8 };
const config = smallConfig("Qwen3ForCausalLM", { ...fields, attention_bias: true });
const buckets = { promptMultiple: 4, completionMultiple: 4, maxRows: 64 };
let work: string;
let folder: string;
const open: DecoderModel[] = [];
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "lm-decoder-model-"));
  folder = join(work, "base");
  await mkdir(folder);
  await writeRandomModel(folder, config, 1, 0.15);
});
afterEach(async () => {
  for (const model of open.splice(0)) await model.close();
});
afterAll(() => rm(work, { recursive: true }));

async function opened(options: Partial<OpenModelOptions>): Promise<DecoderModel> {
  const model = await DecoderModel.open({ folder, mode: "full", threads: 1, buckets, ...options });
  open.push(model);
  return model;
}

const random = Random.at("decoder model");
const ids = (n: number): Int32Array => Int32Array.from({ length: n }, () => random.integer(config.vocabSize));
const groups: TokenGroup[] = [
  { promptIds: ids(3), completions: [ids(4), ids(7)] },
  { promptIds: ids(9), completions: [ids(1), ids(5)] },
];
const seeds = groups.map((g) => g.completions.map((c) => Float64Array.from(c, (_, t) => Math.cos(t + c.length))));
const logp = (scores: readonly TokenScores[][]): number[] => scores.flat().flatMap((s) => [...s.logp]);
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((x, i) => Math.abs(x - b[i])));

test("groups are scored at their own temperature, those that name none at 1", async () => {
  const model = await opened({});
  const at = (temperature: number): TokenGroup[] => groups.map((g) => ({ ...g, temperature }));
  const [one, two] = [await model.score(groups), await model.score(at(1.6))];
  expect(one).toEqual(await model.score(at(1)));
  expect(distance(logp([one[1]]), logp([two[1]]))).toBeGreaterThan(0.01);
  const own = [groups[0], { ...groups[1], temperature: 1.6 }];
  const mixed = await model.score(own);
  expect(distance(logp(mixed), logp([one[0], two[1]]))).toBeLessThan(1e-5);
  const gradient = async (some: readonly TokenGroup[], of: typeof seeds): Promise<number[]> => {
    const sums = model.trainable.map((p) => new Float32Array(p.value.length));
    await model.backward(some, of, sums);
    return sums.flatMap((s) => [...s]);
  };
  const parts = [await gradient([own[0]], [seeds[0]]), await gradient([own[1]], [seeds[1]])];
  const whole = await gradient(own, seeds);
  const apart = parts[0].map((x, i) => x + parts[1][i]);
  expect(distance(whole, apart)).toBeLessThan(1e-4);
});

describe("a fresh adapter", () => {
  const fresh = { mode: "lora", adapter: { r: 3, alpha: 6 }, seed: 9 } as const;

  test("gives the base bit for bit: the same graph without adapters, and the adapter off", async () => {
    const model = await opened(fresh);
    const on = await model.score(groups);
    expect(await model.score(groups, "reference")).toEqual(on);

    const [batch] = planMicroBatches(groups, buckets);
    const weights = new Map(namedTensors(await loadWeights(folder, config)).map((t) => [t.name, t]));
    const base = trainingGraph(config, {
      shape: batch.shape,
      backward: false,
      weights: (graph: Graph) => {
        const constant = (name: string): Tensor => {
          const { data, shape } = weights.get(name)!;
          return graph.constant(data as Float32Array, shape);
        };
        return { weights: adaptedWeights(config, constant, new Map(), 1), trainable: new Map() };
      },
    });
    const session = await Session.create(base, { threads: 1 });
    const out = await session.run(batchFeeds(groups, batch, model.padId));
    await session.release();
    batch.members.forEach((member, row) => {
      on[member].forEach((s, j) => {
        const at = (row * batch.shape.completionsPerGroup + j) * batch.shape.completionLength;
        expect([...s.logp]).toEqual([...(out.logprob.data as Float32Array).subarray(at, at + s.logp.length)]);
        expect([...s.entropy]).toEqual([...(out.entropy.data as Float32Array).subarray(at, at + s.logp.length)]);
      });
    });
  });

  test("has no gradient on A and one on every B", async () => {
    const model = await opened(fresh);
    const gradients = model.trainable.map((p) => new Float32Array(p.value.length));
    await model.backward(groups, seeds, gradients);
    expect(gradients.length).toBe(2 * 7 * config.layers);
    model.trainable.forEach(({ name }, i) => {
      if (name.endsWith("lora_A"))
        expect(
          gradients[i].every((x) => x === 0),
          name,
        ).toBe(true);
      else
        expect(
          gradients[i].some((x) => Math.abs(x) > 1e-4),
          name,
        ).toBe(true);
    });
  });

  test("follows its seed", async () => {
    const values = async (seed: number): Promise<number[]> =>
      (await opened({ ...fresh, seed })).trainable.flatMap((p) => [...p.value]);
    expect(await values(9)).toEqual(await values(9));
    expect(await values(10)).not.toEqual(await values(9));
  });
});

describe("an adapter", () => {
  const adapterFolder = (): string => join(work, "adapter");
  beforeAll(async () => {
    await mkdir(adapterFolder());
    await saveAdapter(adapterFolder(), parityAdapter({ name: "", config, seed: 3, deviation: 0 }));
  });
  const loaded = () => ({ mode: "lora", adapter: { folder: adapterFolder() } }) as const;

  test("computes what the merged weights compute", async () => {
    const model = await opened(loaded());
    const adapted = logp(await model.score(groups));
    const merged = join(work, "merged");
    await mkdir(merged);
    await writeConfig(merged, config);
    const named = namedTensors(await loadWeights(folder, config));
    const weights = mergeAdapter(new Map(named.map((t) => [t.name, t.data as Float32Array])), model.adapter!);
    await writeCheckpoint(
      merged,
      named.map((t) => ({ ...t, data: weights.get(t.name)! })),
    );
    const whole = logp(await (await opened({ folder: merged, mode: "frozen" })).score(groups));
    expect(distance(adapted, whole)).toBeLessThan(1e-5 * Math.max(...whole.map(Math.abs)));
    const base = logp(await (await opened({ mode: "frozen" })).score(groups));
    expect(distance(adapted, base)).toBeGreaterThan(0.5);
  });

  test("is off in the reference, before and after training", async () => {
    const model = await opened(loaded());
    const base = logp(await (await opened({ mode: "frozen" })).score(groups));
    const off = await model.score(groups, "reference");
    expect(distance(logp(off), base)).toBeLessThan(1e-5);
    const before = logp(await model.score(groups));
    await new Trainer(model).sftStep(groups, { learningRate: 1e-2, adam: adamWDefaults, maxGradNorm: 1 });
    expect(await model.score(groups, "reference")).toEqual(off);
    expect(distance(logp(await model.score(groups)), before)).toBeGreaterThan(1e-3);
  });

  test("can be the reference of another, if their shapes agree", async () => {
    const fresh = { mode: "lora", reference: adapterFolder(), seed: 2 } as const;
    const model = await opened({ ...fresh, adapter: { r: 4, alpha: 8 } });
    const other = await opened(loaded());
    expect(await model.score(groups, "reference")).toEqual(await other.score(groups));
    await expect(opened({ ...fresh, adapter: { r: 2, alpha: 8 } })).rejects.toThrow(/another shape/);
    await expect(opened({ ...fresh, adapter: undefined })).rejects.toThrow(ModelError);
  });

  test("has the gradient that the chain rule gives from the full weights", async () => {
    const model = await opened(loaded());
    const adapter = model.adapter!;
    const own = model.trainable.map((p) => new Float32Array(p.value.length));
    await model.backward(groups, seeds, own);

    const named = namedTensors(await loadWeights(folder, config));
    const merged = mergeAdapter(new Map(named.map((t) => [t.name, t.data as Float32Array])), adapter);
    const full = await opened({});
    for (const { name, data } of namedTensors(full.weights!)) (data as Float32Array).set(merged.get(name)!);
    const gradients = full.trainable.map((p) => new Float32Array(p.value.length));
    await full.backward(groups, seeds, gradients);
    const byName = new Map(
      full.weights!.groups.flatMap((group, k) =>
        group.members.map(({ name, shape, offset }) => [
          name,
          gradients[k].subarray(offset, offset + shape.reduce((a, b) => a * b, 1)),
        ]),
      ),
    );
    let worst = 0;
    let largest = 0;
    adapter.modules.forEach(({ name, A, B, inFeatures, outFeatures }, m) => {
      const dW = byName.get(`${name}.weight`)!;
      const { r, scaling } = adapter;
      for (let k = 0; k < r; k++) {
        for (let i = 0; i < inFeatures; i++) {
          let sum = 0;
          for (let o = 0; o < outFeatures; o++) sum += B[o * r + k] * dW[o * inFeatures + i];
          worst = Math.max(worst, Math.abs(own[2 * m][k * inFeatures + i] - scaling * sum));
          largest = Math.max(largest, Math.abs(scaling * sum));
        }
        for (let o = 0; o < outFeatures; o++) {
          let sum = 0;
          for (let i = 0; i < inFeatures; i++) sum += dW[o * inFeatures + i] * A[k * inFeatures + i];
          worst = Math.max(worst, Math.abs(own[2 * m + 1][o * r + k] - scaling * sum));
        }
      }
    });
    expect(largest).toBeGreaterThan(0.1);
    expect(worst / largest).toBeLessThan(1e-5);
  });
});

describe.each<[Architecture, Record<string, unknown>]>([
  ["LlamaForCausalLM", { attention_bias: true, mlp_bias: true }],
  ["Qwen2ForCausalLM", { tie_word_embeddings: true }],
  ["Qwen3ForCausalLM", {}],
])("weights multiplied together: %s", (architecture, more) => {
  const own = smallConfig(architecture, { ...fields, ...more });
  test("are views of one array, and give what separate ones give", async () => {
    const place = join(work, architecture);
    await mkdir(place);
    await writeRandomModel(place, own, 5, 0.15);
    const weights = await loadWeights(place, own);
    const checkpoint = await openCheckpoint(place);
    const views = namedTensors(weights);
    expect(views.map((v) => v.name).sort()).toEqual([...checkpoint.tensors.keys()].sort());
    for (const { name, data, shape } of views) {
      expect(data).toEqual(await readTensor(checkpoint, name));
      expect([...shape]).toEqual([...checkpoint.tensors.get(name)!.shape]);
    }
    const fused = weightGroups(own).filter((g) => g.members.length > 1);
    expect(new Set(fused.map((g) => g.members.length))).toEqual(new Set([3, 2]));
    for (const group of weights.groups) {
      const array = weights.arrays.get(group.name)!;
      for (const { name } of group.members)
        expect((views.find((v) => v.name === name)!.data as Float32Array).buffer).toBe(array.buffer);
      expect(group.decay).toBe(!/bias|norm/.test(group.name));
    }
    // Frozen and full models multiply fused weights, adapted ones separate weights.
    const together = await opened({ folder: place, mode: "frozen" });
    const apart = await opened({ folder: place, mode: "lora", adapter: { r: 2, alpha: 2 } });
    expect(distance(logp(await together.score(groups)), logp(await apart.score(groups)))).toBeLessThan(1e-5);
  });
});

test.each(["BF16", "F16"] as const)("a base stored as %s is read alike by every mode", async (dtype) => {
  const place = join(work, dtype);
  await mkdir(place);
  await writeConfig(place, config);
  await writeCheckpoint(place, namedTensors(await loadWeights(folder, config)), { dtype });
  const whole = logp(await (await opened({ folder: place, mode: "frozen" })).score(groups));
  const lora = logp(await (await opened({ folder: place, mode: "lora", adapter: { r: 2, alpha: 2 } })).score(groups));
  expect(distance(whole, lora)).toBeLessThan(1e-5);
  const exact = logp(await (await opened({ mode: "frozen" })).score(groups));
  expect(distance(whole, exact)).toBeGreaterThan(1e-5);
  expect(distance(whole, exact)).toBeLessThan(0.2);
});

test.each([
  ["F32", 0, "float32"],
  ["BF16", 0.2, "bfloat16"],
  ["F16", 0.02, "float16"],
] as const)("a model saved as %s opens again", async (dtype, tolerance, named) => {
  const place = join(work, `saved-${dtype}`);
  await mkdir(place);
  const model = await opened({});
  await new Trainer(model).sftStep(groups, { learningRate: 1e-3, adam: adamWDefaults, maxGradNorm: 1 });
  const scores = logp(await model.score(groups));
  await saveModel(model, place, dtype);
  const again = await opened({ folder: place });
  expect(again.config).toEqual(model.config);
  expect(distance(logp(await again.score(groups)), scores)).toBeLessThanOrEqual(tolerance);
  expect(await readFile(join(place, "config.json"), "utf8")).toContain(`"${named}"`);
});

test("a base in several files is read by every mode", async () => {
  const place = join(work, "shards");
  await mkdir(place);
  await writeConfig(place, config);
  await writeCheckpoint(place, namedTensors(await loadWeights(folder, config)), { maxShardBytes: 8000 });
  const exact = logp(await (await opened({ mode: "frozen" })).score(groups));
  expect(logp(await (await opened({ folder: place, mode: "frozen" })).score(groups))).toEqual(exact);
  const lora = await opened({ folder: place, mode: "lora", adapter: { r: 2, alpha: 2 } });
  expect(distance(logp(await lora.score(groups)), exact)).toBeLessThan(1e-5);
});

test("scores are per token of every completion, in the order asked, whatever else is in the call", async () => {
  const model = await opened({ mode: "frozen" });
  const together = await model.score(groups);
  const empty = { promptIds: ids(2), completions: [ids(3), new Int32Array(0)] };
  const more = await model.score([empty, ...groups.toReversed()]);
  expect(more[0].map((s) => s.logp.length)).toEqual([3, 0]);
  for (const [i, g] of groups.entries())
    for (const [j, c] of g.completions.entries()) {
      expect(together[i][j].logp.length).toBe(c.length);
      expect(distance([...together[i][j].logp], [...more[groups.length - i][j].logp])).toBeLessThan(1e-5);
      const [[alone]] = await model.score([{ promptIds: g.promptIds, completions: [c] }]);
      expect(distance([...together[i][j].logp], [...alone.logp])).toBeLessThan(1e-5);
      expect([...together[i][j].correct]).toEqual([...alone.correct]);
    }
  expect(await model.score([])).toEqual([]);
  expect(await model.score([{ promptIds: ids(3), completions: [] }])).toEqual([[]]);
});

test("sessions that are put away are made again with the same results", async () => {
  const model = await opened({ mode: "frozen", sessionLimit: 1 });
  const first = await model.score(groups);
  await model.score([{ promptIds: ids(30), completions: [ids(2)] }]);
  expect(await model.score(groups)).toEqual(first);
});
