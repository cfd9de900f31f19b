import { Random } from "@decisis/tensor";
import type { Message, Task } from "../environment.ts";
import type { BluebookFacts } from "./facts.ts";

/**
 * One short user message: caption, where the case is printed, court, date, and what is asked. The order of the printed places
 * follows the task's id, and every second task prints reporters closed up (`F.Supp.2d`) as reporters themselves do, so that
 * neither taking the first place nor copying its spacing is the rule. The short name that a source lists is not shown.
 */
export function bluebookPrompt(task: Task<BluebookFacts>): readonly Message[] {
  const { caption, court, decisionDate } = task.facts;
  return [
    {
      role: "user",
      content: [
        "Give the full citation of this case.",
        `Case: ${caption}`,
        `Printed in: ${printedPlaces(task).join("; ")}`,
        `Court: ${court}`,
        `Date: ${decisionDate}`,
      ].join("\n"),
    },
  ];
}

/** The citations as the prompt lists them. */
export function printedPlaces(task: Task<BluebookFacts>): readonly string[] {
  const random = Random.at("bluebook-prompt", task.id);
  const places = random.shuffle(task.facts.citations);
  return random.uniform() < 0.5 ? places : places.map(closedUp);
}

/** `381 F. Supp. 2d 12` as `381 F.Supp.2d 12`: blanks after a full stop inside the reporter go. */
function closedUp(cite: string): string {
  const match = /^(\S+ )(.+)( \S+)$/.exec(cite);
  return match ? match[1] + match[2].replaceAll(". ", ".") + match[3] : cite;
}
