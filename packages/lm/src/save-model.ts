import { copyFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { saveAdapter } from "./adapter.ts";
import { writeConfig } from "./config.ts";
import type { DecoderModel } from "./decoder-model.ts";
import { namedTensors } from "./model-weights.ts";
import { type WrittenDtype, writeCheckpoint } from "./safetensors-write.ts";

/** Files of a Hugging Face folder that belong to the text side and travel with the weights. */
const TEXT_FILES =
  /^(tokenizer.*|vocab\..*|merges\.txt|special_tokens_map\.json|chat_template\..*|added_tokens\.json)$/;

/**
 * Writes the model into an existing folder: all weights with configuration and tokenizer after full fine-tuning, a PEFT
 * adapter that names its base after LoRA.
 */
export async function saveModel(model: DecoderModel, folder: string, dtype: WrittenDtype = "F32"): Promise<void> {
  const source = model.options.folder;
  if (model.adapter) return saveAdapter(folder, model.adapter, { baseModel: resolve(source) });
  await writeConfig(folder, model.config, dtype === "BF16" ? "bfloat16" : dtype === "F16" ? "float16" : "float32");
  for (const file of await readdir(source))
    if (TEXT_FILES.test(file)) await copyFile(join(source, file), join(folder, file));
  await writeCheckpoint(folder, namedTensors(model.weights!), { dtype });
}
