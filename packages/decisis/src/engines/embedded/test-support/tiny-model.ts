import { mkdirSync } from "node:fs";
import {
  CHATML_TEMPLATE,
  loadTokenizer,
  namedTensors,
  parseConfig,
  randomWeights,
  trainBpe,
  writeCheckpoint,
  writeConfig,
  writeTokenizer,
} from "@decisis/lm";

/**
 * Writes a complete model folder (27 thousand random weights, its own tokenizer) for tests of engines and runs. `context`: tokens
 * that it reads, nearly as many as characters.
 */
export async function writeTinyModel(folder: string, seed = 1, context = 256): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const end = "<|endoftext|>";
  const trained = trainBpe(["affirmed reversed vacated remanded the court of appeals"], {
    vocabSize: 290,
    minFrequency: 1,
    specialTokens: [end, "<|im_start|>", "<|im_end|>"],
  });
  await writeTokenizer(folder, trained, { eosToken: "<|im_end|>", padToken: end, chatTemplate: CHATML_TEMPLATE });
  const tokenizer = await loadTokenizer(folder);
  const config = parseConfig(
    {
      architectures: ["Qwen3ForCausalLM"],
      vocab_size: trained.vocabSize,
      hidden_size: 32,
      intermediate_size: 64,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      head_dim: 8,
      max_position_embeddings: context,
      rms_norm_eps: 1e-6,
      tie_word_embeddings: true,
      hidden_act: "silu",
      eos_token_id: tokenizer.idOf("<|im_end|>"),
      pad_token_id: tokenizer.idOf(end),
    },
    "config.json",
  );
  await writeConfig(folder, config);
  await writeCheckpoint(folder, namedTensors(randomWeights(config, seed, 0.1)));
}
