import { DisjointSets } from "../corpus/disjoint-sets.ts";
import type { BuildResult, Environment, Split, Task } from "./environment.ts";

/** A skill with its tasks. */
export interface BuiltSkill extends BuildResult<unknown> {
  readonly environment: Environment;
}

const ORDER: Readonly<Record<Split, number>> = { train: 0, validation: 1, test: 2 };

/**
 * Leaves out what would let one skill of a run learn of a decision that another is measured on: real tasks that name one which a
 * task of another part names, validation going before training and test before both. Each environment sees to its own parts by
 * itself. Generated tasks stay: two invented decisions with one place are not one decision.
 */
export function withoutSharedDecisions(skills: readonly BuiltSkill[]): readonly BuiltSkill[] {
  const named = skills.flatMap(({ environment, tasks }) => tasks.flatMap((task) => decisionsOf(environment, task)));
  const decisions = new DisjointSets();
  for (const marks of named) for (const mark of marks) decisions.join(marks[0], mark);

  const lastPart = new Map<string, Task>();
  const keys = (environment: Environment, task: Task) =>
    decisionsOf(environment, task).map(([mark]) => decisions.key(mark));
  for (const { environment, tasks } of skills)
    for (const task of tasks)
      for (const key of keys(environment, task)) {
        const other = lastPart.get(key);
        if (other === undefined || ORDER[other.split] < ORDER[task.split]) lastPart.set(key, task);
      }

  return skills.map(({ environment, tasks, skipped }) => {
    const held = (task: Task) =>
      keys(environment, task)
        .map((key) => ({ key, by: lastPart.get(key)! }))
        .find(({ by }) => by.split !== task.split);
    const left = tasks.flatMap((task) => {
      const found = held(task);
      if (found === undefined) return [];
      const { key, by } = found;
      return [
        {
          id: task.id,
          reason: `decision of a later part: ${key} is named in the ${by.split} part of ${by.environment}`,
        },
      ];
    });
    const out = new Set(left.map(({ id }) => id));
    return { environment, tasks: tasks.filter(({ id }) => !out.has(id)), skipped: [...skipped, ...left] };
  });
}

/** Decisions that a real task names, each with at least one mark. */
function decisionsOf(environment: Environment, task: Task): readonly (readonly string[])[] {
  if (task.origin !== "real" || environment.decisions === undefined) return [];
  return environment.decisions(task).filter((marks) => marks.length > 0);
}
