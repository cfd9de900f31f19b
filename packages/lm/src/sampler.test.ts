import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveAdapter } from "./adapter.ts";
import type { DecoderConfig } from "./config.ts";
import { DecoderModel } from "./decoder-model.ts";
import { parityAdapter } from "./parity-models.ts";
import { smallConfig, writeRandomModel } from "./random-model.ts";
import { type SampleRequest, sample } from "./sampler.ts";
import { samplingGraph, samplingInputs } from "./sampling-graph.ts";
import { logitsGraph } from "./training-graph.ts";

const VOCABULARY = 24;
const config: DecoderConfig = smallConfig("Qwen3ForCausalLM", {
  vocab_size: VOCABULARY,
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 2,
  head_dim: 8,
});
let folder: string;
let model: DecoderModel;
let adapted: DecoderModel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lm-sampler-"));
  await writeRandomModel(folder, config, 7, 0.25);
  const adapter = join(folder, "adapter");
  await mkdir(adapter);
  await saveAdapter(adapter, parityAdapter({ name: "", config, seed: 3, deviation: 0 }));
  model = await DecoderModel.open({ folder, mode: "frozen", threads: 1, sessionLimit: 40 });
  adapted = await DecoderModel.open({ folder, mode: "lora", adapter: { folder: adapter }, threads: 1 });
});
afterAll(async () => {
  await model.close();
  await adapted.close();
  await rm(folder, { recursive: true });
});

const prompt = (length: number, seed = length): Int32Array => {
  const random = Random.at("prompt", seed);
  return Int32Array.from({ length }, () => 2 + random.integer(VOCABULARY - 2));
};
const request = (fields: Partial<SampleRequest>): SampleRequest => ({
  prompts: [{ ids: prompt(5), stream: "a" }],
  samplesPerPrompt: 1,
  maxTokens: 12,
  temperature: 1,
  seed: 1,
  stopIds: [],
  ...fields,
});

/** Logits [V] after `ids`, without padding, cache or sharing. */
async function logitsAfter(ids: Int32Array): Promise<Float64Array> {
  const session = await model.session(`logits ${ids.length}`, (w) => logitsGraph(config, w, 1, ids.length));
  const out = await session.run({ ...model.weightFeeds(), "batch.prompt_ids": ids });
  return Float64Array.from((out.logits.data as Float32Array).subarray(-VOCABULARY));
}

function softmax(logits: Float64Array, temperature: number): Float64Array {
  const largest = Math.max(...logits);
  const e = logits.map((z) => Math.exp((z - largest) / temperature));
  const total = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / total);
}

/** Every token whose probability is at least that of the last one kept by top-k and then top-p. */
function allowed(p: Float64Array, topK: number, topP: number): Set<number> {
  let order = [...p.keys()].sort((a, b) => p[b] - p[a]);
  if (topK > 0) order = order.slice(0, topK);
  const total = order.reduce((a, v) => a + p[v], 0);
  let mass = 0;
  const kept = order.filter((v) => {
    const before = mass;
    mass += p[v];
    return before < topP * total;
  });
  return new Set(kept);
}

/** Σ (observed − expected)² / expected over tokens of which at least 5 are expected, the others taken together. */
function chiSquare(tokens: readonly number[], p: ReadonlyMap<number, number>): { value: number; freedom: number } {
  const counts = new Map<number, number>();
  for (const v of tokens) counts.set(v, (counts.get(v) ?? 0) + 1);
  let value = 0;
  let cells = 0;
  let rareExpected = 0;
  let rareSeen = 0;
  for (const [v, share] of p) {
    const expected = share * tokens.length;
    const seen = counts.get(v) ?? 0;
    if (expected >= 5) {
      value += (seen - expected) ** 2 / expected;
      cells++;
    } else {
      rareExpected += expected;
      rareSeen += seen;
    }
  }
  if (rareExpected >= 5) {
    value += (rareSeen - rareExpected) ** 2 / rareExpected;
    cells++;
  }
  return { value, freedom: cells - 1 };
}
/** Wilson and Hilferty's approximation of the 99.9 % quantile. */
const critical = (freedom: number): number =>
  freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;

