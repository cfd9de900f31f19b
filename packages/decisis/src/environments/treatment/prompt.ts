import type { Message, Task } from "../environment.ts";
import type { DecisionFacts, TreatmentFacts } from "./facts.ts";

/**
 * One short user message: who treats whom, both decisions with place, court and year, the passage, the labels. Names of the two
 * cases are not shown: memory of a case is no reading, and a treating case that bears another name gives its label away.
 */
export function treatmentPrompt(task: Task<TreatmentFacts>): readonly Message[] {
  const { earlier, later, text, labels } = task.facts;
  return [
    {
      role: "user",
      content: [
        "What did the later decision do to the earlier one?",
        `Earlier: ${cited(earlier)}`,
        `Later: ${cited(later)}`,
        `Text: ${text}`,
        `Answer with one of: ${labels.join(", ")}.`,
      ].join("\n"),
    },
  ];
}

function cited({ places, court, year }: DecisionFacts): string {
  const bracket = [court?.replace(/,$/, ""), year].filter((part) => part !== undefined && part !== null).join(" ");
  return bracket === "" ? places[0] : `${places[0]} (${bracket})`;
}
