import { describe, expect, it } from "vitest";
import { type GateScores, gateFindings, lostSkills, replayMixture } from "./regression-gate.ts";

/** 100 tasks a skill, of which so many are right. */
const scores = (stage: string, right: Record<string, number>): GateScores => ({
  stage,
  bySkill: new Map(
    Object.entries(right).map(([skill, n]) => [
      skill,
      Array.from({ length: 100 }, (_, i) => ({ id: `${skill}${i}`, cluster: `c${i}`, score: i < n ? 1 : 0 })),
    ]),
  ),
});

describe("the regression gate", () => {
  it("finds what was lost since it was best, and nothing else", () => {
    const earlier = [
      scores("base", { a: 0, b: 0, c: 50 }),
      scores("sft", { a: 60, b: 40, c: 52 }),
      scores("s1", { a: 90, b: 41, c: 51 }),
    ];
    const findings = gateFindings(scores("s2", { a: 70, b: 80, c: 50 }), earlier, 1);
    expect(findings.map((f) => [f.skill, f.best, f.verdict])).toEqual([
      ["a", "s1", "worse"],
      ["b", "s1", "better"],
      ["c", "sft", "no significant change"],
    ]);
    expect(lostSkills(findings)).toEqual(["a"]);
    expect(findings[0].difference).toBeCloseTo(-0.2, 12);
  });

  it("needs more than noise: two tasks of a hundred are no loss", () => {
    expect(lostSkills(gateFindings(scores("s1", { a: 88 }), [scores("sft", { a: 90 })], 1))).toEqual([]);
  });

  it("has nothing to say of a skill that was never measured before", () => {
    expect(gateFindings(scores("base", { a: 10 }), [], 1)).toEqual([]);
  });

  it("mixes lost skills in, evenly, and keeps the proportions of the rest", () => {
    expect(replayMixture({ c: 1 }, ["a", "b"], 0.5)).toEqual({ c: 0.5, a: 0.25, b: 0.25 });
    expect(replayMixture({ c: 3, d: 1 }, ["a"], 0.25)).toEqual({ c: 0.5625, d: 0.1875, a: 0.25 });
    expect(replayMixture({ a: 1, b: 1 }, ["a"], 0.25)).toEqual({ b: 0.75, a: 0.25 });
    expect(replayMixture({ a: 1 }, ["a"], 0.25)).toEqual({ a: 1 });
  });
});
