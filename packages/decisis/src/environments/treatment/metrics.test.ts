import { expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { scoreBaselines } from "../../evaluation/baselines.ts";
import { hasClasses } from "../../report/report.ts";
import { balancedAccuracy, macroF1, macroScore } from "../../statistics/macro-scores.ts";
import type { Environment } from "../environment.ts";
import { readAnswer } from "./answer.ts";
import { treatmentCard, treatmentCardText } from "./card.ts";
import { treatment } from "./environment.ts";
import { TREATMENT_LABELS } from "./labels.ts";
import { type Answered, treatmentMetrics } from "./metrics.ts";
import { treatmentTasks } from "./tasks.ts";

const many = (n: number, label: Answered["label"], completion: string): Answered[] =>
  Array.from({ length: n }, () => ({ label, completion }));

it("gives a constant label a macro-F1 of at most 1/K and a balanced accuracy of 1/K, whatever the shares", () => {
  for (const shares of [
    [10, 10, 10],
    [80, 15, 5],
    [1, 1, 98],
  ]) {
    const labels = TREATMENT_LABELS.slice(0, shares.length);
    for (const constant of TREATMENT_LABELS) {
      const metrics = treatmentMetrics(shares.flatMap((n, i) => many(n, labels[i], `<answer>${constant}</answer>`)));
      expect(metrics.macroF1).toBeLessThanOrEqual(1 / shares.length);
      expect(metrics.balancedAccuracy).toBeCloseTo(labels.includes(constant) ? 1 / shares.length : 0, 12);
      expect(metrics.headlineMacroF1).toBeLessThanOrEqual(1 / Object.keys(metrics.perGroup).length);
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
  const metrics = treatmentMetrics(answers);
  expect(metrics).toMatchObject({ n: 9, accuracy: 5 / 9 });
  expect(metrics.perClass.affirmed).toMatchObject({ n: 4, recall: 0.75, precision: 0.75, f1: 0.75 });
  expect(metrics.perClass.reversed).toMatchObject({ n: 4, recall: 0.5, precision: 1 });
  expect(metrics.perClass.modified).toMatchObject({ n: 1, recall: 0, precision: null, f1: 0 });
  expect(metrics.balancedAccuracy).toBeCloseTo((0.75 + 0.5 + 0) / 3, 12);
  // The same averages as those that reports give of a model.
  const labelled = answers.map(({ label, completion }, i) => ({
    id: String(i),
    cluster: String(i),
    label,
    answer: readAnswer(completion).label,
  }));
  expect(metrics.macroF1).toBeCloseTo(macroScore(macroF1, labelled), 12);
  expect(metrics.balancedAccuracy).toBeCloseTo(macroScore(balancedAccuracy, labelled), 12);
  // Vacated for reversed stays within its group; modified is in none.
  expect(metrics.perGroup).toMatchObject({
    "reversed-vacated-overruled": { n: 4, recall: 1, f1: 1 },
    affirmed: { n: 4, recall: 0.75, precision: 1 },
  });
  expect(metrics.accuracyInterval[0]).toBeLessThan(5 / 9);
});

it("is defined where nothing was answered", () => {
  expect(treatmentMetrics([])).toMatchObject({ n: 0, accuracy: 0, macroF1: 0 });
});

it("makes a card with sizes, reasons and baselines", () => {
  const built = treatmentTasks(fictionalCases(5, 40), { seed: 1 });
  const card = treatmentCard(built);
  const sizes = Object.values(card.classes).reduce((a, b) => ({
    train: a.train + b.train,
    validation: a.validation + b.validation,
    test: a.test + b.test,
  }));
  expect(sizes.train + sizes.validation + sizes.test).toBe(built.tasks.length);
  expect(Object.values(card.skipped).reduce((a, b) => a + b, 0)).toBe(built.skipped.length);
  expect(card.baselines.map(({ name, n }) => [name, n])).toEqual(
    treatment.baselines.map(({ name }) => [name, sizes.test]),
  );
  expect(treatmentCardText(card)).toContain("| majority | ");
  // Reports give the same macro-F1 beside the reward, which a constant answer cannot raise above 1/K.
  const [train, held] = ["train", "test"].map((split) => built.tasks.filter((task) => task.split === split));
  const { baselines } = scoreBaselines(treatment as Environment, held, train);
  expect(baselines.map(({ macroF1 }) => macroF1)).toEqual(card.baselines.map((one) => expect.closeTo(one.macroF1, 12)));
  expect(hasClasses(baselines)).toBe(true);
});
