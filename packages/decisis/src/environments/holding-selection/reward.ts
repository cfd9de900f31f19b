import { type Gate, type Grader, gatedComponents, UNIT_RANGE } from "@decisis/graders";
import type { Task } from "../environment.ts";
import { type HoldingFacts, LETTERS, shownOptions } from "./facts.ts";
import { readAnswer } from "./read-answer.ts";

const GATES = ["present", "short", "one", "meant"] as const;

/**
 * 1 for the right option, else 0. Gates, in order: an answer is present; it is not too long; it is exactly one; it is meant.
 *
 * Reported beside it: `holding`, 1 where the citing opinion said "holding"; `correctHolding` and `correctOther`, the score on
 * those rows and on the others, `null` elsewhere, so that their means are accuracies.
 */
export function holdingReward(): Grader<Task<HoldingFacts>> {
  return {
    id: "holding-selection",
    range: UNIT_RANGE,
    grade: ({ facts }, completion) => {
      const answer = readAnswer(completion, shownOptions(facts));
      const score = answer.ok && facts.order[answer.shown] === facts.answer ? 1 : 0;
      const failedAt = answer.ok ? GATES.length : GATES.indexOf(answer.gate);
      const gates: Gate[] = GATES.map((name, i) => ({
        name,
        passed: i < failedAt,
        ...(i === failedAt && !answer.ok ? { reason: answer.reason } : {}),
      }));
      const holding = facts.verb === "holding";
      return gatedComponents(
        gates,
        [
          {
            name: "correct",
            score,
            floor: 0,
            reasons: score === 1 || !answer.ok ? [] : [`${LETTERS[answer.shown]} is another case`],
          },
        ],
        {
          alsoReport: {
            holding: holding ? 1 : 0,
            correctHolding: holding ? score : null,
            correctOther: holding ? null : score,
          },
        },
      );
    },
  };
}
