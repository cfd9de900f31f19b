import { bytesOfToken } from "./byte-alphabet.ts";
import { isRecord } from "./json-file.ts";

/** Turns tokens into text as they come; text whose bytes are not complete yet is held back. */
export interface IncrementalDecoder {
  push(id: number): string;
  /** What is still held back, incomplete bytes as U+FFFD. */
  end(): string;
}

/** Id → token; holes where a model's vocabulary has ids without one. */
export type TokenTable = readonly (string | undefined)[];

/**
 * Makes decoders for the two kinds of vocabulary that Llama and Qwen models come with, told apart by `tokenizer.json`'s `decoder`:
 * byte-level, and SentencePiece's with bytes as a fallback. `null` for any other.
 */
export function decoderFactory(tokens: TokenTable, decoderJson: unknown): (() => IncrementalDecoder) | null {
  const chain = decoderChain(decoderJson).map((part) => JSON.stringify(relevantFields(part)));
  if (chain.length === 1 && chain[0] === '{"type":"ByteLevel"}') {
    const cache: (Uint8Array | undefined)[] = [];
    const bytesOf = (id: number): Uint8Array => (cache[id] ??= bytesOfToken(tokens[id] ?? ""));
    return () => byteLevelDecoder(bytesOf);
  }
  const [strip, ...rest] = chain.slice(3);
  const isSentencePiece = SENTENCE_PIECE.every((part, i) => chain[i] === part) && rest.length === 0;
  if (isSentencePiece && (strip === undefined || strip === STRIP)) {
    return () => sentencePieceDecoder(tokens, strip === STRIP);
  }
  return null;
}

function byteLevelDecoder(bytesOf: (id: number) => Uint8Array): IncrementalDecoder {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true }); // a byte order mark in the text is text
  return { push: (id) => utf8.decode(bytesOf(id), { stream: true }), end: () => utf8.decode() };
}

const SENTENCE_PIECE = [
  '{"type":"Replace","pattern":{"String":"▁"},"content":" "}',
  '{"type":"ByteFallback"}',
  '{"type":"Fuse"}',
] as const;

/** Takes one space from the beginning of the text. */
const STRIP = '{"type":"Strip","content":" ","start":1,"stop":0}';

/** "▁" is a space; a run of byte tokens is text if all of it is valid UTF-8, otherwise one U+FFFD a byte (so it is held until it ends). */
function sentencePieceDecoder(tokens: TokenTable, strip: boolean): IncrementalDecoder {
  let atStart = strip;
  let run: number[] = [];
  const emit = (text: string): string => {
    if (!atStart || text === "") return text;
    atStart = false;
    return text.startsWith(" ") ? text.slice(1) : text;
  };
  const flush = (): string => {
    const bytes = Uint8Array.from(run);
    run = [];
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return "\ufffd".repeat(bytes.length);
    }
  };
  return {
    push(id) {
      const token = tokens[id];
      if (token === undefined) return "";
      const byte = /^<0x([0-9A-F]{2})>$/.exec(token);
      if (byte) {
        run.push(Number.parseInt(byte[1], 16));
        return "";
      }
      return emit(flush() + token.replaceAll("▁", " "));
    },
    end: () => emit(flush()),
  };
}

function decoderChain(json: unknown): unknown[] {
  if (isRecord(json) && json.type === "Sequence" && Array.isArray(json.decoders)) return json.decoders;
  return [json];
}

/** ByteLevel's options concern its other roles; the rest is kept in a fixed order for comparison. */
function relevantFields(part: unknown): unknown {
  if (!isRecord(part)) return null;
  const { type, pattern, content, start, stop } = part;
  return type === "ByteLevel" ? { type } : { type, pattern, content, start, stop };
}
