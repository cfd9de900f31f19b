import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { CHATML_TEMPLATE, loadChatTemplate } from "./chat-template.ts";
import { textFixture, withFolder } from "./text-fixture.ts";
import { createTokenizer, loadTokenizer } from "./tokenizer.ts";
import { trainBpe, writeTokenizer } from "./train-bpe.ts";

interface Golden {
  readonly corpus: string[];
  readonly special: string[];
  readonly cases: {
    name: string;
    tokenizer: { model: { vocab: Record<string, number>; merges: [string, string][] } };
  }[];
}
interface Model {
  readonly vocab: Record<string, number>;
  readonly merges: string[];
}
const { corpus, special, cases } = await textFixture<Golden>("tokenizers.json");
const python = cases.find(({ name }) => name === "own")!.tokenizer;
const modelOf = (json: Readonly<Record<string, unknown>>) => json.model as Model;
const options = { vocabSize: 700 + special.length, specialTokens: special };

it("learns the merges and ids that Python's BpeTrainer learns", () => {
  const { vocab, merges } = modelOf(trainBpe(corpus, options).tokenizerJson);
  expect(merges).toEqual(python.model.merges.map((pair) => pair.join(" ")));
  expect(vocab).toEqual(python.model.vocab);
});

it("does not depend on the order of the texts", () => {
  const shuffled = [...corpus.slice(7), ...corpus.slice(0, 7)].reverse();
  expect(trainBpe(shuffled, options)).toEqual(trainBpe(corpus, options));
});

it("merges by brute force in the same order", () => {
  const letter = fc.constantFrom("a", "b", "c");
  const words = fc.array(fc.string({ unit: letter, minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(words, (list) => {
      const merges = modelOf(trainBpe(list, { vocabSize: 290, minFrequency: 2 }).tokenizerJson).merges;
      expect(merges).toEqual(slowMerges(list).slice(0, merges.length));
    }),
    { numRuns: 300 },
  );
});

/** Counts every pair anew for every merge. Ties go to the older symbols: letters by code, then merges by age. */
function slowMerges(list: readonly string[]): string[] {
  let words = list.map((word) => [...word]);
  const age = ["a", "b", "c"];
  const merges: string[] = [];
  for (;;) {
    const counts = new Map<string, number>();
    for (const word of words) {
      for (let i = 1; i < word.length; i++)
        counts.set(`${word[i - 1]} ${word[i]}`, (counts.get(`${word[i - 1]} ${word[i]}`) ?? 0) + 1);
    }
    const rank = (pair: string) => pair.split(" ").map((s) => age.indexOf(s));
    const best = [...counts].sort(([p, n], [q, m]) => m - n || rank(p)[0] - rank(q)[0] || rank(p)[1] - rank(q)[1])[0];
    if (!best || best[1] < 2) return merges;
    const [left, right] = best[0].split(" ");
    merges.push(best[0]);
    if (!age.includes(left + right)) age.push(left + right);
    words = words.map((word) => {
      const out: string[] = [];
      for (let i = 0; i < word.length; i++) {
        const hit = word[i] === left && word[i + 1] === right;
        out.push(hit ? left + right : word[i]);
        if (hit) i++;
      }
      return out;
    });
  }
}

it("keeps digits apart and special tokens whole", () => {
  const trained = trainBpe(["12345 12345 12345 <|im_end|><|im_end|>"], options);
  const tokenizer = createTokenizer(trained.tokenizerJson, {}, "t");
  expect(tokenizer.encode("12345")).toHaveLength(5);
  expect(tokenizer.encode("x<|im_end|>")).toEqual([...tokenizer.encode("x"), tokenizer.idOf("<|im_end|>")!]);
  expect(modelOf(trained.tokenizerJson).merges.join("")).not.toContain("|");
  expect(tokenizer.vocabSize).toBe(trained.vocabSize);
  expect(trained.vocabSize).toBe(256 + special.length);
});

it("writes a folder that loads again, template included", async () => {
  const trained = trainBpe(corpus, options);
  const files = { eosToken: "<|im_end|>", padToken: "<|endoftext|>", chatTemplate: CHATML_TEMPLATE };
  await withFolder({}, async (folder) => {
    await writeTokenizer(folder, trained, files);
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.eosTokenId).toBe(tokenizer.idOf("<|im_end|>"));
    expect(tokenizer.vocabSize).toBe(trained.vocabSize);
    expect((await loadChatTemplate(folder)).source).toBe(CHATML_TEMPLATE);
    const first = await readFile(join(folder, "tokenizer.json"));
    await writeTokenizer(folder, trainBpe(corpus, options), files);
    expect(Buffer.compare(await readFile(join(folder, "tokenizer.json")), first)).toBe(0);
  });
});

it("refuses impossible wishes", () => {
  expect(() => trainBpe([], { vocabSize: 256, specialTokens: ["<x>"] })).toThrow(/must be from 257/);
  expect(() => trainBpe([], { vocabSize: 300, specialTokens: ["<x>", "<x>"] })).toThrow(/must differ/);
  expect(() => trainBpe([], { vocabSize: 300, specialTokens: ["a"] })).toThrow(/"a" is also an ordinary token/);
});
