import { expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { scoreBaselines } from "../../evaluation/baselines.ts";
import { labelledTasks } from "../../evaluation/evaluation-scores.ts";
import { environmentCard } from "../../report/card.ts";
import { cardText } from "../../report/card-text.ts";
import { besideReward } from "../../report/report.ts";
import { handMadeEvaluation } from "../../report/test-support/hand-made-records.ts";
import { balancedAccuracy, clusterCounts, countsOf, macroF1, macroScore } from "../../statistics/macro-scores.ts";
import type { Environment } from "../environment.ts";
import { treatment } from "./environment.ts";
import { TREATMENT_LABELS } from "./labels.ts";
import { goldAnswer, treatmentTasks } from "./tasks.ts";

type Answer = readonly [label: string, completion: string];

const many = (n: number, ...answer: Answer): Answer[] => Array.from({ length: n }, () => answer);

function labelled(answers: readonly Answer[], grouped = false) {
  const tasks = answers.map(([, completion], i) => ({ id: String(i), samples: [{ reward: 0, completion }] }));
  const golds = new Map(answers.map(([label], i) => [String(i), goldAnswer(label)]));
  return labelledTasks(handMadeEvaluation("treatment", "x", 1, tasks), golds, treatment.classes!, grouped);
}

it("gives a constant label a macro-F1 of at most 1/K and a balanced accuracy of 1/K, whatever the shares", () => {
  for (const shares of [
    [10, 10, 10],
    [80, 15, 5],
    [1, 1, 98],
  ]) {
    const labels = TREATMENT_LABELS.slice(0, shares.length);
    for (const constant of TREATMENT_LABELS) {
      const answers = shares.flatMap((n, i) => many(n, labels[i], goldAnswer(constant)));
      const [fine, groups] = [labelled(answers), labelled(answers, true)];
      expect(macroScore(macroF1, fine)).toBeLessThanOrEqual(1 / shares.length);
      expect(macroScore(balancedAccuracy, fine)).toBeCloseTo(labels.includes(constant) ? 1 / shares.length : 0, 12);
      expect(macroScore(macroF1, groups)).toBeLessThanOrEqual(1 / new Set(groups.map(({ label }) => label)).size);
    }
  }
});

it("counts by class and by group of the headline", () => {
  const answers = [
    ...many(3, "affirmed", "affirmed"),
    ...many(1, "affirmed", "no idea"),
    ...many(2, "reversed", "vacated"),
    ...many(2, "reversed", "reversed"),
    ...many(1, "modified", "affirmed"),
  ];
  const counts = (grouped: boolean) =>
    countsOf(clusterCounts(labelled(answers, grouped)).map((column) => column.reduce((sum, x) => sum + x, 0)));
  expect(counts(false)).toEqual([
    { support: 4, answered: 4, hits: 3 },
    { support: 4, answered: 2, hits: 2 },
    { support: 1, answered: 0, hits: 0 },
  ]);
  expect(macroScore(balancedAccuracy, labelled(answers))).toBeCloseTo((0.75 + 0.5 + 0) / 3, 12);
  // Vacated for reversed stays within its group; modified is in none.
  expect(counts(true)).toEqual([
    { support: 4, answered: 3, hits: 3 },
    { support: 4, answered: 4, hits: 4 },
  ]);
});

it("shows classes by part on its card, and macro-averages of baselines", () => {
  const built = treatmentTasks(fictionalCases(5, 40), { seed: 1 });
  const card = environmentCard(treatment as Environment, built);
  const [train, test] = ["train", "test"].map((split) => built.tasks.filter((task) => task.split === split));
  expect(Object.values(card.counts.class).reduce((sum, counts) => sum + counts.test, 0)).toBe(test.length);
  expect(card.counts.variant).toEqual({ masked: card.tasks.generated });
  expect(cardText(card)).toMatch(/\| affirmed \| \d+ \(\d+\.\d %\) \|/);
  // Reports give the same macro-F1 beside the reward, which a constant answer cannot raise above 1/K.
  const { baselines } = scoreBaselines(treatment as Environment, test, train);
  expect(card.baselines.map(({ name, classes }) => [name, classes?.macroF1.mean])).toEqual(
    baselines.map(({ name, macroF1 }) => [name, expect.closeTo(macroF1 ?? Number.NaN, 12)]),
  );
  expect(besideReward(baselines)).toEqual([["macro-F1", "macroF1"]]);
});
