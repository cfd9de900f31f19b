import { ungraded } from "./gated-components.ts";
import type { Grade, Grader } from "./grade.ts";

/**
 * The grade of a grader that is trusted in nothing. Whatever breaks the contract of a grade (a throw, a reward that is no finite
 * number or outside the range) gives no reward and is a fault of the grader, not of the answer. Never throws.
 */
export function soundGrade<Item>(grader: Grader<Item>, item: Item, completion: string): Grade {
  let grade: Grade;
  try {
    grade = grader.grade(item, completion);
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return ungraded("grader", "grader_threw", `the grader throws ${what}`, grader.range);
  }
  const breach = breachOf(grade, grader.range);
  return breach === null ? grade : ungraded("grader", "broken_grade", `the grader ${breach}`, grader.range);
}

/** What is wrong with a grade as such; `null` = nothing. */
export function breachOf(grade: Grade, [min, max]: readonly [number, number]): string | null {
  if (typeof grade !== "object" || grade === null) return "gives no grade";
  const { reward, error } = grade;
  if (reward === null)
    return typeof error?.flag === "string" && error.flag !== "" ? null : "gives no reward and no error";
  if (typeof reward !== "number" || !Number.isFinite(reward)) return "gives a reward that is no finite number";
  if (!(reward >= min && reward <= max)) return `gives a reward outside its range [${min}, ${max}]`;
  if (grade.range?.[0] !== min || grade.range[1] !== max) return "gives a grade with another range than it declares";
  for (const [name, value] of Object.entries(grade.subRewards ?? {}))
    if (value !== null && !(value >= 0 && value <= 1)) return `gives a part "${name}" outside [0, 1]`;
  return null;
}
