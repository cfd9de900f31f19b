import { type Architecture, type DecoderConfig, parseConfig, writeConfig } from "./config.ts";
import { namedTensors, randomWeights } from "./model-weights.ts";
import { writeCheckpoint } from "./safetensors-write.ts";

/** A small decoder with every feature named by `fields` (keys of a Hugging Face config.json). */
export function smallConfig(architecture: Architecture, fields: Readonly<Record<string, unknown>> = {}): DecoderConfig {
  return parseConfig(
    {
      architectures: [architecture],
      vocab_size: 211,
      hidden_size: 64,
      intermediate_size: 160,
      num_hidden_layers: 3,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      head_dim: 16,
      max_position_embeddings: 1024,
      rms_norm_eps: 1e-6,
      eos_token_id: 1,
      pad_token_id: 0,
      hidden_act: "silu",
      ...fields,
    },
    "config.json",
  );
}

/**
 * Writes a Hugging Face folder with random weights of the given standard deviation; normalisations and biases vary too, so
 * that leaving one out cannot go unnoticed.
 */
export async function writeRandomModel(
  folder: string,
  config: DecoderConfig,
  seed: number,
  deviation: number,
): Promise<void> {
  const weights = randomWeights(config, seed, deviation);
  for (const [name, array] of weights.arrays) {
    if (!/norm|bias/.test(name)) continue;
    for (let i = 0; i < array.length; i++) array[i] += 0.3 * Math.sin(seed + 0.7 * i);
  }
  await writeConfig(folder, config);
  await writeCheckpoint(folder, namedTensors(weights));
}
