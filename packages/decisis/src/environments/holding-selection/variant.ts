import { Random } from "@decisis/tensor";
import type { Task } from "../environment.ts";
import { type HoldingFacts, LETTERS } from "./facts.ts";
import { goldAnswer } from "./tasks.ts";

/**
 * The task with its options in the order of a visit, 0 or more. Over every five visits from a multiple of five on the answer
 * stands once under each letter, in an order drawn for the task; the distractors are shuffled each time.
 */
export function holdingVariant(task: Task<HoldingFacts>, visit: number): Task<HoldingFacts> {
  const order = orderAt(task, visit);
  const facts = { ...task.facts, order };
  return { ...task, facts, gold: goldAnswer(facts) };
}

function orderAt({ id, facts: { options, answer } }: Task<HoldingFacts>, visit: number): number[] {
  const indices = options.map((_, index) => index);
  if (visit === 0) return indices;
  const round = Math.floor(visit / LETTERS.length);
  const turns = Random.at("holding-turns", id, round).shuffle(round === 0 ? indices.slice(1) : indices);
  const turn = (round === 0 ? [0, ...turns] : turns)[visit % LETTERS.length];
  const distractors = Random.at("holding-visit", id, visit).shuffle(indices.filter((index) => index !== answer));
  return distractors.toSpliced((answer + turn) % LETTERS.length, 0, answer);
}
