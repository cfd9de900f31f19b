import { Random } from "@decisis/tensor";
import { type Adapter, initialAdapter } from "./adapter.ts";
import type { DecoderConfig } from "./config.ts";
import { smallConfig } from "./random-model.ts";

export interface ParityModel {
  readonly name: string;
  readonly config: DecoderConfig;
  readonly seed: number;
  /** Standard deviation of the weights, such that logits have one of at least 1. */
  readonly deviation: number;
}

/** Random-weight models that between them use every feature of the supported architectures. */
export function parityModels(): ParityModel[] {
  const llama3 = {
    rope_theta: 500000,
    rope_scaling: {
      rope_type: "llama3",
      factor: 8,
      low_freq_factor: 1,
      high_freq_factor: 4,
      original_max_position_embeddings: 256,
    },
  };
  const yarn = {
    rope_scaling: { rope_type: "yarn", factor: 4, original_max_position_embeddings: 256 },
    max_position_embeddings: 1024,
  };
  const models: readonly [string, DecoderConfig][] = [
    ["llama-untied-llama3", smallConfig("LlamaForCausalLM", llama3)],
    [
      "llama-biases-linear",
      smallConfig("LlamaForCausalLM", {
        attention_bias: true,
        mlp_bias: true,
        num_key_value_heads: 4,
        rope_scaling: { rope_type: "linear", factor: 2 },
      }),
    ],
    ["llama-tied", smallConfig("LlamaForCausalLM", { tie_word_embeddings: true, num_key_value_heads: 1 })],
    ["qwen2-tied", smallConfig("Qwen2ForCausalLM", { tie_word_embeddings: true })],
    ["qwen2-untied-yarn", smallConfig("Qwen2ForCausalLM", yarn)],
    ["qwen3-untied", smallConfig("Qwen3ForCausalLM")],
    [
      "qwen3-tied-biases",
      smallConfig("Qwen3ForCausalLM", { tie_word_embeddings: true, attention_bias: true, head_dim: 32 }),
    ],
  ];
  return models.map(([name, config], i) => ({ name, config, seed: 100 + i, deviation: 0.2 }));
}

/** An adapter on all linear layers that changes the model a lot. */
export function parityAdapter({ config, seed }: ParityModel): Adapter {
  const adapter = initialAdapter(config, { r: 4, alpha: 8, targetModules: "all-linear" }, Random.at(seed, "adapter"));
  const random = Random.at(seed, "adapter B");
  for (const { B } of adapter.modules) for (let i = 0; i < B.length; i++) B[i] = 0.3 * random.normal();
  return adapter;
}

/** 512 tokens without a period. */
export function parityTokens(): Int32Array {
  return Int32Array.from({ length: 512 }, (_, i) => (i * 37 + ((i * i) % 91)) % 211);
}
