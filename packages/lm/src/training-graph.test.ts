import { type FloatType, Random, Session, type TypedArray } from "@decisis/tensor";
import { describe, expect, test } from "vitest";
import { batchFeeds, type MicroBatch, planMicroBatches, type TokenGroup } from "./batch.ts";
import type { Architecture, DecoderConfig } from "./config.ts";
import { fedWeights } from "./graph-weights.ts";
import { randomWeights } from "./model-weights.ts";
import { smallConfig } from "./random-model.ts";
import { batchInputs, trainingGraph } from "./training-graph.ts";

type Arrays = ReadonlyMap<string, Float32Array>;

/** Weights in which normalisations and biases vary too. */
function weightsOf(config: DecoderConfig, deviation = 0.25): Arrays {
  const { arrays } = randomWeights(config, "training graph", deviation);
  for (const [name, array] of arrays)
    if (/norm|bias/.test(name)) for (let i = 0; i < array.length; i++) array[i] += 0.3 * Math.sin(1 + 0.7 * i);
  return arrays;
}

/** Groups with prompts and completions of different lengths. */
function raggedGroups(
  config: DecoderConfig,
  prompts: readonly number[],
  completions: readonly number[][],
): TokenGroup[] {
  const random = Random.at("ragged groups");
  const ids = (n: number): Int32Array => Int32Array.from({ length: n }, () => random.integer(config.vocabSize));
  return prompts.map((n, i) => ({ promptIds: ids(n), completions: completions[i].map(ids) }));
}

interface Run {
  readonly logprob: Float64Array;
  readonly entropy: Float64Array;
  readonly gradients: ReadonlyMap<string, Float64Array>;
}

interface RunOptions {
  readonly float?: FloatType;
  readonly threads?: number;
  readonly entropyBonus?: boolean;
  /** Changes the feeds before the run. */
  readonly change?: (feeds: Record<string, TypedArray>, batch: MicroBatch) => void;
}

/** One micro-batch, or one for each group, of a Σ seed·ℓ whose seeds depend on group, completion and position only. */
async function runGroups(
  config: DecoderConfig,
  weights: Arrays,
  groups: readonly TokenGroup[],
  options: RunOptions = {},
): Promise<Run> {
  const [batch] = planMicroBatches(groups, { promptMultiple: 4, completionMultiple: 4, maxRows: 64 });
  const { float = "float32", entropyBonus = false } = options;
  const graph = trainingGraph(config, {
    shape: batch.shape,
    backward: true,
    entropyBonus,
    float,
    weights: (g) => {
      const fed = fedWeights(g, config, true);
      return { weights: fed, trainable: fed.all };
    },
  });
  const session = await Session.create(graph, { threads: options.threads ?? 1 });
  const feeds: Record<string, TypedArray> = feedsOf(weights, groups, batch, float, entropyBonus);
  options.change?.(feeds, batch);
  const out = await session.run(feeds);
  await session.release();
  const gradients = new Map(
    Object.entries(out).flatMap(([name, value]) =>
      name.startsWith("d:") ? [[name.slice(2), Float64Array.from(value.data as Float64Array)] as const] : [],
    ),
  );
  const { completionsPerGroup, completionLength } = batch.shape;
  const real = (values: TypedArray): Float64Array =>
    Float64Array.from(
      batch.members
        .flatMap((member, row) =>
          groups[member].completions.map((ids, j) => ({
            order: member * 100 + j,
            values: values.subarray(
              (row * completionsPerGroup + j) * completionLength,
              (row * completionsPerGroup + j) * completionLength + ids.length,
            ) as Float32Array,
          })),
        )
        .sort((a, b) => a.order - b.order)
        .flatMap((part) => [...part.values]),
    );
  return { logprob: real(out.logprob.data), entropy: real(out.entropy.data), gradients };
}

