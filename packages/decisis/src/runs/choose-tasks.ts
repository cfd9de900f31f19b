import { Random } from "@decisis/tensor";
import type { Environment, Skipped, SplitCase, Task } from "../environments/environment.ts";
import { taskFault } from "../environments/grade-task.ts";
import { type BuiltSkill, withoutSharedDecisions } from "../environments/shared-decisions.ts";
import { countedReasons } from "../environments/skipped-reasons.ts";
import type { EnvironmentOptions, RunFile } from "./run-file.ts";

/** The tasks of one skill of a run, each part in the order it is used. */
export interface SkillTasks {
  readonly environment: Environment;
  readonly train: readonly Task[];
  /** For validation during training and for choosing the best model. */
  readonly validation: readonly Task[];
  /** For the figures of the report. */
  readonly evaluation: readonly Task[];
  /** Left out: their gold is missing or does not earn the full reward. */
  readonly faulty: readonly Task[];
  readonly skipped: number;
}

/** The corpus does not give the tasks that a run needs. */
export class NoTasksError extends Error {
  override readonly name = "NoTasksError";
}

/**
 * Builds the tasks of a run file's environments and chooses those of the run. Where the corpus has real cases, generated ones may fill
 * `include_generated` of the training part, and validation and evaluation are on real cases alone.
 * @throws NoTasksError
 */
export function chooseTasks(
  file: Pick<RunFile, "environments" | "evaluation">,
  environments: readonly Environment[],
  cases: readonly SplitCase[],
): SkillTasks[] {
  const built = environments.map((environment, i) => {
    const { seed, twins } = file.environments[i];
    if (twins > 0 && !environment.hasTwins)
      throw new NoTasksError(`${environment.id} has no twins: leave \`twins\` out`);
    const result = environment.build(cases, { seed, twins });
    refuseLeaks(result.tasks);
    return { environment, ...result };
  });
  return withoutSharedDecisions(built).map((skill, i) =>
    chosenOf(skill, file.environments[i], file.evaluation, cases.length),
  );
}

function chosenOf(
  { environment, tasks, skipped }: BuiltSkill,
  { seed, include_generated, max_train_tasks }: EnvironmentOptions,
  { split, tasks: evaluated }: RunFile["evaluation"],
  cases: number,
): SkillTasks {
  const real = tasks.some((t) => t.origin === "real");
  const golds = new GoldCheck(environment);
  const train = golds.sound(withGenerated(part(tasks, "train", seed), include_generated), max_train_tasks);
  const validation = golds.sound(heldOut(part(tasks, "validation", seed), real), null);
  const evaluation = golds.sound(heldOut(part(tasks, split, seed), real), evaluated);
  const left = [...skipped, ...golds.reasons()];
  refuseEmpty({ train, validation, [split]: evaluation }, environment, cases, left);
  return { environment, train, validation, evaluation, faulty: golds.faulty, skipped: skipped.length };
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
  const golds = new GoldCheck(environment);
  const chosen = golds.sound(heldOut(part(tasks, options.split, options.seed), real), options.tasks);
  refuseEmpty({ [options.split]: chosen }, environment, cases.length, [...skipped, ...golds.reasons()]);
  return chosen;
}

/** Takes tasks that are sound (`taskFault`), and keeps the others with what is wrong with them. */
export class GoldCheck {
  private readonly environment: Environment;
  private readonly faults = new Map<string, { readonly task: Task; readonly fault: string | null }>();

  constructor(environment: Environment) {
    this.environment = environment;
  }

  get faulty(): Task[] {
    return this.found().map(({ task }) => task);
  }

  /** The first `most`; `null` = all. Where no gold at all is sound the grader is at fault, and nothing is left out for it. */
  sound(tasks: readonly Task[], most: number | null): Task[] {
    const taken: Task[] = [];
    for (const task of tasks) {
      if (taken.length === most) break;
      if (this.faultOf(task) === null) taken.push(task);
    }
    return taken.length > 0 ? taken : tasks.slice(0, most ?? undefined);
  }

  reasons(): Skipped[] {
    return this.found().map(({ task, fault }) => ({ id: task.id, reason: fault }));
  }

  /** A task of two parts' lists is graded once. */
  private faultOf(task: Task): string | null {
    const known = this.faults.get(task.id) ?? { task, fault: taskFault(this.environment, task) };
    this.faults.set(task.id, known);
    return known.fault;
  }

  private found(): { readonly task: Task; readonly fault: string }[] {
    return [...this.faults.values()].flatMap(({ task, fault }) => (fault === null ? [] : [{ task, fault }]));
  }
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

/** @throws NoTasksError with how many records each rule passed over, if a part is empty */
export function refuseEmpty(
  parts: Readonly<Record<string, readonly Task[]>>,
  environment: Environment,
  cases: number,
  skipped: readonly Skipped[],
): void {
  const missing = Object.keys(parts).filter((name) => parts[name].length === 0);
  if (missing.length === 0) return;
  const first = skipped.length > 0 ? ` (${countedReasons(skipped)}; first ${skipped[0].id}: ${skipped[0].reason})` : "";
  throw new NoTasksError(
    `${environment.id} (${environment.summary}): ${cases} cases give no ${missing.join(" and no ")} tasks${first}; give a larger corpus`,
  );
}

/** Clusters with tasks in more than one part, in the order of the tasks that show it. */
export function leakedClusters(tasks: readonly Task[]): string[] {
  const splitOf = new Map<string, string>();
  const leaked = new Set<string>();
  for (const { cluster, split } of tasks) {
    if ((splitOf.get(cluster) ?? split) !== split) leaked.add(cluster);
    else splitOf.set(cluster, split);
  }
  return [...leaked];
}

/** A cluster in two parts would let a model be tested on what it has seen. @throws NoTasksError */
export function refuseLeaks(tasks: readonly Task[]): void {
  const [first] = leakedClusters(tasks);
  if (first === undefined) return;
  const parts = new Set(tasks.filter((t) => t.cluster === first).map((t) => t.split));
  throw new NoTasksError(`cluster ${first} is in ${[...parts].join(" and in ")}; a corpus has to be split by cluster`);
}
