import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import { compareMacroScores, type LabelledPair } from "./macro-comparison.ts";
import { estimateMacroScore, type LabelledTask, macroF1, macroScore } from "./macro-scores.ts";

/** Answers that are right so often; which task has which label and cluster does not depend on it. */
function answers(seed: number, accuracy: number, n = 90): LabelledTask[] {
  const r = Random.at("answers", seed, accuracy);
  return Array.from({ length: n }, (_, i) => {
    const label = "abc"[i % 3];
    return { id: `t${i}`, cluster: `c${i >> 1}`, label, answer: r.uniform() < accuracy ? label : "abc"[(i + 1) % 3] };
  });
}
const pairs = (seeds: readonly number[], from: number, to: number): LabelledPair[] =>
  seeds.map((seed) => ({ seed, from: answers(seed, from), to: answers(seed, to) }));

describe("two models' macro-averages", () => {
  it("are those of each, and their difference", () => {
    const given = pairs([1, 2], 0.3, 0.8);
    const found = compareMacroScores(macroF1, given);
    const average = (side: "from" | "to") =>
      (macroScore(macroF1, given[0][side]) + macroScore(macroF1, given[1][side])) / 2;
    expect(found.fromMean).toBeCloseTo(average("from"), 12);
    expect(found.toMean).toBeCloseTo(average("to"), 12);
    expect(found.difference).toBeCloseTo(found.toMean - found.fromMean, 12);
    expect(found.ci95[0]).toBeGreaterThan(0.2);
    expect(found.ci95[1]).toBeLessThan(0.8);
    expect(found.p).toBeLessThan(0.001);
    expect(compareMacroScores(macroF1, given)).toEqual(found);
  });

  it("do not differ from themselves, and hardly where they are as good", () => {
    const same = pairs([1], 0.5, 0.5);
    expect(compareMacroScores(macroF1, same)).toMatchObject({ difference: 0, ci95: [0, 0], p: 1 });
    const alike = [{ seed: 1, from: answers(1, 0.6), to: answers(2, 0.6) }];
    const { ci95, p } = compareMacroScores(macroF1, alike);
    expect(ci95[0]).toBeLessThan(0);
    expect(ci95[1]).toBeGreaterThan(0);
    expect(p).toBeGreaterThan(0.05);
  });

  it("are closer where they err on the same tasks", () => {
    const from = answers(1, 0.6);
    const to = from.map((t, i) => (i % 9 === 0 ? { ...t, answer: t.label } : t));
    const { ci95 } = compareMacroScores(macroF1, [{ seed: 1, from, to }]);
    const alone = estimateMacroScore(macroF1, [to]).ci95;
    expect(ci95[1] - ci95[0]).toBeLessThan((alone[1] - alone[0]) / 1.5);
  });

  it("are compared on common tasks, and say nothing of one cluster", () => {
    const [all] = pairs([1], 0.3, 0.9);
    const half = { ...all, from: all.from.slice(0, 40) };
    const cut = { seed: 1, from: all.from.slice(0, 40), to: all.to.slice(0, 40) };
    expect(compareMacroScores(macroF1, [half])).toEqual(compareMacroScores(macroF1, [cut]));
    const one = { seed: 1, from: all.from.slice(0, 2), to: all.to.slice(0, 2) };
    expect(compareMacroScores(macroF1, [one])).toMatchObject({ p: 1, ci95: [-Infinity, Infinity] });
  });
});
