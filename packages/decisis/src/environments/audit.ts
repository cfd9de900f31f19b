import type { AuditSubject } from "@decisis/graders";
import type { AuditRefinements, Environment, Task } from "./environment.ts";

/**
 * The reward of an environment with tasks to try it on, as the audit takes it:
 * `auditGrader(auditSubject(environment, tasks), { seed: 1 })`. Refinements are the environment's own unless others are given.
 */
export function auditSubject<Facts>(
  environment: Pick<Environment<Facts>, "id" | "version" | "reward" | "prompt" | "audit">,
  tasks: readonly Task<Facts>[],
  refinements: AuditRefinements<Facts> = environment.audit?.(tasks) ?? {},
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