test("greedy takes the argmax of logits computed anew, with log-probabilities at temperature 1", async () => {
  for (const length of [1, 2, 19]) {
    const [[{ ids, logprobs, truncated }]] = await sample(
      model,
      request({ prompts: [{ ids: prompt(length), stream: "" }], temperature: 0, maxTokens: 8 }),
    );
    expect(ids.length).toBe(8);
    expect(truncated).toBe(true);
    for (let t = 0; t < 8; t++) {
      const logits = await logitsAfter(Int32Array.from([...prompt(length), ...ids.subarray(0, t)]));
      expect(ids[t]).toBe(logits.indexOf(Math.max(...logits)));
      expect(Math.abs(logprobs[t] - Math.log(softmax(logits, 1)[ids[t]]))).toBeLessThan(2e-5);
    }
  }
});

describe("sampled log-probabilities are those that training computes", () => {
  test.each([
    ["all weights", () => model, {}],
    ["all weights, restricted", () => model, { topK: 6, topP: 0.8 }],
    ["an adapter", () => adapted, {}],
  ] as const)("%s", async (_, which, restriction) => {
    const prompts = [9, 1, 17, 4].map((n) => ({ ids: prompt(n), stream: `p${n}` }));
    const drawn = await sample(
      which(),
      request({ prompts, samplesPerPrompt: 3, temperature: 0.7, stopIds: [3, 5], ...restriction }),
    );
    expect(new Set(drawn.flat().map((c) => c.ids.length)).size).toBeGreaterThan(2);
    const scores = await which().score(
      prompts.map((p, i) => ({ promptIds: p.ids, completions: drawn[i].map((c) => c.ids), temperature: 0.7 })),
    );
    drawn.forEach((group, i) => {
      group.forEach(({ logprobs }, j) => {
        expect(logprobs.length).toBe(scores[i][j].logp.length);
        for (const [t, l] of logprobs.entries()) expect(Math.abs(l - scores[i][j].logp[t])).toBeLessThan(2e-5);
      });
    });
  });

  test("the reference's own, with the adapter off", async () => {
    const prompts = [{ ids: prompt(6), stream: "r" }];
    const asked = request({ prompts, samplesPerPrompt: 4 });
    const off = await sample(adapted, asked, undefined, "reference");
    const base = await sample(model, asked);
    expect(off.flat().map((c) => [...c.ids])).toEqual(base.flat().map((c) => [...c.ids]));
    const on = await sample(adapted, asked);
    expect(on.flat().map((c) => [...c.ids])).not.toEqual(base.flat().map((c) => [...c.ids]));
  });
});

test("a prompt's completions do not depend on what is sampled beside it, nor on the order", async () => {
  const prompts = [20, 3, 1, 33, 8].map((n) => ({ ids: prompt(n), stream: `p${n}` }));
  const settings = { samplesPerPrompt: 3, temperature: 1.2, stopIds: [4] };
  const together = await sample(model, request({ ...settings, prompts }));
  const reversed = await sample(model, request({ ...settings, prompts: prompts.toReversed() }));
  const fewAtATime = await sample(model, request({ ...settings, prompts, maxRows: 6 }));
  for (const [i, p] of prompts.entries()) {
    const [alone] = await sample(model, request({ ...settings, prompts: [p] }));
    for (const other of [together[i], reversed[prompts.length - 1 - i], fewAtATime[i]]) {
      expect(other.map((c) => [...c.ids])).toEqual(alone.map((c) => [...c.ids]));
      expect(other.map((c) => c.truncated)).toEqual(alone.map((c) => c.truncated));
      other.forEach((c, j) => {
        c.logprobs.forEach((l, t) => {
          expect(Math.abs(l - alone[j].logprobs[t])).toBeLessThan(2e-5);
        });
      });
    }
  }
});

