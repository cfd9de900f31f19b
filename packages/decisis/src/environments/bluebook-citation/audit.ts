import type { AuditPieces } from "@decisis/graders";
import { Random } from "@decisis/tensor";
import type { AuditRefinements, Task } from "../environment.ts";
import { adversarialCompletions } from "./adversarial.ts";
import { EQUIVALENTS } from "./equivalents.ts";
import type { BluebookFacts } from "./facts.ts";
import { middlingAnswers } from "./honest-middling.ts";
import { bluebookLadders } from "./ladders.ts";

const CONSTANTS = [
  "___ U.S. ___ (___)",
  "X v. Y, 123 U.S. 456 (1999)",
  "United States v. Smith, 100 F.3d 100 (9th Cir. 1990)",
  "State v. Smith, 500 P.2d 100 (1970)",
];

const SEED = 1;

/** What the audit of the reward tries beyond its own: all that looks like a citation. */
export const bluebookAudit: AuditRefinements<BluebookFacts> = {
  closed: false,
  constants: CONSTANTS,
  ladders: bluebookLadders(),
  notApplicable: { 3: "there is no list of options; several places at once are class 8" },
  pieces: bluebookPieces,
};

/** Opposites have their parties swapped; their mark is a page that is off by one. */
function bluebookPieces(task: Task<BluebookFacts>, others: readonly Task<BluebookFacts>[]): AuditPieces {
  const { caseName, volume, reporter, page } = task.facts.gold;
  const sides = caseName.split(" v. ");
  const place = `${volume} ${reporter} ${page}`;
  const random = Random.at(SEED, "middling", task.id);
  return {
    opposites: new Set(sides).size === 2 ? [sides.toReversed().join(" v. ") + task.gold.slice(caseName.length)] : [],
    wrong: task.gold.includes(place)
      ? [task.gold.replace(place, `${volume} ${reporter} ${Number.parseInt(page, 10) + 1}`)]
      : [],
    middling: [random.pick(middlingAnswers(task, random))],
    equivalents: () =>
      EQUIVALENTS.flatMap(({ name, apply }) => {
        const completion = apply(task);
        return completion === null ? [] : [{ name, completion }];
      }),
    completions: adversarialCompletions(task, others, SEED),
  };
}
