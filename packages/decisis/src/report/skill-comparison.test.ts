import { expect, it } from "vitest";
import { comparisonText } from "./comparison-text.ts";
import { compareSkills, type EvaluationPair } from "./skill-comparison.ts";
import { type HandMadeTask, handMadeEvaluation } from "./test-support/hand-made-records.ts";

const pairOf = (skill: string, from: readonly HandMadeTask[], to: readonly HandMadeTask[]): EvaluationPair => ({
  seed: 1,
  from: handMadeEvaluation(skill, "sft", 1, from),
  to: handMadeEvaluation(skill, "grpo", 1, to),
});
const drawn = (...rewards: readonly (readonly number[])[]): HandMadeTask[] =>
  rewards.map((own, i) => ({ id: `t${i}`, samples: own.map((reward) => ({ reward })) }));
const answers = (right: readonly string[], given: readonly string[]): HandMadeTask[] =>
  given.map((label, i) => ({
    id: `t${i}`,
    samples: [{ completion: `<answer>${label}</answer>`, reward: label === right[i] ? 1 : 0 }],
  }));

it("compares pass@k as far as both sides have completions", () => {
  const pair = pairOf("sums", drawn([1, 0, 0, 0], [0, 0, 0, 0]), drawn([1, 1], [1, 0]));
  const [found] = compareSkills(new Map([["sums", [pair]]]), new Map(), 0.03);
  expect(found.pass.map((p) => p.k)).toEqual([2]);
  expect(found.pass[0].passAtK).toMatchObject({ fromMean: 0.25, toMean: 1, difference: 0.75 });
  expect(found.pass[0].passHatK).toMatchObject({ fromMean: 0, toMean: 0.5 });
  expect(comparisonText("a", "b", found, 1)).toMatch(/pass@2 \(one of 2 exact\): 0\.250 → 1\.000, difference \+0\.750/);
});

it("compares macro-averages where a skill chooses among classes and golds are known", () => {
  const right = ["affirmed", "affirmed", "reversed", "vacated"];
  const golds = new Map(right.map((label, i) => [`t${i}`, `<answer>${label}</answer>`]));
  const constant = right.map(() => "affirmed");
  const pair = pairOf(
    "treatment",
    answers(right, constant),
    answers(right, ["affirmed", "affirmed", "vacated", "vacated"]),
  );
  const skills = new Map([["treatment", [pair]]]);
  const [found] = compareSkills(skills, golds, 0.03);
  expect(found.classes!.balancedAccuracy).toMatchObject({
    fromMean: expect.closeTo(1 / 3),
    toMean: expect.closeTo(2 / 3),
  });
  expect(found.classes!.groupedMacroF1.toMean).toBe(1);
  expect(comparisonText("a", "b", found, 1)).toMatch(/macro-F1 of the groups: 0\.\d+ → 1\.000, .* p /);
  expect(compareSkills(skills, new Map(), 0.03)[0].classes).toBeNull();
});

it("plans for the difference asked for, and says where nothing is known", () => {
  const rewards = Array.from({ length: 30 }, (_, i) => [(i % 7) / 7]);
  const better = rewards.map(([r], i) => [Math.min(1, r + (i % 3) / 10)]);
  const skills = new Map([["sums", [pairOf("sums", drawn(...rewards), drawn(...better))]]]);
  const [coarse] = compareSkills(skills, new Map(), 0.1);
  const [fine] = compareSkills(skills, new Map(), 0.01);
  expect(fine.tasksNeeded.tasks).toBeGreaterThan(80 * coarse.tasksNeeded.tasks);
  expect(comparisonText("a", "b", fine, 1)).toMatch(/; 0\.01 takes \d+ tasks under as many seeds\n/);
  const same = new Map([["sums", [pairOf("sums", drawn([1], [0]), drawn([1], [0]))]]]);
  expect(comparisonText("a", "b", compareSkills(same, new Map(), 0.03)[0], 1)).toContain(
    "nothing is known of the spread",
  );
});
