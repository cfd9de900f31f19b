import { type AdapterOptions, adaptedLayers, openAdapter } from "./adapter.ts";
import { loadChatTemplate } from "./chat-template.ts";
import { dataFolder, openCheckpoint } from "./checkpoint.ts";
import { readConfig } from "./config.ts";
import { checkCheckpoint } from "./expected-tensors.ts";
import { ModelError } from "./model-error.ts";
import { checkTokenizer, loadTokenizer } from "./tokenizer.ts";

/**
 * Whether a Hugging Face folder can be trained on conversations, with an adapter if one is given: a fresh one, or the PEFT
 * folder of one. Looks at configuration, tokenizer, chat template and the headers of the weights, which tell names, shapes,
 * types and sizes; not at the weights themselves, whatever their size. Throws what opening the model would throw.
 *
 * @throws ModelError
 */
export async function checkModel(
  folder: string,
  adapter: AdapterOptions | { readonly folder: string } | null = null,
): Promise<void> {
  const config = await readConfig(folder);
  checkTokenizer(config, await loadTokenizer(folder));
  await loadChatTemplate(folder);
  if (config.eosTokenIds.length === 0)
    throw new ModelError(`${folder}: config.json names no eos_token_id: a completion could never end`);
  const checkpoint = await openCheckpoint(folder);
  checkCheckpoint(config, checkpoint);
  if (adapter === null) return;
  await dataFolder(checkpoint);
  if ("folder" in adapter) await openAdapter(adapter.folder, config);
  else adaptedLayers(config, adapter);
}
