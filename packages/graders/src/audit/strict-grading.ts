import type { Grade, Grader } from "../grade.ts";
import { breachOf } from "../sound-grade.ts";

/** A score as share of the range; `null` if the completion could not be scored or no time was left. */
export type Share = number | null;

/** Reading the clock costs more than many a grading. */
const CALLS_PER_LOOK = 16;
const LONG = 10_000;

/**
 * A grader that is trusted in nothing: every completion is graded twice, and whatever breaks the contract of a grade (a throw, a
 * reward outside the range, an unequal second grade) is noted and gives no score.
 */
export class StrictGrading<Item> {
  /** Completions without a score, by the flag of the error. */
  readonly errors: Record<string, number> = {};
  gradings = 0;
  private readonly breaches = new Map<string, { count: number; first: string }>();
  private readonly grader: Grader<Item>;
  private calls = 0;
  private late = false;
  private readonly hasTime: () => boolean;

  constructor(grader: Grader<Item>, hasTime: () => boolean) {
    this.grader = grader;
    this.hasTime = hasTime;
  }

  /** Breaches of the contract, one line a kind, with the first completion that showed it. */
  get failures(): string[] {
    return [...this.breaches].map(
      ([what, { count, first }]) => `${what}, ${count} ${count === 1 ? "time" : "times"}; first ${first}`,
    );
  }

  /** `label` names the row in messages. */
  score(item: Item, label: string, completion: string): Share {
    if (this.calls++ % CALLS_PER_LOOK === 0 || completion.length > LONG) this.late ||= !this.hasTime();
    if (this.late) return null;
    const where = `row ${label}: ${JSON.stringify(completion.slice(0, 80))}`;
    const grades: Grade[] = [];
    for (let i = 0; i < 2; i++) {
      this.gradings++;
      try {
        grades.push(this.grader.grade(item, completion));
      } catch (error) {
        this.note(`throws ${error instanceof Error ? error.name : "something that is no error"}`, where);
        return null;
      }
    }
    const [grade, again] = grades;
    const breach = breachOf(grade, this.grader.range);
    if (breach !== null) {
      this.note(breach, where);
      return null;
    }
    if (!sameGrade(grade, again)) {
      this.note("gives two grades for one completion", where);
      return null;
    }
    if (grade.reward === null) {
      const flag = grade.error?.flag ?? "";
      this.errors[flag] = (this.errors[flag] ?? 0) + 1;
      return null;
    }
    const [min, max] = this.grader.range;
    return (grade.reward - min) / (max - min);
  }

  private note(what: string, where: string): void {
    const known = this.breaches.get(what);
    if (known) known.count++;
    else this.breaches.set(what, { count: 1, first: where });
  }
}

function sameGrade(a: Grade, b: Grade): boolean {
  if (a.reward !== b?.reward || a.failedGate !== b.failedGate || a.error?.flag !== b.error?.flag) return false;
  const [parts, others] = [a.subRewards ?? {}, b.subRewards ?? {}];
  const names = Object.keys(parts);
  return names.length === Object.keys(others).length && names.every((name) => parts[name] === others[name]);
}
