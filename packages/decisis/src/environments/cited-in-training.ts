import { findCitations, placesOf } from "@decisis/law";
import { placesOfCase } from "../corpus/as-cited.ts";
import { DisjointSets } from "../corpus/disjoint-sets.ts";
import type { Environment, SplitCase, Task } from "./environment.ts";

/**
 * Ids of the real held-out tasks of which the raw text of training knows: a training opinion cites a case of the task's cluster, or a
 * decision that its right answer depends on. The split lets no task into two parts; an opinion still says what it says of a case
 * whose tasks are held out. Parallel citations are one decision wherever an opinion or a record of the corpus has them side by side.
 * Generated tasks are never among them: what an invented place coincides with is not its decision.
 */
export function citedInTraining(
  cases: readonly SplitCase[],
  skills: readonly { readonly environment: Environment; readonly tasks: readonly Task[] }[],
): ReadonlySet<string> {
  const real = cases.filter(({ origin }) => origin === "real");
  const decisions = new DisjointSets();
  const join = (marks: readonly string[]) => {
    for (const mark of marks) decisions.join(marks[0], mark);
  };
  const cited: string[] = [];
  for (const { record, split } of real) {
    join(placesOfCase(record));
    for (const { text } of record.opinions)
      for (const places of findCitations(text).map(placesOf)) {
        join(places);
        if (split === "train") cited.push(...places.slice(0, 1));
      }
  }
  const known = new Set(cited.map((place) => decisions.key(place)));
  const knows = (marks: readonly string[]) => marks.some((mark) => known.has(decisions.key(mark)));
  const clusters = new Set(real.filter(({ record }) => knows(placesOfCase(record))).map(({ cluster }) => cluster));
  return new Set(
    skills.flatMap(({ environment, tasks }) =>
      tasks
        .filter(({ origin, split }) => origin === "real" && split !== "train")
        .filter((task) => clusters.has(task.cluster) || (environment.decisions?.(task) ?? []).some(knows))
        .map(({ id }) => id),
    ),
  );
}
