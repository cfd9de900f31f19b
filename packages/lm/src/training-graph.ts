import {
  add,
  argmax,
  concat,
  Graph,
  gatherRows,
  gradients,
  matmul,
  mul,
  reshape,
  slice,
  type Tensor,
  tokenLogprob,
  zeros,
} from "@decisis/tensor";
import { denseAttention } from "./attention-dense.ts";
import { type SharedPromptShape, sharedPromptAttention } from "./attention-shared-prompt.ts";
import type { DecoderConfig } from "./config.ts";
import { type Attention, decode } from "./decoder.ts";
import type { GraphWeights } from "./graph-weights.ts";

/** Names of the inputs that a batch feeds, beside the weights. */
export const batchInputs = {
  /** int32 [groups · promptLength], left-padded */
  promptIds: "batch.prompt_ids",
  /** float [groups, 1, 1, promptLength]: 0 on tokens, `MASKED` on padding */
  promptMask: "batch.prompt_mask",
  /** int32 [groups · completionsPerGroup · completionLength], right-padded */
  completionIds: "batch.completion_ids",
  /** float []: 1/τ */
  inverseTemperature: "batch.inverse_temperature",
  /** float [completion tokens]: ∂loss/∂ℓ of each completion token; 0 on padding */
  seeds: "batch.seeds",
  /** float [completion tokens]: ∂loss/∂H of each completion token; only with `entropyBonus` */
  entropySeeds: "batch.entropy_seeds",
} as const;

export interface TrainingGraphOptions {
  readonly shape: SharedPromptShape;
  /** Makes the weights inside the graph; returns what is to be differentiated by, by output name. */
  readonly weights: (graph: Graph) => {
    readonly weights: GraphWeights;
    readonly trainable: ReadonlyMap<string, Tensor>;
  };
  /** With gradients (needs seeds) or forward only. */
  readonly backward: boolean;
  /** The loss depends on the entropies too, through `entropySeeds`. */
  readonly entropyBonus?: boolean;
  readonly float?: "float32" | "float64";
}

/**
 * Log-probabilities of completion tokens and, from given seeds, the gradients of the loss.
 *
 * The autodiff graph ends at ℓ (and at the entropy H): an objective is plain arithmetic that returns ∂loss/∂ℓ, which is fed
 * here as `seeds`.
 * Outputs: `logprob` and `entropy` [groups·completionsPerGroup·completionLength], `correct` int32 (1 where the token is the
 * argmax), and `d:<name>` for every trainable tensor. The last token of a completion is predicted but never read, so its
 * row is left out of the layers.
 */
export function trainingGraph(config: DecoderConfig, options: TrainingGraphOptions): Graph {
  const { groups, completionsPerGroup, promptLength, completionLength } = options.shape;
  if (completionLength < 2) throw new RangeError("trainingGraph: completionLength must be at least 2");
  const graph = new Graph({ float: options.float });
  const { weights, trainable } = options.weights(graph);
  const sequences = groups * completionsPerGroup;
  const promptIds = graph.input(batchInputs.promptIds, "int32", [groups * promptLength]);
  const keyMask = graph.input(batchInputs.promptMask, graph.float, [groups, 1, 1, promptLength]);
  const completionIds = graph.input(batchInputs.completionIds, "int32", [sequences * completionLength]);
  const inverseTemperature = graph.input(batchInputs.inverseTemperature, graph.float, []);

  const read = slice(reshape(completionIds, [sequences, completionLength]), 1, 0, completionLength - 1);
  const layout = completionsPerGroup === 1 ? sequenceRows : sharedPromptRows;
  const { rows, attention, predictors: select } = layout(graph, config, options.shape, promptIds, read, keyMask);
  const predictors = select(decode(gatherRows(weights.embedding(), rows), config, weights, attention));
  const logits = matmul(mul(predictors, inverseTemperature), weights.head(), { transposeB: true });
  const { logprob, entropy } = tokenLogprob(logits, completionIds, { entropy: true });
  graph.output("logprob", logprob);
  graph.output("entropy", entropy!);
  const hit = graph.op("Equal", [argmax(logits), completionIds], [sequences * completionLength], { dtype: "bool" });
  graph.output("correct", graph.op("Cast", [hit], hit.shape, { dtype: "int32", attributes: { to: 6 } }));
  if (options.backward) {
    const seeds = graph.input(batchInputs.seeds, graph.float, [sequences * completionLength]);
    const names = [...trainable.keys()];
    const by = [...trainable.values()];
    const derivatives = options.entropyBonus
      ? gradients(add(mul(logprob, seeds), mul(entropy!, entropySeedsOf(graph, seeds))), by)
      : gradients(logprob, by, seeds);
    derivatives.forEach((gradient, i) => {
      graph.output(`d:${names[i]}`, gradient);
    });
  }
  return graph;
}

