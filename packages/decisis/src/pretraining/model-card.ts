import { cpus } from "node:os";
import type { DecoderConfig } from "@decisis/lm";
import { expectedTensors } from "@decisis/lm";
import type { PretrainState } from "./pretrain.ts";
import type { PretrainFile } from "./pretrain-file.ts";
import type { PretrainingTexts } from "./pretraining-texts.ts";
import type { TokenStream } from "./token-stream.ts";

/** Optimizers in words. */
export const OPTIMIZERS = { adamw: "AdamW", muon: "Muon (embedding and vectors: AdamW)" } as const;

/** The page beside the weights: made from what, how long, with what loss, good for what. */
export function modelCard(
  file: PretrainFile,
  texts: PretrainingTexts,
  stream: TokenStream,
  state: PretrainState,
  config: DecoderConfig,
): string {
  const parameters = expectedTensors(config).reduce((n, t) => n + t.shape.reduce((a, b) => a * b, 1), 0);
  const { recitation } = file.training;
  const recited = recitation.steps * recitation.batch_size * recitation.length;
  const seen = file.training.steps * file.training.batch_size * file.training.context_length;
  const last = state.curve[state.curve.length - 1];
  const n = (x: number): string => x.toLocaleString("en-US");
  return `# ${file.name}

A base language model of ${(parameters / 1e6).toFixed(2)} million parameters, made by decisis to try its training on: small enough to learn on a
laptop's CPU, far too small to know any law. It continues text; it follows no instructions before fine-tuning.

| | |
|---|---|
| architecture | Qwen3 dense: ${config.layers} layers, width ${config.hiddenSize}, ${config.heads} heads (${config.kvHeads} of keys and values) of ${config.headDim}, feed-forward ${config.intermediateSize}, tied embeddings |
| tokenizer | byte-level BPE, ${n(config.vocabSize)} tokens, trained on the same texts; every digit is a token |
| context | trained on ${n(file.training.context_length)} tokens; configuration allows ${n(config.maxPositionEmbeddings)} |
| weights | bfloat16 safetensors |

## Trained on

- ${n(texts.real.cases)} published opinions of US courts (${n(texts.real.characters)} characters), all of the training part of the project's one split
  (\`legal-data\` rule: SHA-256 of the smallest id of a cluster, below 0.55). SHA-256 of the sorted list of their ids: \`${texts.real.idsSha256}\`.
  Source: \`jsavelka/statutory_interpretation\` @ 9db9ba2, opinions from the Caselaw Access Project (The President and Fellows of
  Harvard University, 2018). The texts are in the public domain and are not part of this repository.
- ${n(texts.generated.opinions)} invented opinions and ${n(texts.generated.readbacks)} invented transcripts in which names and numbers are read back, so that the
  model learns to carry a name through a text (${n(texts.generated.characters)} characters in all), from generator seed ${file.generated.seed}.

No prompt and no answer of any environment, and nothing of the validation and test parts.

## How

\`decisis pretrain examples/${file.name}/run.yaml\`: ${n(recitation.steps)} steps of ${recitation.batch_size} × ${recitation.length} tokens on invented names and numbers said over and over (${n(recited)} tokens;
it forms the attention heads that copy), then ${n(file.training.steps)} steps of ${file.training.batch_size} × ${file.training.context_length} tokens on the texts = ${n(seen)} tokens (${(seen / (stream.train.length * file.training.context_length)).toFixed(2)} passes over
${n(stream.tokens)} tokens) in ${(state.seconds / 60).toFixed(1)} minutes on ${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${OPTIMIZERS[file.training.optim]}, peak learning rate ${file.training.learning_rate}, cosine to ${file.training.min_lr_rate} of it,
seed ${file.seed}. Loss at the end: ${last?.loss.toFixed(3)} nats a token in training, ${last?.heldOutLoss?.toFixed(3)} on documents held out of it (one in a hundred).

| step | training loss | held-out loss |
|---|---|---|
${state.curve.map((c) => `| ${c.step} | ${c.loss.toFixed(3)} | ${c.heldOutLoss?.toFixed(3) ?? ""} |`).join("\n")}

## Licence

Weights: Apache-2.0, like the project. They reproduce style and fragments of public-domain opinions; their output is not legal advice.
`;
}
