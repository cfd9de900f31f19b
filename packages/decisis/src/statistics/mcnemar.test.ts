import fc from "fast-check";
import { expect, it } from "vitest";
import golden from "./fixtures/scipy.json" with { type: "json" };
import { discordance, mcnemar } from "./mcnemar.ts";

it.each(golden.mcnemar)("agrees with statsmodels on $gained gained, $lost lost", ({ gained, lost, p, mid_p }) => {
  const test = mcnemar({ gained, lost });
  // Relative: some p are around 10⁻⁷⁰. Both sides go through logarithms of about 10⁴ there and lose four digits.
  expect(test.p / p).toBeCloseTo(1, 10);
  expect(test.midP / mid_p).toBeCloseTo(1, 10);
});

it("is symmetric, within 1, and its mid-p is never above its p", () => {
  const count = fc.nat(400);
  fc.assert(
    fc.property(count, count, (gained, lost) => {
      const { p, midP } = mcnemar({ gained, lost });
      expect(mcnemar({ gained: lost, lost: gained })).toEqual({ gained: lost, lost: gained, p, midP });
      expect(p).toBeLessThanOrEqual(1);
      expect(midP).toBeGreaterThan(0);
      expect(midP).toBeLessThanOrEqual(p);
      // One task more for the winner makes the difference clearer.
      if (gained > lost) expect(mcnemar({ gained: gained + 1, lost }).p).toBeLessThan(p);
    }),
  );
});

it("counts the tasks that both models have, whatever their order", () => {
  const tasks = (rights: string) => [...rights].map((c, i) => ({ id: `t${i}`, right: c === "+" }));
  expect(discordance(tasks("++--+-"), tasks("+-++--+").reverse())).toEqual({ gained: 2, lost: 2 });
  expect(discordance(tasks("--"), tasks("-+"))).toEqual({ gained: 1, lost: 0 });
});

it("takes counts only", () => {
  for (const gained of [-1, 0.5, Number.NaN]) expect(() => mcnemar({ gained, lost: 1 })).toThrow(RangeError);
});