function entropySeedsOf(graph: Graph, seeds: Tensor): Tensor {
  return graph.input(batchInputs.entropySeeds, graph.float, seeds.shape);
}

interface RowLayout {
  /** int32 [rows]: the tokens that the layers read */
  readonly rows: Tensor;
  readonly attention: Attention;
  /** The hidden rows that predict completion tokens, in order: [rows, d] → [sequences · completionLength, d] */
  readonly predictors: (hidden: Tensor) => Tensor;
}

/** Prompts once a group, then completions. The last row of a prompt predicts the first token of each of its completions. */
function sharedPromptRows(
  graph: Graph,
  config: DecoderConfig,
  shape: SharedPromptShape,
  promptIds: Tensor,
  read: Tensor,
  keyMask: Tensor,
): RowLayout {
  const { groups, completionsPerGroup, promptLength } = shape;
  const [sequences, readLength] = read.shape;
  const predicting: number[] = [];
  for (let s = 0; s < sequences; s++) {
    predicting.push(Math.floor(s / completionsPerGroup) * promptLength + promptLength - 1);
    for (let t = 0; t < readLength; t++) predicting.push(groups * promptLength + s * readLength + t);
  }
  return {
    rows: concat([promptIds, reshape(read, [sequences * readLength])], 0),
    attention: sharedPromptAttention(graph, config, { ...shape, completionLength: readLength }, keyMask),
    predictors: (hidden) => gatherRows(hidden, graph.constant(predicting, [predicting.length], "int32")),
  };
}

/** One completion a prompt: plain sequences, one after the other. */
function sequenceRows(
  graph: Graph,
  config: DecoderConfig,
  shape: SharedPromptShape,
  promptIds: Tensor,
  read: Tensor,
  keyMask: Tensor,
): RowLayout {
  const { promptLength, completionLength } = shape;
  const [sequences, readLength] = read.shape;
  const length = promptLength + readLength;
  const open = zeros(keyMask, [sequences, 1, 1, readLength]);
  return {
    rows: reshape(concat([reshape(promptIds, [sequences, promptLength]), read], 1), [sequences * length]),
    attention: denseAttention(graph, config, sequences, length, { keyMask: concat([keyMask, open], 3) }),
    predictors: (hidden) => {
      const width = hidden.shape[1];
      const tail = slice(reshape(hidden, [sequences, length, width]), 1, promptLength - 1, length);
      return reshape(tail, [sequences * completionLength, width]);
    },
  };
}

/** Logits [batch, length, V] of whole sequences, for inspection and for comparison with other implementations. */
export function logitsGraph(
  config: DecoderConfig,
  makeWeights: (graph: Graph) => GraphWeights,
  batch: number,
  length: number,
  float: "float32" | "float64" = "float32",
): Graph {
  const graph = new Graph({ float });
  const weights = makeWeights(graph);
  const ids = graph.input(batchInputs.promptIds, "int32", [batch * length]);
  const hidden = decode(
    gatherRows(weights.embedding(), ids),
    config,
    weights,
    denseAttention(graph, config, batch, length),
  );
  const logits = matmul(hidden, weights.head(), { transposeB: true });
  graph.output("logits", reshape(logits, [batch, length, config.vocabSize]));
  return graph;
}
