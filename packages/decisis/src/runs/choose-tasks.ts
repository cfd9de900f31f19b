import { Random } from "@decisis/tensor";
import type { Environment, SplitCase, Task } from "../environments/environment.ts";
import type { RunFile } from "./run-file.ts";

/** The tasks of a run, each part in the order it is used. */
export interface RunTasks {
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
export function chooseTasks(environment: Environment, cases: readonly SplitCase[], file: RunFile): RunTasks {
  const { seed, include_generated, max_train_tasks } = file.environment;
  const { tasks, skipped } = environment.build(cases, { seed });
  refuseLeaks(tasks);
  const part = (split: Task["split"]): readonly Task[] => {
    const shuffled = Random.at(seed, "tasks", split).shuffle(tasks.filter((t) => t.split === split));
    const real = shuffled.filter((t) => t.origin === "real");
    if (real.length === 0) return shuffled;
    if (split !== "train" || include_generated === 0) return real;
    const most = Math.floor((real.length * include_generated) / (1 - include_generated));
    let generated = 0;
    return shuffled.filter((t) => t.origin === "real" || generated++ < most);
  };
  const train = part("train").slice(0, max_train_tasks ?? undefined);
  const validation = part("validation");
  const evaluation = part(file.evaluation.split).slice(0, file.evaluation.tasks ?? undefined);
  const missing = Object.entries({ train, validation, [file.evaluation.split]: evaluation })
    .filter(([, list]) => list.length === 0)
    .map(([name]) => name);
  if (missing.length > 0)
    throw new NoTasksError(
      `${environment.id}: ${cases.length} cases give no ${missing.join(" and no ")} tasks (${skipped.length} cases skipped` +
        `${skipped.length > 0 ? `, first: ${skipped[0].id}: ${skipped[0].reason}` : ""}); give a larger corpus`,
    );
  return { train, validation, evaluation, skipped: skipped.length };
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
