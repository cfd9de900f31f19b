import { Random } from "@decisis/tensor";
import type { Environment, Skipped, SplitCase, Task } from "../environments/environment.ts";
import type { EnvironmentOptions, RunFile } from "./run-file.ts";

/** The tasks of one skill of a run, each part in the order it is used. */
export interface SkillTasks {
  readonly environment: Environment;
  readonly train: readonly Task[];
  /** For validation during training and for choosing the best model. */
  readonly validation: readonly Task[];
  /** For the figures of the report. */
  readonly evaluation: readonly Task[];
  readonly skipped: number;
}

/** The corpus does not give the tasks that a run needs. */
export class NoTasksError extends Error {
  override readonly name = "NoTasksError";
}

/**
 * Builds an environment's tasks and chooses those of the run. Where the corpus has real cases, generated ones may fill
 * `include_generated` of the training part, and validation and evaluation are on real cases alone.
 * @throws NoTasksError
 */
export function chooseTasks(
  environment: Environment,
  cases: readonly SplitCase[],
  options: EnvironmentOptions,
  evaluated: RunFile["evaluation"],
): SkillTasks {
  const { seed, include_generated, twins, max_train_tasks } = options;
  if (twins > 0 && !environment.hasTwins) throw new NoTasksError(`${environment.id} has no twins: leave \`twins\` out`);
  const { tasks, skipped } = environment.build(cases, { seed, twins });
  refuseLeaks(tasks);
  const real = tasks.some((t) => t.origin === "real");
  const train = withGenerated(part(tasks, "train", seed), include_generated).slice(0, max_train_tasks ?? undefined);
  const validation = heldOut(part(tasks, "validation", seed), real);
  const { split } = evaluated;
  const evaluation = heldOut(part(tasks, split, seed), real).slice(0, evaluated.tasks ?? undefined);
  refuseEmpty({ train, validation, [split]: evaluation }, environment, cases.length, skipped);
  return { environment, train, validation, evaluation, skipped: skipped.length };
}

/** The held-out tasks that a run with these settings would be measured on. @throws NoTasksError */
export function chooseEvaluationTasks(
  environment: Environment,
  cases: readonly SplitCase[],
  options: { readonly seed: number; readonly split: "validation" | "test"; readonly tasks: number },
): readonly Task[] {
  const { tasks, skipped } = environment.build(cases, { seed: options.seed });
  refuseLeaks(tasks);
  const real = tasks.some((t) => t.origin === "real");
  const chosen = heldOut(part(tasks, options.split, options.seed), real).slice(0, options.tasks);
  refuseEmpty({ [options.split]: chosen }, environment, cases.length, skipped);
  return chosen;
}

const part = (tasks: readonly Task[], split: Task["split"], seed: number): readonly Task[] =>
  Random.at(seed, "tasks", split).shuffle(tasks.filter((t) => t.split === split));

/** Where the corpus has real tasks at all, figures are on those alone: a part without any is an error, not a reason to fall back. */
const heldOut = (tasks: readonly Task[], real: boolean): readonly Task[] =>
  real ? tasks.filter((t) => t.origin === "real") : tasks;

/** Real tasks and as many generated ones as make up `share` of the whole, in their common order. */
function withGenerated(tasks: readonly Task[], share: number): readonly Task[] {
  const real = tasks.filter((t) => t.origin === "real").length;
  if (real === 0 || real === tasks.length) return tasks;
  const most = Math.floor((real * share) / (1 - share));
  let generated = 0;
  return tasks.filter((t) => t.origin === "real" || generated++ < most);
}

function refuseEmpty(
  parts: Readonly<Record<string, readonly Task[]>>,
  environment: Environment,
  cases: number,
  skipped: readonly Skipped[],
): void {
  const missing = Object.keys(parts).filter((name) => parts[name].length === 0);
  if (missing.length === 0) return;
  const first = skipped.length > 0 ? `, first: ${skipped[0].id}: ${skipped[0].reason}` : "";
  throw new NoTasksError(
    `${environment.id}: ${cases} cases give no ${missing.join(" and no ")} tasks (${skipped.length} cases skipped${first}); give a larger corpus`,
  );
}

/** A cluster in two parts would let a model be tested on what it has seen. */
function refuseLeaks(tasks: readonly Task[]): void {
  const splitOf = new Map<string, string>();
  for (const { cluster, split, id } of tasks) {
    const known = splitOf.get(cluster) ?? split;
    if (known !== split)
      throw new NoTasksError(
        `task ${id}: cluster ${cluster} is in ${known} and in ${split}; a corpus has to be split by cluster`,
      );
    splitOf.set(cluster, known);
  }
}
