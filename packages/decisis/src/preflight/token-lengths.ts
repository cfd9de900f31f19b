import { isAbsolute, join } from "node:path";
import { adapterBase, loadChatTemplate, loadTokenizer, readConfig, renderChat } from "@decisis/lm";
import type { Message } from "../environments/environment.ts";

/** Lengths in a model's tokens, without its weights. */
export interface TokenLengths {
  /** Longest prompt and completion together. */
  readonly context: number;
  prompt(messages: readonly Message[]): number;
  /** With the end token. */
  completion(text: string): number;
}

/** Reads tokenizer, chat template and configuration of a model folder, or of the base of an adapter. @throws ModelError */
export async function openTokenLengths(folder: string): Promise<TokenLengths> {
  const base = await adapterBase(folder);
  const model = base === null ? folder : isAbsolute(base) ? base : join(folder, base);
  const [tokenizer, template, config] = await Promise.all([
    loadTokenizer(model),
    loadChatTemplate(model),
    readConfig(model),
  ]);
  return {
    context: config.maxPositionEmbeddings,
    prompt(messages) {
      const guarded = messages.map(({ role, content }) => ({ role, content: tokenizer.guard(content) }));
      return tokenizer.encode(renderChat(template, guarded, { addGenerationPrompt: true }), { guarded: true }).length;
    },
    completion: (text) => tokenizer.encode(text, { plain: true }).length + 1,
  };
}
