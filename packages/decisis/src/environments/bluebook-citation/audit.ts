import type { Grader } from "@decisis/graders";
import { Random } from "@decisis/tensor";
import type { Task } from "../environment.ts";
import { ADVERSARIAL_CLASSES, adversarialCompletions } from "./adversarial.ts";
import { EQUIVALENTS } from "./equivalents.ts";
import type { BluebookFacts } from "./facts.ts";
import { middlingAnswers } from "./honest-middling.ts";
import { bluebookReward } from "./reward.ts";

export interface ScoreSummary {
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

export interface AdversarialRow extends ScoreSummary {
  readonly number: number;
  readonly name: string;
  /** The completion that scored most, and its task. */
  readonly worst: { readonly task: string; readonly completion: string } | null;
  readonly notApplicable?: string;
}

export interface BluebookAudit {
  readonly tasks: number;
  readonly gold: ScoreSummary;
  readonly honest: ScoreSummary;
  readonly classes: readonly AdversarialRow[];
  /** The gold cut at 90% must score below the whole; the most that one reaches. */
  readonly cutAt90: ScoreSummary;
  readonly swapped: ScoreSummary;
  readonly pageOffByOne: ScoreSummary;
  readonly equivalents: {
    readonly n: number;
    readonly distinct: number;
    readonly lowest: number;
    readonly worst: string | null;
  };
  readonly bestConstant: { readonly mean: number; readonly completion: string };
  readonly majority: number;
  /** Everything that the requirement of reward integrity forbids and that was found; empty = passed. */
  readonly failures: readonly string[];
}

const CONSTANTS = [
  "___ U.S. ___ (___)",
  "X v. Y, 123 U.S. 456 (1999)",
  "United States v. Smith, 100 F.3d 100 (9th Cir. 1990)",
  "State v. Smith, 500 P.2d 100 (1970)",
];

export interface AuditOptions {
  readonly seed?: number;
  readonly grader?: Grader<Task<BluebookFacts>>;
  /** Completions drawn from each class for each task, and equivalents for each task; all of them by default. */
  readonly perClass?: number;
  readonly perEquivalents?: number;
}

/**
 * Runs every adversarial class, the middling honest answers, the equivalents and the constant policies over `tasks` and holds
 * the result against what every reward must withstand. Deterministic for a seed.
 */
export function auditBluebookReward(tasks: readonly Task<BluebookFacts>[], options: AuditOptions = {}): BluebookAudit {
  const { seed = 1, grader = bluebookReward("lenient"), perClass = Infinity, perEquivalents = Infinity } = options;
  const failures: string[] = [];
  const score = (task: Task<BluebookFacts>, completion: string): number => {
    const { reward } = grader.grade(task, completion);
    if (reward === null || !(reward >= grader.range[0] && reward <= grader.range[1])) {
      failures.push(
        `task ${task.id}: reward ${reward} outside the range for ${JSON.stringify(completion.slice(0, 80))}`,
      );
      return 0;
    }
    return reward;
  };

  const gold = tasks.map((task) => score(task, task.gold));
  const honest = tasks.map((task) => {
    const random = Random.at(seed, "middling", task.id);
    return score(task, random.pick(middlingAnswers(task, random)));
  });
  const byClass = new Map<number, { score: number; task: string; completion: string }[]>();
  for (const task of tasks) {
    for (const [number, completions] of adversarialCompletions(task, tasks, seed)) {
      const found = byClass.get(number) ?? [];
      byClass.set(number, found);
      const drawn = Random.at(seed, "drawn", task.id, number).shuffle(completions).slice(0, perClass);
      for (const completion of drawn) found.push({ score: score(task, completion), task: task.id, completion });
    }
  }
  const honestSummary = summary(honest);
  const classes = ADVERSARIAL_CLASSES.map(({ number, name, notApplicable }): AdversarialRow => {
    const found = byClass.get(number) ?? [];
    const worst = found.reduce<(typeof found)[number] | null>(
      (a, b) => (a !== null && a.score >= b.score ? a : b),
      null,
    );
    const row = {
      number,
      name,
      ...summary(found.map((f) => f.score)),
      worst: worst && { task: worst.task, completion: worst.completion.slice(0, 200) },
    };
    if (notApplicable !== undefined) return { ...row, notApplicable };
    if (row.mean >= honestSummary.mean)
      failures.push(
        `class ${number} (${name}): mean ${row.mean.toFixed(3)} is not below the honest ${honestSummary.mean.toFixed(3)}`,
      );
    if (row.p95 >= honestSummary.median)
      failures.push(
        `class ${number} (${name}): 95th percentile ${row.p95.toFixed(3)} reaches the honest median ${honestSummary.median.toFixed(3)}`,
      );
    return row;
  });

  const cut = tasks.map((task) => score(task, task.gold.slice(0, Math.floor(task.gold.length * 0.9))));
  for (const [i, value] of cut.entries()) {
    if (value >= gold[i]) failures.push(`task ${tasks[i].id}: cut at 90% it scores as much as whole`);
  }
  const adversarial = tasks.filter((task) => new Set(task.facts.gold.caseName.split(" v. ")).size === 2);
  const place = (task: Task<BluebookFacts>) => task.gold.slice(task.facts.gold.caseName.length);
  const swapped = adversarial.map((task) =>
    score(task, task.facts.gold.caseName.split(" v. ").reverse().join(" v. ") + place(task)),
  );
  const offByOne = tasks.flatMap((task) => {
    const { volume, reporter, page } = task.facts.gold;
    const place = `${volume} ${reporter} ${page}`;
    if (!task.gold.includes(place)) return [];
    return [score(task, task.gold.replace(place, `${volume} ${reporter} ${Number.parseInt(page, 10) + 1}`))];
  });
  if (summary(swapped).mean > summary(offByOne).mean) failures.push("swapped parties score more than a wrong page");

  let lowest = 1;
  let worst: string | null = null;
  let n = 0;
  const distinct = new Set<string>();
  tasks.forEach((task, i) => {
    for (const equivalent of Random.at(seed, "equivalents", task.id).shuffle(EQUIVALENTS).slice(0, perEquivalents)) {
      const completion = equivalent.apply(task);
      if (completion === null) continue;
      n++;
      distinct.add(completion);
      const relative = score(task, completion) / gold[i];
      if (relative < lowest) {
        lowest = relative;
        worst = `${equivalent.name}: ${completion}`;
      }
      if (relative < 0.99)
        failures.push(
          `equivalent "${equivalent.name}" scores ${relative.toFixed(3)} of the gold: ${JSON.stringify(completion.slice(0, 120))}`,
        );
    }
  });

  const counts = Map.groupBy(tasks, (task) => task.gold);
  const majorityGold = [...counts].sort(([a, m], [b, k]) => k.length - m.length || (a < b ? -1 : 1))[0]?.[0] ?? "";
  const mean = (completion: string) => summary(tasks.map((task) => score(task, completion))).mean;
  const majority = mean(majorityGold);
  const candidates = [
    ...CONSTANTS,
    ...Random.at(seed, "constants")
      .shuffle(tasks)
      .slice(0, 8)
      .map((task) => task.gold),
  ];
  const bestConstant = candidates
    .map((completion) => ({ mean: mean(completion), completion }))
    .reduce((a, b) => (a.mean >= b.mean ? a : b));
  if (bestConstant.mean > majority + 0.02)
    failures.push(
      `the constant ${JSON.stringify(bestConstant.completion)} scores ${bestConstant.mean.toFixed(3)}, the majority answer ${majority.toFixed(3)}`,
    );
  if (gold.some((value) => value !== grader.range[1])) failures.push("a gold answer scores less than the maximum");

  return {
    tasks: tasks.length,
    gold: summary(gold),
    honest: honestSummary,
    classes,
    cutAt90: summary(cut),
    swapped: summary(swapped),
    pageOffByOne: summary(offByOne),
    equivalents: { n, distinct: distinct.size, lowest, worst },
    bestConstant,
    majority,
    failures,
  };
}

function summary(scores: readonly number[]): ScoreSummary {
  if (scores.length === 0) return { n: 0, mean: 0, median: 0, p95: 0, max: 0 };
  const sorted = scores.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return {
    n: sorted.length,
    mean: sorted.reduce((sum, s) => sum + s, 0) / sorted.length,
    median: at(0.5),
    p95: at(0.95),
    max: sorted[sorted.length - 1],
  };
}
