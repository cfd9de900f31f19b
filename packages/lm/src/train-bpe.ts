export interface BpeOptions {
  /** Number of tokens in all: 256 bytes, special tokens and merges. */
  readonly vocabSize: number;
  /** Get the highest ids, in this order; never merged or split. */
  readonly specialTokens?: readonly string[];
  /** Pairs seen less often are not merged. Default 2. */
  readonly minFrequency?: number;
}

/** A trained tokenizer as the object that `tokenizer.json` holds. */
export interface TrainedBpe {
  readonly tokenizerJson: Readonly<Record<string, unknown>>;
  /** Tokens, merges and special tokens made; below the wish when the text holds too few pairs. */
  readonly vocabSize: number;
}

/** Byte-level BPE with Qwen2's splitting rule, digits one by one. Deterministic: equal texts in equal order give equal merges. */
export function trainBpe(_texts: Iterable<string>, _options: BpeOptions): TrainedBpe {
  throw new Error("not yet");
}

export interface TokenizerFiles {
  readonly bosToken?: string | null;
  readonly eosToken: string;
  readonly padToken: string;
  readonly chatTemplate?: string;
}

/** Writes `tokenizer.json` and `tokenizer_config.json`. */
export async function writeTokenizer(_folder: string, _trained: TrainedBpe, _files: TokenizerFiles): Promise<void> {
  throw new Error("not yet");
}
