import { bluebookCitation } from "./bluebook-citation/environment.ts";
import type { ClassAnswers, Environment } from "./environment.ts";
import { holdingSelection } from "./holding-selection/environment.ts";
import { iracSummary } from "./irac-summary/environment.ts";
import { treatment } from "./treatment/environment.ts";

/** Every environment. Each knows its own facts; who holds one from here hands its tasks back to it alone. */
// biome-ignore lint/suspicious/noExplicitAny: facts differ by environment and are opaque to all others.
export const ENVIRONMENTS: readonly Environment<any>[] = [bluebookCitation, holdingSelection, iracSummary, treatment];

/** @throws RangeError with the known ids if there is none of this id. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function environmentOf(id: string): Environment<any> {
  const found = ENVIRONMENTS.find((environment) => environment.id === id);
  if (found === undefined) {
    throw new RangeError(
      `no environment "${id}"; there are: ${ENVIRONMENTS.map((environment) => environment.id).join(", ")}`,
    );
  }
  return found;
}

/** What picking an option by lot earns, as a share of the range; `null` without options, or where the skill is not known any more. */
export const chanceOf = (id: string): number | null =>
  ENVIRONMENTS.find((environment) => environment.id === id)?.chance ?? null;

/** How answers of a skill are read as classes; `undefined` where they are none, or where the skill is not known any more. */
export const classAnswersOf = (id: string): ClassAnswers | undefined =>
  ENVIRONMENTS.find((environment) => environment.id === id)?.classes;
