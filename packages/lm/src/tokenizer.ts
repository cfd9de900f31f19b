import { join } from "node:path";
import { Tokenizer as Library } from "@huggingface/tokenizers";
import type { DecoderConfig } from "./config.ts";
import { isRecord, readJsonFile, readJsonFileIfPresent } from "./json-file.ts";
import { ModelError, reasonOf } from "./model-error.ts";
import { quote } from "./safetensors.ts";
import { specialTokenGuard } from "./special-token-guard.ts";
import { decoderFactory, type IncrementalDecoder, type TokenTable } from "./token-decoder.ts";

export type { IncrementalDecoder } from "./token-decoder.ts";

export interface EncodeOptions {
  /** Add what the post-processor adds (Llama's begin token). Default false: chat templates write those themselves. */
  readonly addSpecialTokens?: boolean;
  /** Read special tokens that are written out in the text as ordinary characters. For text from outside. Default false. */
  readonly plain?: boolean;
  /** The text is a template filled in with texts that went through `guard`. Default false. */
  readonly guarded?: boolean;
}

export interface DecodeOptions {
  /** Leave out special tokens. Default false. */
  readonly skipSpecial?: boolean;
}

export interface Tokenizer {
  /** One more than the largest token id. */
  readonly vocabSize: number;
  readonly bosTokenId: number | null;
  readonly eosTokenId: number | null;
  readonly padTokenId: number | null;
  /** Ids that `skipSpecial` leaves out. */
  readonly specialIds: ReadonlySet<number>;
  encode(text: string, options?: EncodeOptions): number[];
  /** Text from outside, to stand inside a template that is encoded as `guarded`: its special tokens are read as characters. See `SpecialTokenGuard`. */
  guard(text: string, ends?: boolean): string;
  /** Ids without a token (a model's padding of its vocabulary) give no text. Spaces are never "cleaned up". */
  decode(ids: Iterable<number>, options?: DecodeOptions): string;
  incrementalDecoder(options?: DecodeOptions): IncrementalDecoder;
  idOf(token: string): number | null;
  tokenOf(id: number): string | null;
}

interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
  /** The token takes the white space before or after it. */
  readonly lstrip: boolean;
  readonly rstrip: boolean;
}

/** Reads `tokenizer.json` with `tokenizer_config.json` and `special_tokens_map.json` where they are. Throws `ModelError`. */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const file = join(folder, "tokenizer.json");
  const settingsFile = join(folder, "tokenizer_config.json");
  const json = await readJsonFile(file);
  const settings = (await readJsonFileIfPresent(settingsFile)) ?? {};
  const specials = (await readJsonFileIfPresent(join(folder, "special_tokens_map.json"))) ?? {};
  if (!isRecord(settings)) throw new ModelError(`${settingsFile}: expected a JSON object`);
  return createTokenizer(json, { ...(isRecord(specials) ? specials : {}), ...settings }, file);
}

/** A tokenizer from the parsed `tokenizer.json`; `settings` holds `bos_token`, `eos_token`, `pad_token` as `tokenizer_config.json` does. */
export function createTokenizer(json: unknown, settings: Record<string, unknown>, file: string): Tokenizer {
  const parts = checkedParts(json, file);
  const added = addedTokens(parts.added_tokens, file);
  const build = (tokens: readonly AddedToken[]): Library => {
    try {
      return new Library({ ...parts, added_tokens: tokens }, {});
    } catch (error) {
      throw new ModelError(`${file}: cannot be used: ${reasonOf(error).split("\n")[0]}`);
    }
  };
  const library = build(added);
  /** Knows no special tokens, so it reads them as text; made when first asked for. */
  let plain: Library | undefined;

  const idOf = (token: string): number | null => library.token_to_id(token) ?? null;
  const named = (field: string): number | null => {
    const token = contentOf(settings[field]);
    if (token === null) return null;
    return idOf(token) ?? fail(file, `${field} ${quote(token)} is not in the vocabulary`);
  };
  const [bosTokenId, eosTokenId, padTokenId] = ["bos_token", "eos_token", "pad_token"].map(named);
  const specialIds = new Set(added.filter((token) => token.special).map((token) => token.id));
  for (const id of [bosTokenId, eosTokenId, padTokenId]) if (id !== null) specialIds.add(id);

  const tokens = tokenTable(library, added);
  const newDecoder =
    decoderFactory(tokens, parts.decoder) ??
    fail(file, "decoder is neither ByteLevel nor SentencePiece's with byte fallback");
  const incrementalDecoder = ({ skipSpecial }: DecodeOptions = {}): IncrementalDecoder => {
    const { push, end } = newDecoder();
    return { push: (id) => (skipSpecial && specialIds.has(id) ? "" : push(id)), end };
  };

  const special = new Map(added.filter((token) => token.special).map((token) => [token.content, token]));
  const guard = specialTokenGuard([...special.keys()]);
  const plainLibrary = (): Library => (plain ??= build(added.filter((token) => !token.special)));
  const encodePlain = (text: string): number[] =>
    text === "" ? [] : plainLibrary().encode(text.toWellFormed(), { add_special_tokens: false }).ids;
  const encodeGuarded = (text: string): number[] => {
    const pieces = guard.pieces(text);
    return pieces.flatMap((piece, i) => {
      if (piece.special) return [special.get(piece.text)!.id];
      const before = i > 0 && special.get(pieces[i - 1].text)!.rstrip;
      const after = i + 1 < pieces.length && special.get(pieces[i + 1].text)!.lstrip;
      const kept = before ? piece.text.trimStart() : piece.text;
      return encodePlain(after ? kept.trimEnd() : kept);
    });
  };

  return {
    vocabSize: tokens.length,
    bosTokenId,
    eosTokenId,
    padTokenId,
    specialIds,
    encode(text, options = {}) {
      if (options.guarded && guard.isMarked(text)) return encodeGuarded(text);
      if (text === "" && !options.addSpecialTokens) return [];
      const used = options.plain ? plainLibrary() : library;
      return used.encode(text.toWellFormed(), { add_special_tokens: options.addSpecialTokens ?? false }).ids;
    },
    guard: guard.guard,
    decode(ids, options) {
      const { push, end } = incrementalDecoder(options);
      let text = "";
      for (const id of ids) text += push(id);
      return text + end();
    },
    incrementalDecoder,
    idOf,
    tokenOf: (id) => tokens[id] ?? null,
  };
}