function feedsOf(
  weights: Arrays,
  groups: readonly TokenGroup[],
  batch: MicroBatch,
  float: FloatType,
  entropyBonus: boolean,
): Record<string, TypedArray> {
  const { groups: n, completionsPerGroup, completionLength } = batch.shape;
  const seeds = (phase: number): Float32Array => {
    const out = new Float32Array(n * completionsPerGroup * completionLength);
    batch.members.forEach((member, row) => {
      groups[member].completions.forEach((ids, j) => {
        for (let t = 0; t < ids.length; t++)
          out[(row * completionsPerGroup + j) * completionLength + t] = Math.sin(phase + 3 * member + 5 * j + 2 * t);
      });
    });
    return out;
  };
  const feeds: Record<string, TypedArray> = {
    ...Object.fromEntries(weights),
    ...batchFeeds(
      groups.map((g) => ({ ...g, temperature: 0.9 })),
      batch,
      0,
    ),
    [batchInputs.seeds]: seeds(0.3),
    ...(entropyBonus ? { [batchInputs.entropySeeds]: seeds(1.1) } : {}),
  };
  if (float === "float64")
    for (const [name, data] of Object.entries(feeds))
      if (data instanceof Float32Array)
        feeds[name] = name === batchInputs.inverseTemperature ? Float64Array.of(1 / 0.9) : Float64Array.from(data);
  return feeds;
}

/** Largest difference of all gradients relative to the largest gradient. */
function gradientDistance(a: Run, b: Run): number {
  let worst = 0;
  let largest = 0;
  expect([...a.gradients.keys()]).toEqual([...b.gradients.keys()]);
  for (const [name, x] of a.gradients)
    b.gradients.get(name)!.forEach((y, i) => {
      largest = Math.max(largest, Math.abs(y));
      worst = Math.max(worst, Math.abs(x[i] - y));
      if (Number.isNaN(x[i] - y)) worst = Number.POSITIVE_INFINITY;
    });
  expect(largest).toBeGreaterThan(0.1);
  return worst / largest;
}

function distance(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  expect(a.length).toBeGreaterThan(0);
  return Math.max(...a.map((x, i) => Math.abs(x - b[i])));
}

const architectures: readonly [Architecture, Record<string, unknown>][] = [
  ["LlamaForCausalLM", { attention_bias: true, mlp_bias: true }],
  ["Qwen2ForCausalLM", { tie_word_embeddings: true }],
  ["Qwen3ForCausalLM", {}],
];
const tiny = {
  vocab_size: 7,
  hidden_size: 4,
  intermediate_size: 5,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  head_dim: 2,
};

test("on 2 threads a training graph gives the same bits every time, in new sessions too", async () => {
  const config = smallConfig("Qwen2ForCausalLM", { tie_word_embeddings: true, num_hidden_layers: 1 });
  const weights = weightsOf(config);
  const lengths = Array.from({ length: 8 }, (_, j) => 30 + j);
  const groups = raggedGroups(config, [40, 37], [lengths, lengths]);
  const first = await runGroups(config, weights, groups, { threads: 2 });
  for (let run = 0; run < 5; run++) {
    const again = await runGroups(config, weights, groups, { threads: 2 });
    expect(again.logprob).toEqual(first.logprob);
    expect(again.gradients).toEqual(first.gradients);
  }
});

