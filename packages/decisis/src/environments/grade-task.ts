import { type Grade, soundGrade, ungraded } from "@decisis/graders";
import type { Environment, Task } from "./environment.ts";

type Graded = Pick<Environment, "reward">;

/**
 * The grade of a completion of a task, with faults kept apart: a task without a gold answer is a fault of the reference, a grader
 * that breaks its contract one of the grader; neither has a reward. Never throws.
 */
export function gradeTask({ reward }: Graded, task: Task, completion: string): Grade {
  if (typeof task.gold !== "string" || task.gold === "")
    return ungraded("reference", "missing_gold", `task ${task.id} has no gold answer`, reward.range);
  return soundGrade(reward, task, completion);
}

/** Why the gold of a task does not earn the full reward, so that data or grader are at fault; `null` = it does. Rule first, then a colon. */
export function goldFault(environment: Graded, task: Task): string | null {
  const { reward, error } = gradeTask(environment, task, task.gold);
  if (reward === environment.reward.range[1]) return null;
  return error ? `${error.flag}: ${error.details}` : `gold-below-full: the gold earns ${reward}`;
}
