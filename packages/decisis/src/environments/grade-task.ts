import { type Grade, soundGrade, ungraded } from "@decisis/graders";
import type { z } from "zod";
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

/**
 * Why a task is not sound, so that data or grader are at fault: its facts or its gold break the environment's schema, or the gold does
 * not earn the full reward; `null` = it is sound. Rule first, then a colon.
 */
export function taskFault(environment: Pick<Environment, "reward" | "schema">, task: Task): string | null {
  const { facts, action } = environment.schema;
  const malformed = facts.safeParse(task.facts).error;
  if (malformed) return `facts-malformed: ${firstIssue(malformed)}`;
  const { reward, error } = gradeTask(environment, task, task.gold);
  if (error) return `${error.flag}: ${error.details}`;
  if (reward !== environment.reward.range[1]) return `gold-below-full: the gold earns ${reward}`;
  const unlike = action.safeParse(task.gold).error;
  return unlike ? `gold-malformed: ${firstIssue(unlike)}` : null;
}

function firstIssue({ issues: [{ path, message }] }: z.ZodError): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}