describe.each(architectures)("%s", (architecture, fields) => {
  const config = smallConfig(architecture, fields);
  const weights = weightsOf(config);
  const shared = raggedGroups(
    config,
    [5, 9, 6],
    [
      [7, 3, 5],
      [2, 8, 8],
      [1, 4, 6],
    ],
  );
  const dense = shared.flatMap((g) => g.completions.map((c) => ({ promptIds: g.promptIds, completions: [c] })));

  test.each([
    ["shared prompts", shared],
    ["plain sequences", dense],
  ])("in float32 as in float64, on 1 thread as on 2: %s", async (_, groups) => {
    const exact = await runGroups(config, weights, groups, { float: "float64" });
    const single = await runGroups(config, weights, groups);
    expect(distance(single.logprob, exact.logprob)).toBeLessThan(2e-5);
    expect(distance(single.entropy, exact.entropy)).toBeLessThan(2e-5);
    expect(gradientDistance(single, exact)).toBeLessThan(1e-5);
    const double = await runGroups(config, weights, groups, { threads: 2 });
    expect(distance(double.logprob, single.logprob)).toBeLessThan(1e-5);
    expect(gradientDistance(double, single)).toBeLessThan(2e-6);
  });

  test("prompts shared in a group give what each sequence gives alone", async () => {
    for (const [float, tolerance] of [
      ["float64", 1e-11],
      ["float32", 1e-5],
    ] as const) {
      const together = await runGroups(config, weights, shared, { float, entropyBonus: true });
      // The seeds of the plain sequences must be those of the groups.
      const apart = await runGroups(config, weights, dense, {
        float,
        entropyBonus: true,
        change: (feeds, batch) => {
          for (const [name, phase] of [
            [batchInputs.seeds, 0.3],
            [batchInputs.entropySeeds, 1.1],
          ] as const)
            batch.members.forEach((member, row) => {
              const at = row * batch.shape.completionLength;
              const length = dense[member].completions[0].length;
              for (let t = 0; t < length; t++)
                feeds[name][at + t] = Math.fround(
                  Math.sin(phase + 3 * Math.floor(member / 3) + 5 * (member % 3) + 2 * t),
                );
            });
        },
      });
      expect(distance(together.logprob, apart.logprob)).toBeLessThan(tolerance * 5);
      expect(distance(together.entropy, apart.entropy)).toBeLessThan(tolerance * 5);
      expect(gradientDistance(together, apart)).toBeLessThan(tolerance);
    }
  });

  test("token ids under the padding change nothing", async () => {
    for (const groups of [shared, dense]) {
      const before = await runGroups(config, weights, groups);
      const after = await runGroups(config, weights, groups, {
        change: (feeds, { shape }) => {
          const random = Random.at("garbage");
          const prompt = feeds[batchInputs.promptIds] as Int32Array;
          feeds[batchInputs.promptMask].forEach((x, i) => {
            if (x !== 0) prompt[i] = random.integer(config.vocabSize);
          });
          const completion = feeds[batchInputs.completionIds] as Int32Array;
          feeds[batchInputs.seeds].forEach((x, i) => {
            if (x === 0) completion[i] = random.integer(config.vocabSize);
          });
          expect(shape.promptLength).toBe(12);
        },
      });
      expect([...after.logprob]).toEqual([...before.logprob]);
      expect([...after.entropy]).toEqual([...before.entropy]);
      // Rows of the embedding that only padding reads get gradient 0 either way.
      for (const [name, x] of before.gradients) expect(distance(after.gradients.get(name)!, x)).toBe(0);
    }
  });

  test.each([
    [
      "shared prompts",
      [
        [3, 2],
        [2, 4],
      ],
    ],
    ["plain sequences", [[3], [4]]],
  ])("every derivative is the slope of the loss, in float64: %s", async (_, completions) => {
    const small = smallConfig(architecture, { ...fields, ...tiny });
    const arrays = weightsOf(small, 0.5);
    const groups = raggedGroups(small, [2, 4], completions);
    const [batch] = planMicroBatches(groups, { promptMultiple: 4, completionMultiple: 4, maxRows: 64 });
    const sessionOf = (backward: boolean): Promise<Session> => {
      const graph = trainingGraph(small, {
        shape: batch.shape,
        backward,
        entropyBonus: true,
        float: "float64",
        weights: (g) => {
          const fed = fedWeights(g, small, backward);
          return { weights: fed, trainable: fed.all };
        },
      });
      return Session.create(graph, { threads: 1 });
    };
    const forward = await sessionOf(false);
    const backward = await sessionOf(true);
    const feeds = feedsOf(arrays, groups, batch, "float64", true);
    const loss = async (): Promise<number> => {
      const { logprob, entropy } = await forward.run(feeds);
      const dot = (a: TypedArray, b: TypedArray): number =>
        (a as Float64Array).reduce((s, x, i) => s + x * (b[i] as number), 0);
      return dot(logprob.data, feeds[batchInputs.seeds]) + dot(entropy.data, feeds[batchInputs.entropySeeds]);
    };
    const exact = await backward.run(feeds);
    await backward.release();
    let worst = 0;
    let elements = 0;
    for (const name of arrays.keys()) {
      const x = feeds[name] as Float64Array;
      const analytic = exact[`d:${name}`].data as Float64Array;
      expect(analytic.length).toBe(x.length);
      for (let i = 0; i < x.length; i++) {
        const before = x[i];
        const h = 1e-5;
        x[i] = before + h;
        const above = await loss();
        x[i] = before - h;
        const numeric = (above - (await loss())) / (2 * h);
        x[i] = before;
        const error = Math.abs(numeric - analytic[i]) / Math.max(1, Math.abs(numeric));
        worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
        elements++;
      }
    }
    await forward.release();
    expect(elements).toBeGreaterThan(250);
    expect(worst).toBeLessThan(1e-7);
  });
});
