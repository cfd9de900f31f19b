import { join } from "node:path";
import { writeFileAtomically } from "./atomic-write.ts";
import { BYTE_CHARACTERS } from "./byte-alphabet.ts";
import { type CountedWord, mergePairs } from "./merge-pairs.ts";
import { ModelError } from "./model-error.ts";

export interface BpeOptions {
  /** Number of tokens in all: 256 bytes, merges and special tokens. */
  readonly vocabSize: number;
  /** Get the highest ids, in this order; never merged or split. */
  readonly specialTokens?: readonly string[];
  /** Pairs seen less often are not merged. Default 2. */
  readonly minFrequency?: number;
}

/** A trained tokenizer as the object that `tokenizer.json` holds. */
export interface TrainedBpe {
  readonly tokenizerJson: Readonly<Record<string, unknown>>;
  /** Tokens made, special ones included; below the wish when the text holds too few pairs. */
  readonly vocabSize: number;
}

/**
 * Where words end: Qwen2's rule to the letter. Letters take one sign before them, digits stand alone (a number then costs what its length
 * says), signs take the line breaks after them, a run of spaces leaves its last one to the word that follows. No other rule would last:
 * transformers (from 5.0) applies this one to every model of type qwen2, whatever its tokenizer.json says. (It also composes characters
 * there, NFC, which is left out here so that decoding gives back every text; composed text gives the same ids.)
 */
export const SPLIT_PATTERN: string = [
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)",
  "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+",
  "\\p{N}",
  " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*",
  "\\s*[\\r\\n]+",
  "\\s+(?!\\S)",
  "\\s+",
].join("|");

/** The same for JavaScript, whose `\s` differs from Unicode's white space and whose case folding takes in letters beyond ASCII. */
const WORD = new RegExp(
  SPLIT_PATTERN.replace(/^\(.*?\)/, "'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])")
    .replaceAll("\\s", "\\p{White_Space}")
    .replaceAll("\\S", "\\P{White_Space}"),
  "gu",
);

/** Byte-level BPE. Deterministic: equal texts give equal merges, whatever their order; ties go to the pair with the older symbols. */
export function trainBpe(texts: Iterable<string>, options: BpeOptions): TrainedBpe {
  const specialTokens = options.specialTokens ?? [];
  const { vocabSize, minFrequency = 2 } = options;
  if (!Number.isInteger(vocabSize) || vocabSize < 256 + specialTokens.length || vocabSize > 1 << 20) {
    throw new ModelError(
      `vocabulary size ${vocabSize}: must be from ${256 + specialTokens.length} (bytes and special tokens) to ${1 << 20}`,
    );
  }
  if (specialTokens.includes("") || new Set(specialTokens).size < specialTokens.length) {
    throw new ModelError("special tokens must differ and not be empty");
  }
  const tokens = [...BYTE_CHARACTERS].sort();
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const words = countedWords(countWords(texts, specialTokens), idOf);
  const merges = mergePairs(
    words,
    minFrequency,
    () => tokens.length < vocabSize - specialTokens.length,
    (left, right) => {
      const token = tokens[left] + tokens[right];
      const known = idOf.get(token);
      if (known !== undefined) return known;
      idOf.set(token, tokens.length);
      return tokens.push(token) - 1;
    },
  );
  for (const special of specialTokens) {
    if (idOf.has(special)) throw new ModelError(`special token ${JSON.stringify(special)} is also an ordinary token`);
  }
  const mergeLines = merges.map(({ left, right }) => `${tokens[left]} ${tokens[right]}`);
  return {
    tokenizerJson: tokenizerJson(tokens, mergeLines, specialTokens),
    vocabSize: tokens.length + specialTokens.length,
  };
}

export interface TokenizerFiles {
  readonly bosToken?: string | null;
  readonly eosToken: string;
  readonly padToken: string;
  readonly chatTemplate?: string;
}

/** Writes `tokenizer.json` and `tokenizer_config.json` such that transformers and this package load the same tokenizer. */
export async function writeTokenizer(folder: string, trained: TrainedBpe, files: TokenizerFiles): Promise<void> {
  const config = {
    tokenizer_class: "PreTrainedTokenizerFast",
    bos_token: files.bosToken ?? null,
    eos_token: files.eosToken,
    pad_token: files.padToken,
    add_bos_token: false,
    clean_up_tokenization_spaces: false,
    model_max_length: 1_000_000,
    ...(files.chatTemplate === undefined ? {} : { chat_template: files.chatTemplate }),
  };
  const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  await writeFileAtomically(join(folder, "tokenizer.json"), text(trained.tokenizerJson));
  await writeFileAtomically(join(folder, "tokenizer_config.json"), text(config));
}

/** How often each word occurs, special tokens cut out. */
function countWords(texts: Iterable<string>, specialTokens: readonly string[]): Map<string, number> {
  const special =
    specialTokens.length > 0
      ? new RegExp(
          specialTokens
            .map((t) => t.replace(/[\\^$.*+?()[\]{}|/-]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`))
            .join("|"),
          "u",
        )
      : null;
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const part of special ? text.split(special) : [text]) {
      for (const word of part.match(WORD) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

function countedWords(counts: ReadonlyMap<string, number>, idOf: ReadonlyMap<string, number>): CountedWord[] {
  const utf8 = new TextEncoder();
  const idOfByte = BYTE_CHARACTERS.map((character) => idOf.get(character)!);
  return Array.from(counts, ([word, count]) => ({ symbols: Array.from(utf8.encode(word), (b) => idOfByte[b]), count }));
}

function tokenizerJson(
  tokens: readonly string[],
  merges: readonly string[],
  specialTokens: readonly string[],
): Record<string, unknown> {
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false };
  const split = { type: "Split", pattern: { Regex: SPLIT_PATTERN }, behavior: "Isolated", invert: false };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, i) => ({ id: tokens.length + i, content, ...plain, special: true })),
    normalizer: null,
    pre_tokenizer: { type: "Sequence", pretokenizers: [split, byteLevel] },
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  };
}
