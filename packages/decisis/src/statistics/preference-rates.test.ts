import { expect, it } from "vitest";
import golden from "./fixtures/scipy.json" with { type: "json" };
import { preferenceRates } from "./preference-rates.ts";

const said = (to: number, from: number, same = 0): number[] => [
  ...Array<number>(to).fill(1),
  ...Array<number>(from).fill(-1),
  ...Array<number>(same).fill(0),
];

it.each(golden.signs)("tests $to against $from as SciPy does", ({ to, from, p }) => {
  expect(preferenceRates(said(to, from, 4)).p).toBeCloseTo(p, 12);
});

it.each(golden.wilson)("gives $successes of $trials statsmodels' interval", ({ successes, trials, interval }) => {
  const { to, decided } = preferenceRates(said(successes, trials - successes));
  expect(to).toMatchObject({ count: successes, of: trials, share: successes / trials });
  expect(to.ci95).toEqual(interval.map((end) => expect.closeTo(end, 12)));
  expect(decided).toEqual(to);
});

it("keeps pairs without a difference in the rates and out of the test", () => {
  const rates = preferenceRates([1, 0.5, -1, 0, 0]);
  expect([rates.to, rates.from, rates.same].map(({ count, of }) => [count, of])).toEqual([
    [2, 5],
    [1, 5],
    [2, 5],
  ]);
  expect(rates.decided).toMatchObject({ count: 2, of: 3 });
  expect(rates.p).toBe(1);
  expect(preferenceRates([0, 0]).decided).toMatchObject({ share: Number.NaN, ci95: [0, 1] });
});
