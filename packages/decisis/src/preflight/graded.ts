import type { Environment, Task } from "../environments/environment.ts";
import { gradeTask } from "../environments/grade-task.ts";

/** What a grader made of one completion, whatever the grader does. */
export interface Graded {
  /** Of the declared range; `null` if there is no score. */
  readonly share: number | null;
  /** Why there is none. */
  readonly problem: string | null;
  readonly fault: "reference" | "grader" | null;
}

export function graded(environment: Environment, task: Task, completion: string): Graded {
  const { reward, error, fault } = gradeTask(environment, task, completion);
  if (reward === null)
    return {
      share: null,
      problem: `${error?.flag}: ${error?.details}`,
      fault: fault === "reference" ? "reference" : "grader",
    };
  const [low, high] = environment.reward.range;
  return { share: (reward - low) / (high - low), problem: null, fault: null };
}

export const validRange = ([low, high]: readonly [min: number, max: number]): boolean =>
  Number.isFinite(low) && Number.isFinite(high) && low < high;
