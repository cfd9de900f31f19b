import { expect, it } from "vitest";
import { aboveChance, chanceCorrected } from "./chance.ts";

it("is 0 at chance, 1 at the full share, and below 0 under chance", () => {
  expect([0, 0.2, 1].map((share) => chanceCorrected(share, 0.2) + 0)).toEqual([-0.25, 0, 1]);
});

it("takes an interval along, unknown ends too", () => {
  expect(aboveChance({ mean: 0.6, ci95: [0.4, 0.8] }, 0.2)).toEqual({
    mean: expect.closeTo(0.5, 12),
    ci95: [expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)],
  });
  const unknown = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  expect(aboveChance({ mean: 0.6, ci95: unknown }, 0.2).ci95).toEqual(unknown);
});
