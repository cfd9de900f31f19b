import { wilsonInterval } from "../../statistics/wilson.ts";
import { readAnswer } from "./answer.ts";
import type { TreatmentFacts } from "./facts.ts";
import type { TreatmentGroup } from "./labels.ts";
import { groupOf } from "./reward.ts";

/** One answered task. */
export interface Answered {
  readonly label: TreatmentFacts["label"];
  readonly completion: string;
}

export interface ClassMetrics {
  readonly n: number;
  /** Share of the class that was answered with its label, with its 95 % Wilson interval. */
  readonly recall: number;
  readonly recallInterval: readonly [low: number, high: number];
  /** `null` where the label was never answered. */
  readonly precision: number | null;
  readonly f1: number;
}

/** All shares in [0, 1]. Means run over the classes that occur among the right labels. */
export interface TreatmentMetrics {
  readonly n: number;
  readonly accuracy: number;
  readonly accuracyInterval: readonly [low: number, high: number];
  /** Mean recall; 1/K for a constant label. */
  readonly balancedAccuracy: number;
  /** Mean F1; at most 1/K for a constant label. */
  readonly macroF1: number;
  readonly perClass: Readonly<Record<string, ClassMetrics>>;
  /** Macro-F1 over the three groups of the headline: affirmed, reversed-vacated-overruled, denied-dismissed. */
  readonly headlineMacroF1: number;
  readonly perGroup: Readonly<Record<string, ClassMetrics>>;
}

/** Figures of an evaluation, from right labels and completions. An unreadable answer is a wrong one. */
export function treatmentMetrics(answers: readonly Answered[]): TreatmentMetrics {
  const read = answers.map(({ label, completion }) => ({ right: label, given: readAnswer(completion).label }));
  const correct = read.filter(({ right, given }) => right === given).length;
  const perClass = classMetrics(read);
  const groups = read
    .map(({ right, given }) => ({ right: groupOf(right), given: given === null ? null : groupOf(given) }))
    .filter(({ right }) => right !== "other");
  const perGroup = classMetrics<TreatmentGroup>(groups);
  return {
    n: answers.length,
    accuracy: answers.length === 0 ? 0 : correct / answers.length,
    accuracyInterval: wilsonInterval(correct, answers.length),
    balancedAccuracy: meanOver(perClass, ({ recall }) => recall),
    macroF1: meanOver(perClass, ({ f1 }) => f1),
    perClass,
    headlineMacroF1: meanOver(perGroup, ({ f1 }) => f1),
    perGroup,
  };
}

function classMetrics<Label extends string>(
  read: readonly { readonly right: Label; readonly given: Label | null }[],
): Record<string, ClassMetrics> {
  const labels = [...new Set(read.map(({ right }) => right))].sort();
  return Object.fromEntries(
    labels.map((label): [string, ClassMetrics] => {
      const n = read.filter(({ right }) => right === label).length;
      const given = read.filter((answer) => answer.given === label).length;
      const hit = read.filter((answer) => answer.right === label && answer.given === label).length;
      return [
        label,
        {
          n,
          recall: hit / n,
          recallInterval: wilsonInterval(hit, n),
          precision: given === 0 ? null : hit / given,
          f1: (2 * hit) / (n + given),
        },
      ];
    }),
  );
}

function meanOver(classes: Readonly<Record<string, ClassMetrics>>, of: (one: ClassMetrics) => number): number {
  const values = Object.values(classes).map(of);
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
