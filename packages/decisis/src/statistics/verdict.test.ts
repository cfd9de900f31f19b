import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Evidence, verdict } from "./verdict.ts";

const evidence = (e: Partial<Evidence> & { difference: number }): Evidence => ({
  ci95: [e.difference - 0.01, e.difference + 0.01],
  fromMean: 0.5,
  toMean: 0.5 + e.difference,
  perSeed: [{ difference: e.difference }],
  pAdjusted: null,
  ...e,
});
const seeds = (...differences: number[]): Evidence["perSeed"] => differences.map((difference) => ({ difference }));

describe("a verdict", () => {
  it.each<[string, Evidence, string]>([
    ["a clear gain", evidence({ difference: 0.1 }), "better"],
    ["a clear loss", evidence({ difference: -0.1 }), "worse"],
    ["a gain of exactly 0.03", evidence({ difference: 0.53 - 0.5 }), "better"],
    ["a gain too small to matter", evidence({ difference: 0.029 }), "no significant change"],
    ["an interval with 0 in it", evidence({ difference: 0.1, ci95: [0, 0.2] }), "no significant change"],
    ["seeds that disagree", evidence({ difference: 0.1, perSeed: seeds(0.3, 0.1, -0.01) }), "no significant change"],
    ["a seed without change", evidence({ difference: 0.1, perSeed: seeds(0.2, 0) }), "no significant change"],
    ["a high start, a third of the rest", evidence({ difference: 0.02, fromMean: 0.94, toMean: 0.96 }), "better"],
    ["a high start, less", evidence({ difference: 0.019, fromMean: 0.94, toMean: 0.959 }), "no significant change"],
    ["a fall from high up", evidence({ difference: -0.02, fromMean: 0.96, toMean: 0.94 }), "worse"],
    ["one of many, lost to Holm", evidence({ difference: 0.1, pAdjusted: 0.06 }), "no significant change"],
    ["one of many, kept by Holm", evidence({ difference: 0.1, ci95: [-0.01, 0.2], pAdjusted: 0.05 }), "better"],
    ["equal, three seeds", evidence({ difference: 0.001, perSeed: seeds(0.001, 0.002, 0) }), "as good as"],
    ["equal, two seeds", evidence({ difference: 0.001, perSeed: seeds(0.001, 0.001) }), "no significant change"],
    [
      "nearly equal",
      evidence({ difference: 0.001, ci95: [-0.03, 0.02], perSeed: seeds(0, 0.001, 0) }),
      "no significant change",
    ],
  ])("on %s", (_, e, word) => {
    expect(verdict(e)).toBe(word);
  });

  it("is mirrored by swapping the models", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const mirror = {
      better: "worse",
      worse: "better",
      "as good as": "as good as",
      "no significant change": "no significant change",
    };
    fc.assert(
      fc.property(share, share, share, share, (fromMean, toMean, low, high) => {
        const difference = toMean - fromMean;
        const e = evidence({ difference, fromMean, toMean, ci95: [difference - low / 9, difference + high / 9] });
        const swapped = evidence({
          difference: -difference,
          fromMean: toMean,
          toMean: fromMean,
          ci95: [-e.ci95[1], -e.ci95[0]],
        });
        expect(verdict(swapped)).toBe(mirror[verdict(e)]);
      }),
    );
  });
});
