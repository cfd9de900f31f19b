import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteLine, byteLines } from "./byte-lines.ts";

async function* chunked(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const cut of [...cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    if (cut > at) yield bytes.subarray(at, cut);
    at = Math.max(at, cut);
  }
}
const text = (line: ByteLine) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(line.bytes);
const linesOf = (input: string, cuts: readonly number[] = [], limit = 1000) =>
  Array.fromAsync(byteLines(chunked(new TextEncoder().encode(input), cuts), limit));

describe("byteLines", () => {
  it("gives the same lines however the bytes are cut into chunks, and leaves out blank ones", async () => {
    const input = fc.array(fc.constantFrom("a", "é", "\n", "\r\n", "{}", "§", " ", "\t"), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(input, fc.array(fc.nat(500), { maxLength: 9 }), async (parts, cuts) => {
        const whole = parts.join("");
        const expected = [...whole.split(/\r?\n/).entries()].filter(([, line]) => /[^ \t]/.test(line));
        const lines = await linesOf(whole, cuts);
        expect(lines.map((line) => [line.number - 1, text(line)])).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("drops a byte-order mark at the start only", async () => {
    expect((await linesOf("\uFEFFa\n\uFEFFb")).map(text)).toEqual(["a", "\uFEFFb"]);
  });

  it("counts hundreds of millions of blank lines without making anything of them", { timeout: 60_000 }, async () => {
    async function* blank(): AsyncGenerator<Uint8Array> {
      const chunk = new TextEncoder().encode("\n\r\n".repeat(2 ** 15));
      for (let i = 0; i < 2 ** 12; i++) yield chunk;
      yield new TextEncoder().encode(" \n x\n");
    }
    const lines = await Array.fromAsync(byteLines(blank(), 1000));
    expect(lines.map((line) => [line.number, text(line)])).toEqual([[2 ** 28 + 2, " x"]]);
  });

  it("marks a line above the limit and goes on with the next", async () => {
    const lines = await linesOf(`${"x".repeat(50)}\nshort\n`, [7, 20, 33], 16);
    expect(lines.map((line) => [text(line), line.tooLong])).toEqual([
      ["x".repeat(16), true],
      ["short", false],
    ]);
  });
});
