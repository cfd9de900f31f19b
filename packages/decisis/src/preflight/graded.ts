import type { Environment, Task } from "../environments/environment.ts";

/** What a grader made of one completion, whatever the grader does. */
export interface Graded {
  /** Of the declared range; `null` if there is no score. */
  readonly share: number | null;
  /** Why there is none. */
  readonly problem: string | null;
  readonly fault: "reference" | "grader" | null;
}

const EPSILON = 1e-9;

/** Grades without trusting the grader: one that throws or gives no number is at fault itself. */
export function graded({ reward: grader }: Environment, task: Task, completion: string): Graded {
  const [low, high] = grader.range;
  const broken = (problem: string): Graded => ({ share: null, problem, fault: "grader" });
  let reward: number | null;
  try {
    const grade = grader.grade(task, completion);
    reward = grade.reward;
    if (reward === null)
      return {
        share: null,
        problem: grade.error === undefined ? "no score and no error" : `${grade.error.flag}: ${grade.error.details}`,
        fault: grade.fault === "reference" ? "reference" : "grader",
      };
  } catch (error) {
    return broken(`the grader throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }
  if (!Number.isFinite(reward)) return broken(`the reward is ${String(reward)}, no finite number`);
  const share = (reward - low) / (high - low);
  if (share < -EPSILON || share > 1 + EPSILON)
    return broken(`the reward ${reward} is outside its range from ${low} to ${high}`);
  return { share, problem: null, fault: null };
}

export const validRange = ([low, high]: readonly [min: number, max: number]): boolean =>
  Number.isFinite(low) && Number.isFinite(high) && low < high;
