import type { AuditPieces, AuditSubject } from "@decisis/graders";
import type { Environment, Task } from "./environment.ts";

/** What an environment adds to the audit of its reward; every part is optional. */
export interface AuditRefinements<Facts>
  extends Pick<
    AuditSubject<Task<Facts>>,
    "closed" | "majority" | "constants" | "ladders" | "formats" | "notApplicable"
  > {
  /** What is known of one task beyond prompt and gold; `others` are the tasks of other clusters. */
  readonly pieces?: (task: Task<Facts>, others: readonly Task<Facts>[]) => AuditPieces;
  /** What the gold of a task earns as share of the range, where labels weigh differently. */
  readonly ceiling?: (task: Task<Facts>) => number;
}

/**
 * The reward of an environment with tasks to try it on, as the audit takes it:
 * `auditGrader(auditSubject(environment, tasks, refinements), { seed: 1 })`.
 */
export function auditSubject<Facts>(
  environment: Pick<Environment<Facts>, "id" | "version" | "reward" | "prompt">,
  tasks: readonly Task<Facts>[],
  refinements: AuditRefinements<Facts> = {},
): AuditSubject<Task<Facts>> {
  const { pieces, ceiling, ...rest } = refinements;
  return {
    name: environment.id,
    version: environment.version,
    grader: environment.reward,
    ...rest,
    rows: tasks.map((task) => ({
      id: task.id,
      item: task,
      prompt: environment
        .prompt(task)
        .map(({ content }) => content)
        .join("\n\n"),
      gold: task.gold,
      cluster: task.cluster,
      ceiling: ceiling?.(task),
      pieces:
        pieces &&
        (() =>
          pieces(
            task,
            tasks.filter(({ cluster }) => cluster !== task.cluster),
          )),
    })),
  };
}