test("the first of more samples are the samples of fewer, and a higher limit only goes on", async () => {
  const [few] = await sample(model, request({ samplesPerPrompt: 2 }));
  const [many] = await sample(model, request({ samplesPerPrompt: 5, maxTokens: 20 }));
  few.forEach((c, j) => {
    expect([...many[j].ids.subarray(0, 12)]).toEqual([...c.ids]);
  });
});

test("the same seed gives the same bits; seeds, streams and samples differ", async () => {
  const texts = async (fields: Partial<SampleRequest>): Promise<string[]> =>
    (await sample(model, request({ samplesPerPrompt: 2, ...fields })))[0].map(
      (c) => `${[...c.ids]} ${[...c.logprobs]}`,
    );
  const first = await texts({});
  expect(await texts({})).toEqual(first);
  const all = [
    ...first,
    ...(await texts({ seed: 2 })),
    ...(await texts({ prompts: [{ ids: prompt(5), stream: "b" }] })),
  ];
  expect(new Set(all).size).toBe(6);
});

describe("first tokens are distributed as softmax(logits / τ)", () => {
  const SAMPLES = 4000;
  test.each([
    { temperature: 0.7 },
    { temperature: 1 },
    { temperature: 1.3 },
    { temperature: 1, topK: 5 },
    { temperature: 1.3, topP: 0.6 },
    { temperature: 1.3, topK: 7, topP: 0.7 },
    { temperature: 1, topK: 1 },
    { temperature: 1, topK: VOCABULARY + 5, topP: 0.999999 },
  ])("%o", async ({ temperature, topK = 0, topP = 1 }) => {
    const p = softmax(await logitsAfter(prompt(5)), temperature);
    const set = allowed(p, topK, topP);
    const [completions] = await sample(
      model,
      request({ samplesPerPrompt: SAMPLES, maxTokens: 1, temperature, topK, topP, seed: 11 }),
    );
    const tokens = completions.map((c) => c.ids[0]);
    const mass = [...set].reduce((a, v) => a + p[v], 0);
    expect(tokens.filter((v) => !set.has(v))).toEqual([]);
    const drawn = new Set(tokens);
    for (const v of set) if ((p[v] / mass) * SAMPLES > 12) expect(drawn).toContain(v);
    if (topK > 1 || topP < 1) expect(set.size).toBeGreaterThan(2);
    const { value, freedom } = chiSquare(tokens, new Map([...set].map((v) => [v, p[v] / mass])));
    if (freedom > 0) expect(value).toBeLessThan(critical(freedom));
    // Log-probabilities are those before the restriction.
    completions.forEach((c) => {
      expect(Math.abs(c.logprobs[0] - Math.log(p[c.ids[0]]))).toBeLessThan(2e-5);
    });
  });

  test("a skewed sampler would be noticed", async () => {
    const p = softmax(await logitsAfter(prompt(5)), 1);
    const [completions] = await sample(model, request({ samplesPerPrompt: SAMPLES, maxTokens: 1, temperature: 1.1 }));
    const { value, freedom } = chiSquare(
      completions.map((c) => c.ids[0]),
      new Map(p.entries()),
    );
    expect(value).toBeGreaterThan(critical(freedom));
  });
});

