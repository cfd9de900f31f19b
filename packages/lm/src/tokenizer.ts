import type { DecoderConfig } from "./config.ts";

export interface DecodeOptions {
  /** Leave out special tokens. Default false. */
  readonly skipSpecial?: boolean;
}

/** Turns tokens into text as they come; text whose bytes are not complete yet is held back. */
export interface IncrementalDecoder {
  push(id: number): string;
  /** What is still held back, incomplete bytes as U+FFFD. */
  end(): string;
}

export interface Tokenizer {
  /** One more than the largest token id. */
  readonly vocabSize: number;
  readonly bosTokenId: number | null;
  readonly eosTokenId: number | null;
  readonly padTokenId: number | null;
  /** Ids that `skipSpecial` leaves out. */
  readonly specialIds: ReadonlySet<number>;
  /** Without tokens that the post-processor would add, unless `addSpecialTokens`. Special tokens written out in `text` are recognised. */
  encode(text: string, options?: { readonly addSpecialTokens?: boolean }): number[];
  decode(ids: readonly number[], options?: DecodeOptions): string;
  incrementalDecoder(options?: DecodeOptions): IncrementalDecoder;
  idOf(token: string): number | null;
  tokenOf(id: number): string | null;
}

/** Reads `tokenizer.json` with `tokenizer_config.json` and `special_tokens_map.json` where they are. */
export async function loadTokenizer(_folder: string): Promise<Tokenizer> {
  throw new Error("not yet");
}

/** Throws `ModelError` if the tokenizer can produce an id that the model has no embedding for, or lacks a token the model names. */
export function checkTokenizer(_config: DecoderConfig, _tokenizer: Tokenizer): void {
  throw new Error("not yet");
}
