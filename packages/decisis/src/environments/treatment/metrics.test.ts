import { expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { balancedAccuracy, macroF1, macroScore } from "../../statistics/macro-scores.ts";
import { readAnswer } from "./answer.ts";
import { treatmentCard, treatmentCardText } from "./card.ts";
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
  const { train, validation, test } = Object.values(card.classes).reduce((a, b) => ({
    train: a.train + b.train,
    validation: a.validation + b.validation,
    test: a.test + b.test,
  }));
  expect(train + validation + test).toBe(built.tasks.length);
  expect(Object.values(card.skipped).reduce((a, b) => a + b, 0)).toBe(built.skipped.length);
  expect(card.baselines.map(({ name, n }) => [name, n])).toEqual(
    ["empty", "majority", "phrase-regex", "court-pair", "nearest-text"].map((name) => [name, test]),
  );
  expect(treatmentCardText(card)).toContain("| majority | ");
});
