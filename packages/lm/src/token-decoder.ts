import { bytesOfToken } from "./byte-alphabet.ts";
import { isRecord } from "./json-file.ts";

/** Turns tokens into text as they come; text whose bytes are not complete yet is held back. */
export interface IncrementalDecoder {
  push(id: number): string;
  /** What is still held back, incomplete bytes as U+FFFD. */
  end(): string;
}

/** Ids to text. The pieces of an incremental decoder, joined, are what `decode` gives. */
export interface TokenDecoder {
  decode(ids: Iterable<number>): string;
  incremental(): IncrementalDecoder;
}

/** `tokens`: id → token. `joinTokens`: the tokenizer's own decoder, for vocabularies that are not byte-level. */
export function tokenDecoder(
  tokens: readonly (string | undefined)[],
  decoderJson: unknown,
  joinTokens: (tokens: string[]) => string,
): TokenDecoder {
  return isByteLevel(decoderJson) ? byteLevelDecoder(tokens) : genericDecoder(tokens, joinTokens);
}

function isByteLevel(json: unknown): boolean {
  if (!isRecord(json)) return false;
  if (json.type === "Sequence" && Array.isArray(json.decoders))
    return json.decoders.length === 1 && isByteLevel(json.decoders[0]);
  return json.type === "ByteLevel";
}

function byteLevelDecoder(tokens: readonly (string | undefined)[]): TokenDecoder {
  const cache: (Uint8Array | undefined)[] = [];
  const bytesOf = (id: number): Uint8Array => (cache[id] ??= bytesOfToken(tokens[id] ?? ""));
  return {
    decode(ids) {
      const utf8 = utf8Decoder();
      let text = "";
      for (const id of ids) text += utf8.decode(bytesOf(id), { stream: true });
      return text + utf8.decode();
    },
    incremental() {
      const utf8 = utf8Decoder();
      return { push: (id) => utf8.decode(bytesOf(id), { stream: true }), end: () => utf8.decode() };
    },
  };
}

function utf8Decoder(): InstanceType<typeof TextDecoder> {
  return new TextDecoder("utf-8", { ignoreBOM: true }); // a byte order mark in the text is text
}

/**
 * Any other decoder, seen from outside: what a token adds is known once the text of everything since the last sure point no longer ends in
 * an incomplete character. A sure point keeps one token of context, since decoders treat the first token's space in a way of their own.
 */
function genericDecoder(
  tokens: readonly (string | undefined)[],
  joinTokens: (tokens: string[]) => string,
): TokenDecoder {
  const known = (ids: Iterable<number>): string[] => [...ids].flatMap((id) => tokens[id] ?? []);
  const join = (list: string[]): string => (list.length === 0 ? "" : joinTokens(list));
  return {
    decode: (ids) => join(known(ids)),
    incremental() {
      let context: string[] = [];
      let waiting: string[] = [];
      const added = (): string => join([...context, ...waiting]).slice(join(context).length);
      const flush = (): string => {
        const text = added();
        context = waiting.length > 0 ? [...context.slice(-1), ...waiting].slice(-4) : context;
        waiting = [];
        return text;
      };
      return {
        push(id) {
          waiting.push(...known([id]));
          return waiting.length === 0 || added().endsWith("\ufffd") ? "" : flush();
        },
        end: flush,
      };
    },
  };
}
