import type { Environment, Task } from "../environments/environment.ts";
import { gradeTask } from "../environments/grade-task.ts";
import { macroF1, macroScore } from "../statistics/macro-scores.ts";
import { meanOf } from "./evaluate.ts";

/** evaluations/baselines.json: policies without a model on the same held-out tasks. */
export interface BaselineScores {
  readonly environment: { readonly id: string; readonly version: string };
  readonly baselines: readonly BaselineScore[];
}

export interface BaselineScore {
  readonly name: string;
  readonly mean: number | null;
  /** Of a skill with classes; `null` without any. Absent from files written before it was reported. */
  readonly macroF1?: number | null;
  readonly tasks: readonly { readonly id: string; readonly cluster: string; readonly reward: number | null }[];
}

export function scoreBaselines(
  environment: Environment,
  tasks: readonly Task[],
  train: readonly Task[],
): BaselineScores {
  const baselines = environment.baselines.map((baseline) => {
    const completions = tasks.map((task) => baseline.answer(task, train));
    const scores = tasks.map((task, i) => ({
      id: task.id,
      cluster: task.cluster,
      reward: gradeTask(environment, task, completions[i]).reward,
    }));
    return {
      name: baseline.name,
      mean: meanOf(scores.map((s) => s.reward)),
      macroF1: macroF1Of(environment, tasks, completions),
      tasks: scores,
    };
  });
  return { environment: { id: environment.id, version: environment.version }, baselines };
}

function macroF1Of({ classes }: Environment, tasks: readonly Task[], completions: readonly string[]): number | null {
  if (classes === undefined) return null;
  const labelled = tasks.flatMap(({ id, cluster, gold }, i) => {
    const label = classes.answer(gold);
    return label === null ? [] : [{ id, cluster, label, answer: classes.answer(completions[i]) }];
  });
  return labelled.length === 0 ? null : macroScore(macroF1, labelled);
}
