import type { Skipped, Task } from "../environment.ts";
import type { BluebookFacts } from "./facts.ts";

/** Largest share of the training tasks that one combination of reporter and court may hold, and a number always allowed. */
export const BALANCE: { readonly maxShare: number; readonly always: number } = { maxShare: 0.03, always: 8 };

/**
 * Thins out the training part: of each combination of reporter and court string (`F.3d` of the `9th Cir.`, `N.W.2d` of `N.D.`)
 * at most `max(8, 3% of the training tasks)` stay, those with the smallest ids, which are hashes and so a fixed random draw.
 * Validation and test keep everything.
 */
export function balancedTraining(tasks: readonly Task<BluebookFacts>[]): {
  readonly tasks: readonly Task<BluebookFacts>[];
  readonly skipped: readonly Skipped[];
} {
  const training = tasks.filter((task) => task.split === "train");
  const limit = Math.max(BALANCE.always, Math.floor(training.length * BALANCE.maxShare));
  const byCombination = Map.groupBy(
    training,
    (task) => `${task.facts.gold.reporter} of ${task.facts.gold.court ?? "the court it names"}`,
  );
  const dropped = new Map<string, string>();
  for (const [combination, own] of byCombination) {
    const sorted = own.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const task of sorted.slice(limit))
      dropped.set(task.id, `balance: ${combination} already has ${limit} training tasks`);
  }
  return {
    tasks: tasks.filter((task) => !dropped.has(task.id)),
    skipped: [...dropped].map(([id, reason]) => ({ id, reason })),
  };
}
