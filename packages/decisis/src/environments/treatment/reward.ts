import { type Gate, type Grade, type Grader, gatedComponents, UNIT_RANGE } from "@decisis/graders";
import type { Task } from "../environment.ts";
import { type ReadAnswer, readAnswer } from "./answer.ts";
import type { TreatmentFacts } from "./facts.ts";
import { GROUP_OF, type TreatmentGroup } from "./labels.ts";

const REASONS: Readonly<Record<Exclude<ReadAnswer["problem"], null>, string>> = {
  absent: "no answer",
  long: "the answer is longer than a label",
  several: "more than one answer",
  unclear: "the answer is not one of the labels and nothing else",
  denied: "the answer is denied or hedged",
};

/**
 * Reward of one label: 1 if it is the label of the task, else 0. Gates: an answer is present; it is exactly one label of those
 * asked for. Classes weigh the same as far as the training part holds the same number of each (`balancedClasses`). Reported beside
 * it: `group`, whether the answer is at least in the right group of the headline.
 */
export const treatmentReward: Grader<Task<TreatmentFacts>> = {
  id: "treatment",
  range: UNIT_RANGE,
  grade: (task, completion) => gradeLabel(task.facts, completion),
};

function gradeLabel(facts: TreatmentFacts, completion: string): Grade {
  const answer = readAnswer(completion);
  const reason = answer.problem === null ? undefined : REASONS[answer.problem];
  const asked = answer.label !== null && facts.labels.includes(answer.label);
  const gates: Gate[] = [
    { name: "present", passed: answer.problem !== "absent", reason },
    { name: "oneLabel", passed: asked, reason: reason ?? `not one of the labels asked for: ${answer.label}` },
  ];
  const right = answer.label === facts.label;
  return gatedComponents(
    gates,
    [
      {
        name: "label",
        score: right ? 1 : 0,
        floor: 0,
        reasons: right || !asked ? [] : [`${answer.label} where ${facts.label} is right`],
      },
    ],
    { alsoReport: { group: asked && groupOf(answer.label) === groupOf(facts.label) ? 1 : 0 } },
  );
}

export const groupOf = (label: TreatmentFacts["label"]): TreatmentGroup =>
  label === "other" ? "other" : GROUP_OF[label];
