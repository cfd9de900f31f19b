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

  it("makes nothing of blank lines: a megabyte of gzip can hold a thousand million", async () => {
    let calls = 0;
    class Counted extends Uint8Array<ArrayBuffer> {
      override indexOf(byte: number, from?: number): number {
        calls++;
        return super.indexOf(byte, from);
      }
      override subarray(start?: number, end?: number): Uint8Array<ArrayBuffer> {
        calls++;
        return new Uint8Array(this).subarray(start, end);
      }
    }
    async function* blank(): AsyncGenerator<Uint8Array> {
      yield new Counted(new TextEncoder().encode(`a\n${"\n \r\n".repeat(100_000)}b`).buffer);
    }
    const lines = await Array.fromAsync(byteLines(blank(), 1000));
    expect(lines.map((line) => [line.number, text(line)])).toEqual([
      [1, "a"],
      [200_002, "b"],
    ]);
    expect(calls).toBeLessThan(10);
  });

  it("marks a line above the limit and goes on with the next", async () => {
    const lines = await linesOf(`${"x".repeat(50)}\nshort\n`, [7, 20, 33], 16);
    expect(lines.map((line) => [text(line), line.tooLong])).toEqual([
      ["x".repeat(16), true],
      ["short", false],
    ]);
  });
});