describe("ends", () => {
  test("a stop token ends its row, is kept, and a row without one is truncated", async () => {
    const stops = [3, 7];
    const settings = { samplesPerPrompt: 24, maxTokens: 10, seed: 5 };
    const [free] = await sample(model, request({ ...settings }));
    const [stopped] = await sample(model, request({ ...settings, stopIds: stops }));
    let ended = 0;
    free.forEach(({ ids }, j) => {
      const at = ids.findIndex((id) => stops.includes(id));
      expect([...stopped[j].ids]).toEqual([...ids.subarray(0, at < 0 ? 10 : at + 1)]);
      expect(stopped[j].logprobs.length).toBe(stopped[j].ids.length);
      expect(stopped[j].truncated).toBe(at < 0);
      if (at >= 0) ended++;
    });
    expect(ended).toBeGreaterThan(3);
    expect(ended).toBeLessThan(24);
  });

  test("a stop token in the last place is no truncation", async () => {
    const [[free]] = await sample(model, request({ maxTokens: 6 }));
    const last = free.ids[5];
    const first = free.ids.indexOf(last) + 1;
    const [[cut]] = await sample(model, request({ maxTokens: first, stopIds: [last] }));
    expect(cut.ids.length).toBe(first);
    expect(cut.truncated).toBe(false);
  });

  test("the model's own end token is the default", async () => {
    const [drawn] = await sample(model, request({ samplesPerPrompt: 60, stopIds: undefined, temperature: 2 }));
    expect(config.eosTokenIds).toEqual([1]);
    for (const { ids, truncated } of drawn) expect(truncated).toBe(!ids.includes(1));
    expect(drawn.some((c) => !c.truncated)).toBe(true);
  });

  test("inside the graph ended rows are padded, and the loop stops with the last row", async () => {
    const rows = 6;
    const run = async (endIds: number[], maxTokens: number) => {
      const session = await model.session(`raw ${endIds} ${maxTokens}`, (weights) =>
        samplingGraph(config, {
          groups: 1,
          completionsPerGroup: rows,
          promptLength: 4,
          maxTokens,
          mode: "sample",
          topK: 0,
          topP: 1,
          endIds,
          padId: 0,
          weights,
        }),
      );
      const random = Random.at("raw");
      const out = await session.run({
        ...model.weightFeeds(),
        [samplingInputs.promptIds]: prompt(3),
        [samplingInputs.promptMask]: new Float32Array(3),
        [samplingInputs.lastIds]: new Int32Array(rows).fill(9),
        [samplingInputs.maxTokens]: BigInt64Array.of(BigInt(maxTokens)),
        [samplingInputs.inverseTemperature]: Float32Array.of(1),
        [samplingInputs.uniforms]: Float32Array.from({ length: maxTokens * rows }, () => random.uniform()),
      });
      return { shape: out.tokens.shape, tokens: out.tokens.data, logprobs: out.logprobs.data };
    };
    const everything = Array.from({ length: VOCABULARY }, (_, v) => v);
    expect((await run(everything, 20)).shape).toEqual([1, rows]);
    expect((await run([], 20)).shape).toEqual([20, rows]);

    const ends = [2, 3, 4, 5, 6, 7, 8];
    const { shape, tokens, logprobs } = await run(ends, 64);
    const lengths = Array.from({ length: rows }, (_, r) => {
      let t = 0;
      while (t < shape[0] && !ends.includes(Number(tokens[t * rows + r]))) t++;
      for (let after = t + 1; after < shape[0]; after++) {
        expect(tokens[after * rows + r]).toBe(0);
        expect(logprobs[after * rows + r]).toBe(0);
      }
      return t + 1;
    });
    expect(shape[0]).toBe(Math.max(...lengths));
    expect(shape[0]).toBeLessThan(64);
    expect(new Set(lengths).size).toBeGreaterThan(1);
  });
});

test("requests that make no sense are refused", async () => {
  await expect(sample(model, request({ prompts: [{ ids: new Int32Array(0), stream: "" }] }))).rejects.toThrow(
    "a prompt has no tokens",
  );
  for (const fields of [{ maxTokens: 0 }, { samplesPerPrompt: 0 }, { temperature: -1 }, { topP: 0 }, { topK: -2 }])
    await expect(sample(model, request(fields))).rejects.toThrow(RangeError);
  expect(await sample(model, request({ prompts: [] }))).toEqual([]);
});

test("progress counts prompts", async () => {
  const seen: number[][] = [];
  const prompts = [2, 3, 4].map((n) => ({ ids: prompt(n), stream: `p${n}` }));
  await sample(model, request({ prompts, samplesPerPrompt: 2, maxTokens: 2, maxRows: 4 }), (...n) => seen.push(n));
  expect(seen).toEqual([
    [2, 3],
    [3, 3],
  ]);
});
