import type { Environment, Task } from "../environments/environment.ts";
import { gradeTask } from "../environments/grade-task.ts";
import { chanceCorrected } from "../statistics/chance.ts";
import { macroF1, macroScore } from "../statistics/macro-scores.ts";
import { mean } from "../statistics/moments.ts";
import { evaluatedSample, summarize, taskScore } from "./evaluate.ts";
import { type Evaluation, scoredTasks } from "./evaluation-file.ts";
import { labelledTasks } from "./evaluation-scores.ts";

/** evaluations/baselines.json: policies without a model on the same held-out tasks. */
export interface BaselineScores {
  readonly environment: { readonly id: string; readonly version: string };
  readonly baselines: readonly BaselineScore[];
}

export interface BaselineScore {
  readonly name: string;
  readonly mean: number | null;
  /** Of a skill whose task is to pick an option; `null` of others. Absent from files written before it was reported. */
  readonly aboveChance?: number | null;
  /** Of a skill with classes; `null` without any. Absent from files written before it was reported. */
  readonly macroF1?: number | null;
  readonly tasks: readonly { readonly id: string; readonly cluster: string; readonly reward: number | null }[];
}

/** The answers of one policy without a model with their grades, as an evaluation has those of a model. */
export interface BaselineAnswers extends Pick<Evaluation, "summary" | "range" | "tasks"> {
  readonly name: string;
}

/** What every baseline answers to `tasks`, learnt from `train` where it learns. */
export function baselineAnswers(
  environment: Environment,
  tasks: readonly Task[],
  train: readonly Task[],
): readonly BaselineAnswers[] {
  return environment.baselines.map(({ name, answer }) => {
    const scores = tasks.map((task) => {
      const completion = answer(task, train);
      const grade = gradeTask(environment, task, completion);
      return taskScore(task, "", [evaluatedSample({ completion, tokens: null, truncated: false }, grade)]);
    });
    return { name, range: environment.reward.range, summary: summarize(scores), tasks: scores };
  });
}

export function scoreBaselines(
  environment: Environment,
  tasks: readonly Task[],
  train: readonly Task[],
): BaselineScores {
  const { id, version, classes, chance } = environment;
  const golds = new Map(tasks.map((task) => [task.id, task.gold]));
  const baselines = baselineAnswers(environment, tasks, train).map((answers) => {
    const scores = scoredTasks(answers).map((task) => task.score);
    const labelled = classes === undefined ? [] : labelledTasks(answers, golds, classes);
    return {
      name: answers.name,
      mean: answers.summary.mean,
      aboveChance: chance === undefined || scores.length === 0 ? null : chanceCorrected(mean(scores), chance),
      macroF1: labelled.length === 0 ? null : macroScore(macroF1, labelled),
      tasks: answers.tasks.map(({ id, cluster, reward }) => ({ id, cluster, reward })),
    };
  });
  return { environment: { id, version }, baselines };
}
