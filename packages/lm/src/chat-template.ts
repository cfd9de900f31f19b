export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

export interface RenderChatOptions {
  /** Append the opening of the assistant's turn. Default false. */
  readonly addGenerationPrompt?: boolean;
  /** Further variables for the template, such as `enable_thinking`. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A model's chat template with the special tokens it may name. */
export interface ChatTemplate {
  readonly source: string;
  readonly bosToken: string;
  readonly eosToken: string;
  readonly padToken: string;
}

export const CHATML_TEMPLATE: string = "";

/** Reads `chat_template.jinja` or `tokenizer_config.json`'s `chat_template`. Throws `ModelError` when the model has none. */
export async function loadChatTemplate(_folder: string): Promise<ChatTemplate> {
  throw new Error("not yet");
}

/** The prompt text for `messages`. */
export function renderChat(
  _template: ChatTemplate | string,
  _messages: readonly ChatMessage[],
  _options: RenderChatOptions = {},
): string {
  throw new Error("not yet");
}
