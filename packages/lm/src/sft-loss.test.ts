import fc from "fast-check";
import { expect, test } from "vitest";
import { emptySftSums, mergeSftSums, type SftRow, sftLoss, sftMetrics, sftTotals } from "./sft-loss.ts";

const row: fc.Arbitrary<SftRow> = fc
  .array(fc.record({ logp: fc.double({ min: -8, max: 0, noNaN: true }), m: fc.nat(1), c: fc.nat(1) }), { maxLength: 6 })
  .map((tokens) => ({
    logp: Float64Array.from(tokens, (x) => (x.m === 1 ? x.logp : Number.NaN)),
    mask: Uint8Array.from(tokens, (x) => x.m),
    entropy: Float64Array.from(tokens, (x) => (x.m === 1 ? -x.logp / 2 : Number.NaN)),
    correct: Uint8Array.from(tokens, (x) => x.c),
  }));
const rows = fc.array(row, { maxLength: 6 });
const totals = (some: readonly SftRow[]) => sftTotals(some.map((r) => r.mask));
const valid = (some: readonly SftRow[]) => some.reduce((n, r) => n + r.mask.reduce((a, b) => a + b, 0), 0);

test("the loss is the mean over valid tokens and its seeds are −1/N there", () => {
  fc.assert(
    fc.property(rows, (some) => {
      const n = valid(some);
      const { loss, seeds } = sftLoss(some, totals(some));
      const logps = some.flatMap((r) => [...r.logp].filter((_, t) => r.mask[t] === 1));
      expect(loss).toBeCloseTo(n === 0 ? 0 : -logps.reduce((a, b) => a + b, 0) / n, 12);
      some.forEach((r, i) => {
        expect([...seeds[i]]).toEqual([...r.mask].map((m) => (m === 1 ? -1 / n : 0)));
      });
    }),
    { numRuns: 250 },
  );
});

test("by sequence the loss is the mean over rows of the mean over their tokens", () => {
  fc.assert(
    fc.property(rows, (some) => {
      const means = some.flatMap((r) => {
        const logps = [...r.logp].filter((_, t) => r.mask[t] === 1);
        return logps.length === 0 ? [] : [logps.reduce((a, b) => a + b, 0) / logps.length];
      });
      const { loss, seeds } = sftLoss(some, totals(some), "seq-mean-token-mean");
      expect(loss).toBeCloseTo(means.length === 0 ? 0 : -means.reduce((a, b) => a + b, 0) / means.length, 12);
      for (const seed of seeds.filter((s) => s.some((x) => x !== 0)))
        expect(seed.reduce((a, b) => a + b, 0)).toBeCloseTo(-1 / means.length, 12);
    }),
    { numRuns: 250 },
  );
});

test.each(["token-mean", "seq-mean-token-mean"] as const)("any split into micro-batches gives the same %s", (mode) => {
  fc.assert(
    fc.property(rows, fc.nat(6), (some, cut) => {
      const whole = sftMetrics(sftLoss(some, totals(some), mode).sums);
      const parts = [some.slice(0, cut), some.slice(cut), []].map((part) => sftLoss(part, totals(some), mode).sums);
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
  expect(sftLoss([{ logp: Float64Array.of(Number.NaN), mask: Uint8Array.of(0) }], sftTotals([]))).toMatchObject({
    loss: 0,
  });
  expect(() => sftLoss([{ logp: Float64Array.of(-1), mask: Uint8Array.of(1, 1) }], sftTotals([]))).toThrow(
    /row 0: 2 entries/,
  );
});