/** Throws `ModelError` if the tokenizer can produce an id that the model has no embedding for, or lacks a token the model names. */
export function checkTokenizer(config: DecoderConfig, tokenizer: Tokenizer): void {
  if (tokenizer.vocabSize > config.vocabSize) {
    throw new ModelError(
      `tokenizer and model do not belong together: token ${quote(tokenizer.tokenOf(tokenizer.vocabSize - 1) ?? "")} has id ` +
        `${tokenizer.vocabSize - 1}, but the model's vocab_size is ${config.vocabSize}`,
    );
  }
  const { bosTokenId, eosTokenIds, padTokenId } = config;
  for (const [field, id] of [
    ["bos_token_id", bosTokenId],
    ...eosTokenIds.map((id) => ["eos_token_id", id] as const),
    ["pad_token_id", padTokenId],
  ] as const) {
    if (id !== null && tokenizer.tokenOf(id) === null) {
      throw new ModelError(
        `tokenizer and model do not belong together: the model's ${field} ${id} is no token of the tokenizer`,
      );
    }
  }
}

type Parts = Record<string, unknown> & { readonly model: Record<string, unknown> };

function checkedParts(json: unknown, file: string): Parts {
  if (!isRecord(json)) fail(file, "expected a JSON object");
  const { model } = json;
  if (!isRecord(model)) fail(file, "model is missing");
  if (model.type !== undefined && model.type !== "BPE")
    fail(file, `model type ${quote(String(model.type))} is not supported; only BPE is`);
  if (!isRecord(model.vocab) || !Array.isArray(model.merges)) fail(file, "model.vocab or model.merges is missing");
  for (const [token, id] of Object.entries(model.vocab)) {
    if (!isId(id)) fail(file, `model.vocab: token ${quote(token)} has no valid id`);
  }
  const absent = { normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };
  return { ...absent, ...json, model: { ...model, type: "BPE" } };
}

function addedTokens(value: unknown, file: string): AddedToken[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) fail(file, "added_tokens must be a list");
  return value.map((token: unknown): AddedToken => {
    if (!isRecord(token) || typeof token.content !== "string" || token.content === "" || !isId(token.id)) {
      fail(file, "added_tokens: every entry needs an id and content");
    }
    return {
      ...token,
      id: token.id,
      content: token.content,
      special: token.special === true,
      lstrip: token.lstrip === true,
      rstrip: token.rstrip === true,
    };
  });
}

/** Id → token, with holes where no token has the id. */
function tokenTable(library: Library, added: readonly AddedToken[]): TokenTable {
  const tokens: (string | undefined)[] = [];
  for (const [token, id] of library.get_vocab(true)) if (token !== undefined) tokens[id] = token;
  for (const { id, content } of added) tokens[id] = content;
  return tokens;
}

/** Ids above this are taken for a fault: the table of tokens is as long as the largest id. */
const MAX_ID = 1 << 24;

function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < MAX_ID;
}

/** Settings give a special token as text or as an object with `content`. */
function contentOf(value: unknown): string | null {
  if (isRecord(value)) return contentOf(value.content);
  return typeof value === "string" && value !== "" ? value : null;
}

function fail(file: string, what: string): never {
  throw new ModelError(`${file}: ${what}`);
}
