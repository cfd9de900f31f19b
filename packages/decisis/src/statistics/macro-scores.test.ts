import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import golden from "./fixtures/scipy.json" with { type: "json" };
import { balancedAccuracy, estimateMacroScore, type LabelledTask, macroF1, macroScore } from "./macro-scores.ts";

const tasks = (right: readonly string[], given: readonly (string | null)[], size = 1): LabelledTask[] =>
  right.map((label, i) => ({
    id: `t${i}`,
    cluster: `c${Math.floor(i / size)}`,
    label,
    answer: given[i] === "" ? null : given[i],
  }));

it.each(golden.macro)("agrees with scikit-learn, case %#", ({ right, given, macro_f1, balanced_accuracy }) => {
  // An unreadable answer is a label of its own there; clusters do not change a figure.
  expect(macroScore(macroF1, tasks(right, given))).toBeCloseTo(macro_f1, 12);
  expect(macroScore(balancedAccuracy, tasks(right, given, 4))).toBeCloseTo(balanced_accuracy, 12);
});

it("gives a constant answer 1/K, whatever the shares", () => {
  const right = ["a", "a", "a", "a", "a", "b", "c"];
  const constant = (label: string) => macroScore(balancedAccuracy, tasks(right, Array(7).fill(label)));
  expect(["a", "b", "c", "d"].map(constant)).toEqual([1 / 3, 1 / 3, 1 / 3, 0].map((x) => expect.closeTo(x, 12)));
});

describe("the interval", () => {
  it("is of the figure of resampled clusters, labels that a draw lacks left out", () => {
    // Two clusters: drawn are aa, ab, ba, bb, with macro-F1 1, 0.5 (right "x" alone, then both), 0.
    const two = tasks(["x", "y"], ["x", "z"]);
    expect(macroScore(macroF1, two)).toBe(0.5);
    expect(estimateMacroScore(macroF1, [two])).toEqual({ mean: 0.5, ci95: [0, 1] });
  });

  it("widens when tasks come in clusters, and narrows with their number", () => {
    const made = (n: number, size: number) => {
      const r = Random.at("labels", n);
      const right = Array.from({ length: n }, (_, i) => "abc"[Math.floor(i / 4) % 3]);
      const hit = Array.from({ length: n / 4 }, () => r.uniform() < 0.6);
      return tasks(
        right,
        right.map((label, i) => (hit[Math.floor(i / 4)] ? label : "abc"[("abc".indexOf(label) + 1) % 3])),
        size,
      );
    };
    const width = (set: LabelledTask[]) => {
      const { ci95, mean } = estimateMacroScore(balancedAccuracy, [set]);
      expect(ci95[0]).toBeLessThan(mean);
      expect(ci95[1]).toBeGreaterThan(mean);
      return ci95[1] - ci95[0];
    };
    expect(width(made(240, 4)) / width(made(240, 1))).toBeCloseTo(2, 0);
    expect(width(made(240, 4)) / width(made(960, 4))).toBeCloseTo(2, 0);
  });

  it("draws seeds, and gives the same figures again", () => {
    const right = ["x", "x", "y", "y"];
    const seeds = [tasks(right, right), tasks(right, ["z", "z", "z", "z"])];
    expect(estimateMacroScore(macroF1, seeds, "s")).toEqual({ mean: 0.5, ci95: [0, 1] });
    const mixed = [tasks(right, ["x", "y", "y", "y"]), tasks(right, ["x", "x", "x", "y"])];
    expect(estimateMacroScore(macroF1, mixed, "s")).toEqual(estimateMacroScore(macroF1, mixed, "s"));
  });

  it("is unknown of one cluster or none", () => {
    const unknown = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    expect(estimateMacroScore(macroF1, [tasks(["x", "y"], ["x", "y"], 2)])).toEqual({ mean: 1, ci95: unknown });
    expect(estimateMacroScore(macroF1, [[]])).toEqual({ mean: Number.NaN, ci95: unknown });
  });
});
