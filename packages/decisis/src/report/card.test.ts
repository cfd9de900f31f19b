import { auditSummary } from "@decisis/graders";
import { expect, it } from "vitest";
import type { Environment, Task } from "../environments/environment.ts";
import { auditReward } from "../runs/reward-audit.ts";
import { sumsCases, sumsEnvironment } from "../runs/test-support/sums-environment.ts";
import { environmentCard } from "./card.ts";
import { cardText } from "./card-text.ts";

// Rewards from −1 to 1. `even` is right on every task of every second case: tasks of one case stand or fall together.
const environment = {
  ...sumsEnvironment,
  reward: {
    ...sumsEnvironment.reward,
    range: [-1, 1],
    grade: (task, completion) => {
      const { reward, ...grade } = sumsEnvironment.reward.grade(task, completion);
      const subRewards = { small: task.facts.b === 2 ? reward : null };
      return { ...grade, range: [-1, 1], reward: 2 * (reward ?? 0) - 1, subRewards };
    },
  },
  chance: 0.25,
  traits: ({ facts }) => ({ b: String(facts.b) }),
  baselines: [
    { name: "even", answer: ({ facts, gold }) => (facts.a % 2 === 0 ? gold : ""), limit: 0.4 },
    { name: "of training", answer: ({ facts, gold }, train) => (facts.b < train.length / 55 ? gold : ""), limit: 1 },
  ],
} as Environment<{ a: number; b: number }> as Environment;

const real = environment.build(sumsCases(90, "real"), { seed: 0 });
const generated = environment.build(sumsCases(30), { seed: 0 });
const skipped = [
  { id: "x", reason: "no-sum: one number" },
  { id: "y", reason: "too long" },
  { id: "z", reason: "no-sum: none" },
];
const built = { tasks: [...real.tasks, ...generated.tasks], skipped };

it("counts tasks by part, origin, source and trait, and what gave none by rule", () => {
  const card = environmentCard(environment, built);
  const of = (split: string, tasks: readonly Task[] = built.tasks) =>
    tasks.filter((task) => task.split === split).length;
  const parts = (tasks: readonly Task[] = built.tasks) => ({
    train: of("train", tasks),
    validation: of("validation", tasks),
    test: of("test", tasks),
  });
  const third = Object.fromEntries(Object.entries(parts()).map(([part, n]) => [part, n / 3]));
  expect(card).toMatchObject({
    environment: "sums",
    version: "1",
    range: [-1, 1],
    chance: 0.25,
    tasks: { real: parts(real.tasks), generated: parts(generated.tasks) },
    clusters: third,
    sources: [{ source: "test", licence: "CC0-1.0", revisions: { n: 1, first: "1", last: "1" }, tasks: 360 }],
    counts: { b: { 2: third, 3: third, 4: third } },
    skipped: { "no-sum": 2, "too long": 1 },
    audit: null,
    citedInTraining: { train: 0, validation: 0, test: 0 },
  });
  const known = new Set(
    real.tasks
      .filter(({ split }) => split === "test")
      .slice(0, 2)
      .map(({ id }) => id),
  );
  const cited = environmentCard(environment, built, null, known);
  expect(cited.citedInTraining).toEqual({ train: 0, validation: 0, test: 2 });
  expect(cardText(cited)).toContain("| of the real ones cited in training opinions | 0 | 0 | 2 |");
  expect(cardText(card)).toContain("- no-sum: 2\n- too long: 1\n");
});

it("measures baselines on the test part, real and generated tasks apart, with intervals over clusters", () => {
  const card = environmentCard(environment, built);
  expect(card.baselines.map(({ name, origin, n, clusters }) => [name, origin, n, clusters])).toEqual([
    ["even", "real", 90, 30],
    ["of training", "real", 90, 30],
    ["even", "generated", 30, 10],
    ["of training", "generated", 30, 10],
  ]);
  const [even, trained] = card.baselines;
  expect(even.reward.mean).toBeCloseTo(0, 12);
  // A half of 30 clusters: a standard error of 0.091 of the range, where 90 tasks taken as independent would have 0.053.
  expect(even.reward.ci95.map(Math.abs)).toEqual([expect.closeTo(2 * 1.96 * 0.091, 1), expect.closeTo(0.357, 1)]);
  expect(even.aboveChance?.mean).toBeCloseTo((0.5 - 0.25) / 0.75, 12);
  expect(even.aboveChance?.ci95[0]).toBeCloseTo(((even.reward.ci95[0] + 1) / 2 - 0.25) / 0.75, 12);
  expect(even.parts).toMatchObject([{ name: "small", n: 30, mean: 0.5 }]);
  // 153 real and 48 generated tasks to train on are 3.7 times 55: two thirds right, and one third from the real ones alone.
  expect(trained.reward.mean).toBeCloseTo(1 / 3, 12);
  expect(card.baselines.map(({ solves }) => solves)).toEqual([true, false, true, false]);
  expect(cardText(card)).toContain("**Solved without a model:** even on real tasks, even on generated tasks.");
});

it("has the audit that it was given, and says so where there was none", () => {
  const [train, test] = ["train", "test"].map((split) => real.tasks.filter((task) => task.split === split));
  const audit = auditSummary(
    auditReward({ environment: sumsEnvironment as Environment, train, validation: [], evaluation: test }),
    "2026-01-31",
  );
  const card = environmentCard(sumsEnvironment as Environment, real, audit);
  expect(card.audit).toEqual(audit);
  expect(cardText(card)).toMatch(/2026-01-31, version 1, 100 rows: passed\.\n\n[\s\S]*\| gold answers \| 1\.000 \|/);
  expect(cardText(environmentCard(sumsEnvironment as Environment, real))).toContain("None was made with these tasks.");
  const failed = { ...audit, passed: false, failures: ["a <hole>"] };
  expect(cardText({ ...card, audit: failed })).toContain("**failed**.\n\n- a \\<hole\\>");
});

it("takes a build without a test part", () => {
  const card = environmentCard(environment, { tasks: real.tasks.filter((t) => t.split === "train"), skipped: [] });
  expect(card.baselines).toEqual([]);
  expect(cardText(card)).toMatch(/Nothing was passed over\.[\s\S]*There is no test part\./);
});
