import fc from "fast-check";
import { expect, test } from "vitest";
import { emptySftSums, mergeSftSums, type SftRow, sftLoss, sftMetrics } from "./sft-loss.ts";

const row: fc.Arbitrary<SftRow> = fc
  .array(fc.record({ logp: fc.double({ min: -8, max: 0, noNaN: true }), m: fc.nat(1), c: fc.nat(1) }), { maxLength: 6 })
  .map((tokens) => ({
    logp: Float64Array.from(tokens, (x) => (x.m === 1 ? x.logp : Number.NaN)),
    mask: Uint8Array.from(tokens, (x) => x.m),
    entropy: Float64Array.from(tokens, (x) => (x.m === 1 ? -x.logp / 2 : Number.NaN)),
    correct: Uint8Array.from(tokens, (x) => x.c),
  }));
const rows = fc.array(row, { maxLength: 6 });
const valid = (some: readonly SftRow[]) => some.reduce((n, r) => n + r.mask.reduce((a, b) => a + b, 0), 0);

test("the loss is the mean over valid tokens and its seeds are −1/N there", () => {
  fc.assert(
    fc.property(rows, (some) => {
      const n = valid(some);
      const { loss, seeds } = sftLoss(some, n);
      const logps = some.flatMap((r) => [...r.logp].filter((_, t) => r.mask[t] === 1));
      expect(loss).toBeCloseTo(n === 0 ? 0 : -logps.reduce((a, b) => a + b, 0) / n, 12);
      some.forEach((r, i) => {
        expect([...seeds[i]]).toEqual([...r.mask].map((m) => (m === 1 ? -1 / n : 0)));
      });
    }),
    { numRuns: 250 },
  );
});

test("any split into micro-batches gives the same loss and metrics", () => {
  fc.assert(
    fc.property(rows, fc.nat(6), (some, cut) => {
      const n = valid(some);
      const whole = sftMetrics(sftLoss(some, n).sums);
      const parts = [some.slice(0, cut), some.slice(cut), []].map((part) => sftLoss(part, n).sums);
      const merged = sftMetrics(parts.reduce(mergeSftSums, emptySftSums));
      for (const [key, value] of Object.entries(whole)) {
        if (value === null) expect(merged[key]).toBeNull();
        else expect(merged[key]).toBeCloseTo(value, 12);
      }
    }),
    { numRuns: 250 },
  );
});

test("nothing valid is a loss of 0; arrays of unequal length are refused", () => {
  expect(sftLoss([{ logp: Float64Array.of(Number.NaN), mask: Uint8Array.of(0) }], 0)).toMatchObject({ loss: 0 });
  expect(() => sftLoss([{ logp: Float64Array.of(-1), mask: Uint8Array.of(1, 1) }], 1)).toThrow(/row 0: 2 entries/);
});
