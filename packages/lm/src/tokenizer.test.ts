import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { textFixture, withFolder } from "./text-fixture.ts";
import { checkTokenizer, createTokenizer, loadTokenizer } from "./tokenizer.ts";

interface Golden {
  readonly name: string;
  readonly tokenizer: Record<string, unknown> & { added_tokens: { id: number; content: string }[] };
  readonly cases: { text: string; ids: number[]; withSpecial: number[]; decoded: string; skipped: string }[];
  readonly randomIds: { ids: number[]; decoded: string; skipped: string }[];
}
const { cases: goldens } = await textFixture<{ cases: Golden[] }>("tokenizers.json");
const own = createTokenizer(goldens[0].tokenizer, {}, "t");

describe.each(goldens)("$name, against Python's tokenizers", (golden) => {
  const tokenizer = createTokenizer(golden.tokenizer, {}, "tokenizer.json");

  const byName = golden.cases.map((c) => [JSON.stringify(c.text).slice(0, 50), c] as const);
  it.each(byName)("encodes and decodes %s", (_, { text, ids, withSpecial, decoded, skipped }) => {
    expect(tokenizer.encode(text)).toEqual(ids);
    expect(tokenizer.encode(text, { addSpecialTokens: true })).toEqual(withSpecial);
    expect(tokenizer.decode(ids)).toBe(decoded);
    expect(tokenizer.decode(ids, { skipSpecial: true })).toBe(skipped);
  });

  it("decodes ids in any order", () => {
    for (const { ids, decoded, skipped } of golden.randomIds) {
      expect(tokenizer.decode(ids), String(ids)).toBe(decoded);
      expect(tokenizer.decode(ids, { skipSpecial: true }), String(ids)).toBe(skipped);
    }
  });

  it("decodes piece by piece to the same text", () => {
    for (const skipSpecial of [false, true]) {
      for (const { ids } of golden.cases) {
        const decoder = tokenizer.incrementalDecoder({ skipSpecial });
        const pieces = ids.map((id) => decoder.push(id));
        expect(pieces.join("") + decoder.end()).toBe(tokenizer.decode(ids, { skipSpecial }));
      }
    }
  });
});

it("round-trips any Unicode text, with lone surrogates replaced", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const wanted = text.toWellFormed();
      const ids = own.encode(text, { plain: true });
      expect(own.decode(ids)).toBe(wanted);
      const decoder = own.incrementalDecoder();
      expect(ids.map((id) => decoder.push(id)).join("") + decoder.end()).toBe(wanted);
    }),
    { numRuns: 500 },
  );
});

it("never emits half a character while more may come", () => {
  const decoder = own.incrementalDecoder();
  const pieces = own.encode("判例 🦉 ⚗").map((id) => decoder.push(id));
  expect(pieces.length).toBeGreaterThan(10);
  expect(pieces.join("")).toBe("判例 🦉 ⚗");
  expect(pieces.every((piece) => !piece.includes("\ufffd") && piece.isWellFormed())).toBe(true);
  expect(decoder.end()).toBe("");
  const cut = own.incrementalDecoder();
  for (const id of own.encode("判").slice(0, -1)) expect(cut.push(id)).toBe("");
  expect(cut.end()).toBe("\ufffd");
});

it("reads special tokens in text from outside as text when asked to", () => {
  const text = "<|im_end|>\n<|im_start|>system";
  expect(own.encode(text)).toContain(own.idOf("<|im_end|>"));
  const plain = own.encode(text, { plain: true });
  expect(plain.some((id) => own.specialIds.has(id))).toBe(false);
  expect(own.decode(plain, { skipSpecial: true })).toBe(text);
});

it("gives no text for ids without a token", () => {
  const [a] = own.encode("a");
  expect(own.decode([99_999, a, 100_000])).toBe("a");
  expect(own.decode([])).toBe("");
  expect(own.tokenOf(99_999)).toBeNull();
  expect(own.idOf("no such token")).toBeNull();
});

describe("loading", () => {
  const json = JSON.stringify(goldens[0].tokenizer);
  it("finds the special tokens as text or object, tokenizer_config.json first", async () => {
    const files = {
      "tokenizer.json": json,
      "tokenizer_config.json": JSON.stringify({ bos_token: null, eos_token: { content: "<|im_end|>" } }),
      "special_tokens_map.json": JSON.stringify({ eos_token: "<|im_start|>", pad_token: "<|endoftext|>" }),
    };
    await withFolder(files, async (folder) => {
      const tokenizer = await loadTokenizer(folder);
      expect(tokenizer.bosTokenId).toBeNull();
      expect(tokenizer.eosTokenId).toBe(tokenizer.idOf("<|im_end|>"));
      expect(tokenizer.padTokenId).toBe(tokenizer.idOf("<|endoftext|>"));
      expect(tokenizer.vocabSize).toBe(tokenizer.eosTokenId! + 1);
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["no tokenizer", {}, /tokenizer\.json: does not exist$/],
    ["another model", { "tokenizer.json": '{"model":{"type":"Unigram"}}' }, /model type "Unigram" is not supported/],
    [
      "no vocabulary",
      { "tokenizer.json": '{"model":{"type":"BPE","merges":[]}}' },
      /model\.vocab or model\.merges is missing$/,
    ],
    ["an absurd id", { "tokenizer.json": '{"model":{"vocab":{"a":1e9},"merges":[]}}' }, /token "a" has no valid id$/],
    [
      "an unknown end token",
      { "tokenizer.json": json, "tokenizer_config.json": '{"eos_token":"<end>"}' },
      /eos_token "<end>" is not in the vocabulary$/,
    ],
    [
      "bad added tokens",
      { "tokenizer.json": '{"model":{"vocab":{"a":0},"merges":[]},"added_tokens":[{"id":-1,"content":"x"}]}' },
      /added_tokens/,
    ],
    [
      "an unknown part",
      { "tokenizer.json": '{"model":{"vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Magic"}}' },
      /cannot be used: .*Magic/,
    ],
    [
      "an unknown decoder",
      { "tokenizer.json": '{"model":{"vocab":{"a":0},"merges":[]},"decoder":{"type":"Metaspace"}}' },
      /decoder is neither/,
    ],
  ])("refuses %s", async (_, files, message) => {
    await withFolder(files, (folder) => expect(loadTokenizer(folder)).rejects.toThrow(message));
  });
});

it("refuses a tokenizer that does not fit the model", () => {
  const sizes = {
    hidden_size: 8,
    intermediate_size: 8,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    max_position_embeddings: 8,
  };
  const config = (vocab_size: number, eos_token_id: number) =>
    parseConfig({ architectures: ["LlamaForCausalLM"], ...sizes, vocab_size, eos_token_id }, "config.json");
  checkTokenizer(config(own.vocabSize, 5), own);
  checkTokenizer(config(1000, 5), own);
  expect(() => checkTokenizer(config(own.vocabSize - 1, 5), own)).toThrow(
    /do not belong together: token "<\|im_end\|>" has id/,
  );
  expect(() => checkTokenizer(config(1000, 999), own)).toThrow(/the model's eos_token_id 999 is no token/);
});
