import { argmax, Graph, gatherRows, logSoftmax, matmul, mul, reshape, sum, type Tensor } from "@decisis/tensor";
import { cachedAttention, embed, type KeysValues } from "./attention-cached.ts";
import { denseAttention } from "./attention-dense.ts";
import type { DecoderConfig } from "./config.ts";
import { decode } from "./decoder.ts";
import type { GraphWeights } from "./graph-weights.ts";

/** Names of the inputs of a sampling run, beside the weights. */
export const samplingInputs = {
  /** int32 [groups · (promptLength − 1)]: left-padded prompts without their last token */
  promptIds: "sample.prompt_ids",
  /** float [groups, 1, 1, promptLength − 1] */
  promptMask: "sample.prompt_mask",
  /** int32 [rows]: last token of each row's prompt */
  lastIds: "sample.last_ids",
  /** int64 []: most tokens to generate */
  maxTokens: "sample.max_tokens",
  /** float [maxTokens, rows], uniform in [0, 1): the only randomness */
  uniforms: "sample.uniforms",
  /** float []: 1/τ */
  inverseTemperature: "sample.inverse_temperature",
} as const;

export interface SamplingGraphOptions {
  readonly groups: number;
  readonly completionsPerGroup: number;
  /** At least 2. */
  readonly promptLength: number;
  /** Upper bound of `maxTokens`. */
  readonly maxTokens: number;
  readonly mode: "greedy" | "sample";
  /** 0 = off. */
  readonly topK: number;
  /** 1 = off. */
  readonly topP: number;
  readonly endIds: readonly number[];
  readonly padId: number;
  readonly weights: (graph: Graph) => GraphWeights;
}

/**
 * Sampling of whole completions inside one graph: prompts are computed once, then a `Loop` generates a token for every row
 * until all have ended. Keys and values never leave the graph.
 *
 * Outputs: `tokens` int32 and `logprobs` float, both [generated, rows]; after a row's end token `padId` and 0. A token is
 * drawn by inverse CDF from softmax(logits/τ), restricted by top-k and then top-p; its log-probability is that of the
 * unrestricted softmax(logits/τ), which training recomputes. Greedy takes the argmax.
 */
export function samplingGraph(config: DecoderConfig, options: SamplingGraphOptions): Graph {
  const { groups, completionsPerGroup, endIds, padId } = options;
  if (options.promptLength < 2) throw new RangeError("samplingGraph: promptLength must be at least 2");
  const prefix = options.promptLength - 1;
  const rows = groups * completionsPerGroup;
  const { kvHeads, headDim: hd } = config;
  const graph = new Graph();
  const weights = options.weights(graph);
  const promptIds = graph.input(samplingInputs.promptIds, "int32", [groups * prefix]);
  const keyMask = graph.input(samplingInputs.promptMask, graph.float, [groups, 1, 1, prefix]);
  const lastIds = graph.input(samplingInputs.lastIds, "int32", [rows]);
  const maxTokens = graph.input(samplingInputs.maxTokens, "int64", []);
  const inverseTemperature = graph.input(samplingInputs.inverseTemperature, graph.float, []);
  const uniforms = options.mode === "sample" ? graph.input(samplingInputs.uniforms, graph.float, [-1, rows]) : null;

  const prompts: KeysValues[] = [];
  decode(
    gatherRows(weights.embedding(), promptIds),
    config,
    weights,
    denseAttention(graph, config, groups, prefix, {
      keyMask,
      onKeysValues: (layer, keys, values) => {
        prompts[layer] = { keys, values };
      },
    }),
  );

  const body = new Graph({ parent: graph });
  const step = body.input("loop.step", "int64", []);
  body.input("loop.condition", "bool", []);
  const ids = body.input("loop.ids", "int32", [rows]);
  const ended = body.input("loop.ended", "bool", [rows]);
  const cacheShape = [rows, kvHeads, -1, hd];
  const past = Array.from({ length: config.layers }, (_, l) => ({
    keys: body.input(`loop.keys_${l}`, graph.float, cacheShape),
    values: body.input(`loop.values_${l}`, graph.float, cacheShape),
  }));
  const attention = cachedAttention(body, config, {
    groups,
    completionsPerGroup,
    promptLength: prefix,
    prompts,
    keyMask,
    past,
    step,
    maxSteps: options.maxTokens,
  });
  const hidden = decode(embed(body, weights.embedding(), ids), config, weights, attention);
  const logits = matmul(mul(hidden, inverseTemperature), weights.head(), { transposeB: true });
  const logprobs = logSoftmax(logits);
  const drawn =
    uniforms === null ? argmax(logits) : drawToken(body, logprobs, uniformRow(body, uniforms, step, rows), options);
  const picked = body.op("GatherElements", [logprobs, reshape(drawn, [rows, 1])], [rows, 1], {
    attributes: { axis: 1 },
  });
  const token = body.op("Where", [ended, body.constant([padId], [], "int32"), drawn], [rows], { dtype: "int32" });
  const logprob = body.op("Where", [ended, body.scalar(0), reshape(picked, [rows])], [rows], { dtype: graph.float });
  const endedNow = endIds.reduce<Tensor>((any, id) => {
    const hit = body.op("Equal", [token, body.constant([id], [], "int32")], [rows], { dtype: "bool" });
    return body.op("Or", [any, hit], [rows], { dtype: "bool" });
  }, ended);
  const asInt = body.op("Cast", [endedNow], [rows], { dtype: "int32", attributes: { to: 6 } });
  const all = body.op("ReduceMin", [asInt, body.integers([0])], [], { attributes: { keepdims: 0 } });
  body.output("loop.go_on", body.op("Equal", [all, body.constant([0], [], "int32")], [], { dtype: "bool" }));
  body.output("loop.next_ids", token);
  body.output("loop.next_ended", endedNow);
  attention.next.forEach(({ keys, values }, l) => {
    body.output(`loop.next_keys_${l}`, keys);
    body.output(`loop.next_values_${l}`, values);
  });
  body.output("loop.token", token);
  body.output("loop.logprob", logprob);

  const empty = graph.constant([], [rows, kvHeads, 0, hd]);
  const nobody = graph.constant(new Uint8Array(rows), [rows], "bool");
  const caches = Array.from({ length: 2 * config.layers }, () => ({ dtype: graph.float, shape: cacheShape }));
  const outputs = graph.node(
    "Loop",
    [maxTokens, graph.constant([1], [], "bool"), lastIds, nobody, ...caches.map(() => empty)],
    [
      { dtype: "int32", shape: [rows] },
      { dtype: "bool", shape: [rows] },
      ...caches,
      { dtype: "int32", shape: [-1, rows] },
      { dtype: graph.float, shape: [-1, rows] },
    ],
    { attributes: { body } },
  );
  graph.output("tokens", outputs[outputs.length - 2]);
  graph.output("logprobs", outputs[outputs.length - 1]);
  return graph;
}

