import { readAnswer } from "../environments/treatment/answer.ts";
import type { TreatmentFacts } from "../environments/treatment/facts.ts";
import { groupOf } from "../environments/treatment/reward.ts";

/** How a completion of a skill that chooses among classes is read, golds included. */
export interface ClassAnswers {
  /** The class that a completion answers with; `null` = none. */
  answer(completion: string): string | null;
  /** Coarser classes that stand in headlines; `null` = in none of them. */
  group(answer: string): string | null;
}

/** Skills whose classes are of uneven size, so that macro-averages are reported beside rewards. */
export const CLASS_ANSWERS: ReadonlyMap<string, ClassAnswers> = new Map([
  [
    "treatment",
    {
      answer: (completion: string) => readAnswer(completion).label,
      group: (answer: string) => {
        const group = groupOf(answer as TreatmentFacts["label"]);
        return group === "other" ? null : group;
      },
    },
  ],
]);
