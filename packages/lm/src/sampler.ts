import { Random } from "@decisis/tensor";
import { MASKED } from "./attention-dense.ts";
import { roundUp } from "./batch.ts";
import type { DecoderModel, WeightSet } from "./decoder-model.ts";
import { samplingGraph, samplingInputs } from "./sampling-graph.ts";

export interface SampleRequest {
  readonly prompts: readonly SamplePrompt[];
  /** Completions per prompt. */
  readonly samplesPerPrompt: number;
  readonly maxTokens: number;
  /** 0 = greedy; log-probabilities are then those at temperature 1. */
  readonly temperature: number;
  /** 1 or absent = off. */
  readonly topP?: number;
  /** 0 or absent = off. */
  readonly topK?: number;
  readonly seed: number;
  /** Tokens that end a completion; default: the model's. */
  readonly stopIds?: readonly number[];
  /** Most rows of one run; default: 128. A run has 32 prompts at most. */
  readonly maxRows?: number;
}

export interface SamplePrompt {
  readonly ids: Int32Array;
  /** Names the random stream of this prompt, so that its completions do not depend on what is sampled beside it. */
  readonly stream: string;
}

export interface SampledCompletion {
  /** Generated tokens, the end token included. */
  readonly ids: Int32Array;
  /** log p of each token under softmax(logits/τ) before top-k and top-p. */
  readonly logprobs: Float32Array;
  /** True if the length limit cut it. */
  readonly truncated: boolean;
}

/** The largest float32 below 1 by a margin that survives a product with the total probability. */
const BELOW_ONE = 1 - 2 ** -22;

const ROWS = 128;
/** Prompts of one run. With more of them they leave the cache while they are read, and all wait for the longest answer. */
const PROMPTS = 32;

/** Samples completions of every prompt, `[prompt][sample]`. Prompts of like length run together. */
export async function sample(
  model: DecoderModel,
  request: SampleRequest,
  onProgress?: (done: number, total: number) => void,
  set: WeightSet = "policy",
): Promise<SampledCompletion[][]> {
  const { prompts, samplesPerPrompt, maxTokens, temperature, topP = 1, topK = 0 } = request;
  if (!(samplesPerPrompt >= 1 && maxTokens >= 1)) throw new RangeError("sample: nothing is asked for");
  if (!(temperature >= 0 && topP > 0 && topK >= 0))
    throw new RangeError(`sample: temperature ${temperature}, top-p ${topP} or top-k ${topK} is out of range`);
  const order = prompts.map((_, i) => i).sort((a, b) => prompts[a].ids.length - prompts[b].ids.length || a - b);
  const perRun = Math.max(1, Math.min(PROMPTS, Math.floor((request.maxRows ?? ROWS) / samplesPerPrompt)));
  const out: SampledCompletion[][] = prompts.map(() => []);
  for (let at = 0; at < order.length; at += perRun) {
    const members = order.slice(at, at + perRun);
    const completions = await sampleRun(
      model,
      request,
      members.map((i) => prompts[i]),
      set,
    );
    members.forEach((member, i) => {
      out[member] = completions[i];
    });
    onProgress?.(at + members.length, order.length);
  }
  return out;
}

async function sampleRun(
  model: DecoderModel,
  request: SampleRequest,
  prompts: readonly SamplePrompt[],
  set: WeightSet,
): Promise<SampledCompletion[][]> {
  const { samplesPerPrompt: g, maxTokens, temperature, topP = 1, topK = 0 } = request;
  const greedy = temperature === 0;
  const endIds = request.stopIds ?? model.config.eosTokenIds;
  const groups = prompts.length;
  const rows = groups * g;
  const longest = Math.max(...prompts.map((p) => p.ids.length));
  if (prompts.some((p) => p.ids.length === 0)) throw new RangeError("sample: a prompt has no tokens");
  const prefix = Math.max(1, roundUp(longest - 1, 32));
  const limit = roundUp(maxTokens, 16);
  const mode = greedy ? "greedy" : "sample";
  const key = `sample ${mode} ${groups} ${g} ${prefix} ${limit} ${topK} ${topP} ${endIds}`;
  const session = await model.session(key, (weights) =>
    samplingGraph(model.config, {
      groups,
      completionsPerGroup: g,
      promptLength: prefix + 1,
      maxTokens: limit,
      mode,
      topK,
      topP,
      endIds,
      padId: model.padId,
      weights,
    }),
  );

  const promptIds = new Int32Array(groups * prefix).fill(model.padId);
  const promptMask = new Float32Array(groups * prefix).fill(MASKED);
  const lastIds = new Int32Array(rows);
  const uniforms = new Float32Array(greedy ? 0 : maxTokens * rows);
  prompts.forEach(({ ids, stream }, i) => {
    const start = (i + 1) * prefix - (ids.length - 1);
    promptIds.set(ids.subarray(0, ids.length - 1), start);
    promptMask.fill(0, start, (i + 1) * prefix);
    lastIds.fill(ids[ids.length - 1], i * g, (i + 1) * g);
    if (!greedy)
      for (let j = 0; j < g; j++) {
        const random = Random.at(request.seed, "sample", stream, j);
        for (let t = 0; t < maxTokens; t++) uniforms[t * rows + i * g + j] = Math.min(random.uniform(), BELOW_ONE);
      }
  });
  const result = await session.run({
    ...model.weightFeeds(set),
    [samplingInputs.promptIds]: promptIds,
    [samplingInputs.promptMask]: promptMask,
    [samplingInputs.lastIds]: lastIds,
    [samplingInputs.maxTokens]: BigInt64Array.of(BigInt(maxTokens)),
    [samplingInputs.inverseTemperature]: Float32Array.of(greedy ? 1 : 1 / temperature),
    ...(greedy ? {} : { [samplingInputs.uniforms]: uniforms }),
  });
  const tokens = result.tokens.data as Int32Array;
  const logprobs = result.logprobs.data as Float32Array;
  const generated = result.tokens.shape[0];
  const ends = new Set(endIds);
  return prompts.map((_, i) =>
    Array.from({ length: g }, (_unused, j) => {
      const row = i * g + j;
      let length = 0;
      let ended = false;
      while (length < generated && !ended) ended = ends.has(tokens[length++ * rows + row]);
      return {
        ids: Int32Array.from({ length }, (_t, t) => tokens[t * rows + row]),
        logprobs: Float32Array.from({ length }, (_t, t) => logprobs[t * rows + row]),
        truncated: !ended,
      };
    }),
  );
}
