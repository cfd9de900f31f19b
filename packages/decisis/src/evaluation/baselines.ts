import type { Environment, Task } from "../environments/environment.ts";
import { gradeTask } from "../environments/grade-task.ts";
import { meanOf } from "./evaluate.ts";

/** evaluations/baselines.json: policies without a model on the same held-out tasks. */
export interface BaselineScores {
  readonly environment: { readonly id: string; readonly version: string };
  readonly baselines: readonly BaselineScore[];
}

export interface BaselineScore {
  readonly name: string;
  readonly mean: number | null;
  readonly tasks: readonly { readonly id: string; readonly cluster: string; readonly reward: number | null }[];
}

export function scoreBaselines(
  environment: Environment,
  tasks: readonly Task[],
  train: readonly Task[],
): BaselineScores {
  const baselines = environment.baselines.map((baseline) => {
    const scores = tasks.map((task) => ({
      id: task.id,
      cluster: task.cluster,
      reward: gradeTask(environment, task, baseline.answer(task, train)).reward,
    }));
    return { name: baseline.name, mean: meanOf(scores.map((s) => s.reward)), tasks: scores };
  });
  return { environment: { id: environment.id, version: environment.version }, baselines };
}