function uniformRow(body: Graph, uniforms: Tensor, step: Tensor, rows: number): Tensor {
  const u = body.op("Gather", [uniforms, step], [rows], { attributes: { axis: 0 }, dtype: uniforms.dtype });
  return reshape(u, [rows, 1]);
}

/** Inverse CDF: the first token whose cumulated probability exceeds u times the total. logprobs [rows, V] → int32 [rows] */
function drawToken(body: Graph, logprobs: Tensor, u: Tensor, options: SamplingGraphOptions): Tensor {
  const [rows, vocabulary] = logprobs.shape;
  let p = body.op("Exp", [logprobs], logprobs.shape);
  const keepAtLeast = (threshold: Tensor): Tensor => {
    const low = body.op("Less", [p, threshold], p.shape, { dtype: "bool" });
    return body.op("Where", [low, body.scalar(0), p], p.shape, { dtype: p.dtype });
  };
  if (options.topK > 0 && options.topK < vocabulary) p = keepAtLeast(lowest(body, largest(body, p, options.topK)));
  if (options.topP < 1) {
    const sorted = largest(body, p, options.topK > 0 ? Math.min(options.topK, vocabulary) : vocabulary);
    const before = body.op("CumSum", [sorted, body.constant([1], [], "int64")], sorted.shape, {
      attributes: { exclusive: 1 },
    });
    const limit = mul(sum(sorted, [-1], true), body.scalar(options.topP));
    const beyond = body.op("Not", [body.op("Less", [before, limit], before.shape, { dtype: "bool" })], before.shape);
    p = keepAtLeast(
      lowest(body, body.op("Where", [beyond, body.scalar(2), sorted], sorted.shape, { dtype: sorted.dtype })),
    );
  }
  const cumulated = body.op("CumSum", [p, body.constant([1], [], "int64")], p.shape);
  const total = body.op("Gather", [cumulated, body.constant([vocabulary - 1], [1], "int64")], [rows, 1], {
    attributes: { axis: 1 },
  });
  const passed = body.op("LessOrEqual", [cumulated, mul(u, total)], p.shape, { dtype: "bool" });
  const asInt = body.op("Cast", [passed], p.shape, { dtype: "int32", attributes: { to: 6 } });
  const count = sum(asInt, [-1]);
  return body.op("Min", [count, body.constant([vocabulary - 1], [], "int32")], [rows]);
}

function largest(body: Graph, p: Tensor, k: number): Tensor {
  const shape = [p.shape[0], k];
  return body.node(
    "TopK",
    [p, body.integers([k])],
    [
      { dtype: p.dtype, shape },
      { dtype: "int64", shape },
    ],
  )[0];
}

function lowest(body: Graph, x: Tensor): Tensor {
  return body.op("ReduceMin", [x, body.integers([1])], [x.shape[0], 1], { attributes: { keepdims: 1 } });
}
