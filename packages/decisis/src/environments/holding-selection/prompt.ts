import type { Message, Task } from "../environment.ts";
import { type HoldingFacts, LETTERS, shownOptions } from "./facts.ts";

const HOLDING_INSTRUCTION =
  "What does the passage say of the case it cites last? Give one letter in <answer></answer>.";

/** One user message: what is asked, the passage with the description masked, five options under letters. */
export function holdingPrompt(task: Task<HoldingFacts>): readonly Message[] {
  const options = shownOptions(task.facts).map((option, i) => `${LETTERS[i]}. ${option}`);
  return [{ role: "user", content: [HOLDING_INSTRUCTION, task.facts.passage, ...options].join("\n") }];
}
