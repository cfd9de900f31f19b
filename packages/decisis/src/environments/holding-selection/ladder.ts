import type { Task } from "../environment.ts";
import { answerLetter, type HoldingFacts, LETTERS } from "./facts.ts";

/** Answers to one task, best first: the right one, the next letter, nothing. Closed labels leave no room for more heights. */
export function ladderOf({ facts, gold }: Task<HoldingFacts>): readonly string[] {
  const next = LETTERS[(LETTERS.indexOf(answerLetter(facts)) + 1) % LETTERS.length];
  return [gold, `<answer>${next}</answer>`, ""];
}
