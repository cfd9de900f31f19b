import type { ClassAnswers } from "../environments/environment.ts";
import type { ScoredTask } from "../statistics/comparison.ts";
import type { LabelledTask } from "../statistics/macro-scores.ts";
import type { DrawnTask } from "../statistics/pass-at-k.ts";
import type { Evaluation, TaskScore } from "./evaluation-file.ts";

// What statistics take of an evaluation, task by task. Tasks that could not be scored are left out of all of them.

type Tasks = Pick<Evaluation, "tasks">;

/** Share of a task's completions that are exactly right. */
export function exactTasks({ tasks }: Tasks): ScoredTask[] {
  return tasks.flatMap(({ id, cluster, exact }) => (exact === null ? [] : [{ id, cluster, score: exact }]));
}

/** Completions that could be scored, and how many of them are exactly right. */
export function drawnTasks({ tasks }: Tasks): DrawnTask[] {
  return tasks.flatMap(({ id, cluster, samples }) => {
    const judged = samples.filter((s) => s.exact !== null);
    if (judged.length === 0) return [];
    return [{ id, cluster, draws: judged.length, successes: judged.filter((s) => s.exact === 1).length }];
  });
}

/** The fewest completions of a task: the largest k of pass@k. 0 for no tasks. */
export const fewestDraws = (seeds: readonly (readonly DrawnTask[])[]): number =>
  seeds.some((tasks) => tasks.length > 0) ? Math.min(...seeds.flatMap((tasks) => tasks.map((t) => t.draws))) : 0;

/** 2, 4, 8 … up to `most`, and `most` itself; none below 2. */
export function passSizes(most: number): number[] {
  if (most < 2) return [];
  const powers = Array.from({ length: Math.floor(Math.log2(most)) }, (_, i) => 2 ** (i + 1));
  return powers.at(-1) === most ? powers : [...powers, most];
}

/**
 * The right class and the given one of every completion that could be scored; tasks without a known gold are left out.
 * `grouped`: by the coarser classes, without the tasks whose right class is in none.
 */
export function labelledTasks(
  { tasks }: Tasks,
  golds: ReadonlyMap<string, string>,
  classes: ClassAnswers,
  grouped = false,
): LabelledTask[] {
  const labelOf = (completion: string): string | null => {
    const answer = classes.answer(completion);
    return answer === null || !grouped ? answer : classes.group(answer);
  };
  return tasks.flatMap(({ id, cluster, samples }) => {
    const gold = golds.get(id);
    const label = gold === undefined ? null : labelOf(gold);
    if (label === null) return [];
    return samples.flatMap((s, i) =>
      s.reward === null ? [] : [{ id: `${id}/${i}`, cluster, label, answer: labelOf(s.completion) }],
    );
  });
}

/**
 * Components that are measured on some tasks and say nothing of the others, whatever is answered: figures of a part of the
 * tasks. In the order in which they occur.
 */
export function partialComponents(evaluations: readonly Pick<Evaluation, "tasks" | "summary">[]): string[] {
  const names = new Set(evaluations.flatMap((e) => Object.keys(e.summary.sub_rewards)));
  return [...names].filter((name) => {
    const measured = new Map<string, boolean>();
    let mixed = false;
    for (const { id, samples } of evaluations.flatMap((e) => e.tasks))
      for (const s of samples) {
        if (s.reward === null) continue;
        const has = (s.sub_rewards[name] ?? null) !== null;
        if ((measured.get(id) ?? has) !== has) mixed = true;
        measured.set(id, has);
      }
    return !mixed && new Set(measured.values()).size === 2;
  });
}

/** Mean of a component over a task's completions, where it is measured. */
export function componentTasks({ tasks }: Tasks, name: string): ScoredTask[] {
  const values = (task: TaskScore): number[] =>
    task.samples.flatMap((s) => (s.reward === null ? [] : (s.sub_rewards[name] ?? [])));
  return tasks.flatMap((task) => {
    const found = values(task);
    return found.length === 0
      ? []
      : [{ id: task.id, cluster: task.cluster, score: found.reduce((a, b) => a + b, 0) / found.length }];
  });
}
