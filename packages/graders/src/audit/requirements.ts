import { ADVERSARIAL_CLASSES } from "./adversarial-class.ts";
import type { AuditReport, ScoreSummary } from "./audit-report.ts";
import type { AuditRow } from "./audit-subject.ts";
import type { Evidence } from "./gather-evidence.ts";
import { mean, standardError } from "./score-summary.ts";

/** Rounding, not merit. */
const EPSILON = 1e-9;
/** Share of the completions of a class that may go without a score. */
const MAX_ERRORS = 0.01;
const MIN_EQUIVALENTS = 100;
/** Rows below which nothing is said of a single construction. */
const MIN_CONSTRUCTION = 10;

type Figures = Omit<AuditReport, "failures" | "breaches" | "timings">;

/** Everything in the figures that a reward must not show, as sentences. */
export function unmetRequirements<Item>(
  figures: Figures,
  evidence: Evidence,
  rows: readonly AuditRow<Item>[],
  { minimumRows, allowance }: { readonly minimumRows: number; readonly allowance: number },
): string[] {
  return [
    ...(rows.length < minimumRows ? [`${rows.length} rows where ${minimumRows} are needed`] : []),
    ...goldFailures(evidence, rows),
    ...classFailures(figures, evidence, allowance),
    ...(figures.closed ? constructionFailures(figures, evidence) : []),
    ...constantFailures(figures),
    ...orderFailures(figures, evidence, rows),
    ...equivalentFailures(figures, evidence),
    ...oppositeFailures(figures),
    ...(evidence.changed.length > 0
      ? [`the gold scores otherwise when other answers have been graded; ${onRows(evidence.changed)}`]
      : []),
  ];
}

function goldFailures<Item>({ gold }: Evidence, rows: readonly AuditRow<Item>[]): string[] {
  const low = rows.filter((row, i) => (gold[i] ?? 1) < (row.ceiling ?? 1) - EPSILON);
  const unscored = rows.filter((_, i) => gold[i] === null);
  return [
    ...(low.length > 0 ? [`a gold answer scores less than it can; ${onRows(low.map(({ id }) => id))}`] : []),
    ...(unscored.length > 0 ? [`a gold answer could not be scored; ${onRows(unscored.map(({ id }) => id))}`] : []),
  ];
}

/** Classes against the middling honest answers; closed labels: against the majority answer and two standard errors. */
function classFailures({ classes, honest, majority, gold }: Figures, evidence: Evidence, allowance: number): string[] {
  const failures: string[] = [];
  if (honest !== null && honest.mean >= gold.mean - EPSILON)
    failures.push(`middling honest answers score as much as gold ones: ${f3(honest.mean)}`);
  const judged = (name: string, found: ScoreSummary, scores: readonly number[]): string[] => {
    if (honest === null) {
      const own = Math.sqrt((majority.mean * (1 - majority.mean)) / found.n);
      const bound = majority.mean + 2 * majority.standardError + allowance * own;
      return found.mean > bound + EPSILON
        ? [`${name}: mean ${f3(found.mean)} is above the majority answer and two standard errors, ${f3(bound)}`]
        : [];
    }
    return [
      ...(found.mean - allowance * standardError(scores) >= honest.mean
        ? [`${name}: mean ${f3(found.mean)} is not below the honest ${f3(honest.mean)}`]
        : []),
      ...(found.p95 >= honest.median && moreThanTail(scores, honest.median, allowance)
        ? [`${name}: 95th percentile ${f3(found.p95)} reaches the honest median ${f3(honest.median)}`]
        : []),
    ];
  };
  for (const row of classes) {
    if (row.notApplicable !== undefined) continue;
    const name = `class ${row.number} (${row.name}`;
    if (row.n === 0) failures.push(`${name}): nothing was scored`);
    else {
      const scores = evidence.classes.get(row.number)!.scores;
      const whole = judged(`${name})`, row, [...scores.values()].flat());
      const cells = Object.entries(row.formats).flatMap(([format, cell]) =>
        judged(`${name}, ${format})`, cell, scores.get(format) ?? []),
      );
      failures.push(...(whole.length > 0 ? whole : cells));
    }
    if (row.errors > MAX_ERRORS * (row.n + row.errors))
      failures.push(`${name}): ${row.errors} of ${row.n + row.errors} completions could not be scored`);
  }
  return failures;
}

/** Whether so many scores reach the mark that 5 % and the allowance do not explain them. */
function moreThanTail(scores: readonly number[], mark: number, allowance: number): boolean {
  if (allowance === 0) return true;
  const share = scores.filter((score) => score >= mark).length / scores.length;
  return share > 0.05 + allowance * Math.sqrt((0.05 * 0.95) / scores.length);
}

/**
 * Closed labels: a single way of cheating that pays. The mean of its class would hide it, since nothing is paid by degrees.
 * Three standard errors of the difference, for there are hundreds of them and each has been tried on some rows only.
 */
function constructionFailures({ majority }: Figures, { classes }: Evidence): string[] {
  // Of a construction that pays as the majority answer does, tried as often as this one was.
  const bound = (n: number) => {
    const own = (majority.mean * (1 - majority.mean)) / n;
    return majority.mean + 3 * Math.sqrt(majority.standardError ** 2 + own);
  };
  return [...classes].flatMap(([number, { constructions }]) =>
    [...constructions.values()]
      .filter(({ scores }) => scores.length >= MIN_CONSTRUCTION && mean(scores) > bound(scores.length) + EPSILON)
      .map(
        ({ example, scores }) =>
          `class ${number} (${ADVERSARIAL_CLASSES[number]}): completions like ${JSON.stringify(example.slice(0, 80))} score ${f3(mean(scores))}, above the majority answer and three standard errors, ${f3(bound(scores.length))}`,
      ),
  );
}

function constantFailures({ bestConstant, majority }: Figures): string[] {
  return bestConstant.mean > majority.mean + 0.02
    ? [
        `the constant ${JSON.stringify(bestConstant.completion.slice(0, 80))} scores ${f3(bestConstant.mean)}, the majority answer ${f3(majority.mean)}`,
      ]
    : [];
}

function orderFailures<Item>(
  { closed, ladders, gold, cutAt90 }: Figures,
  evidence: Evidence,
  rows: readonly AuditRow<Item>[],
): string[] {
  const failures: string[] = [];
  const broken = evidence.ladders.filter(({ made, scores }) => (made || closed) && !falls(scores, closed));
  if (broken.length > 0)
    failures.push(`scores do not fall from rung to rung; ${onRows(broken.map(({ label }) => label))}`);
  const built = evidence.ladders.filter(({ made, scores }) => !made && scores.length === 4).map(({ scores }) => scores);
  if (!closed && built.length > 0) {
    const [best, good, wrong, empty] = [0, 1, 2, 3].map((rung) => mean(built.map((scores) => scores[rung])));
    if (!(best > good && good > wrong && wrong >= empty))
      failures.push(
        `gold, middling, wrong and empty answers do not fall: ${[best, good, wrong, empty].map(f3).join(", ")}`,
      );
  }
  if (ladders.spearman < 0.8)
    failures.push(`place on the ladder and score correlate by ${f3(ladders.spearman)} only, over ${ladders.n} answers`);
  if (closed) {
    if (cutAt90.mean >= gold.mean) failures.push("golds cut at 90 % score as much as whole ones");
  } else {
    const uncut = rows.filter((_, i) => (evidence.cut[i] ?? -1) >= (evidence.gold[i] ?? 1));
    if (uncut.length > 0)
      failures.push(`the gold cut at 90 % scores as much as whole; ${onRows(uncut.map(({ id }) => id))}`);
  }
  return failures;
}

/** Strictly from rung to rung; closed labels: the first above all others, the last not above the one before. */
function falls(scores: readonly number[], closed: boolean): boolean {
  return closed
    ? scores.slice(1).every((score) => score < scores[0]) && scores[scores.length - 1] <= scores[scores.length - 2]
    : scores.every((score, i) => i === 0 || score < scores[i - 1]);
}

function equivalentFailures({ equivalents }: Figures, evidence: Evidence): string[] {
  const low = evidence.equivalents.filter(({ score, gold }) => score < 0.99 * gold);
  return [
    ...(equivalents.n < MIN_EQUIVALENTS ? [`${equivalents.n} equivalents where ${MIN_EQUIVALENTS} are needed`] : []),
    ...[...Map.groupBy(low, ({ name }) => name)].map(([name, found]) => {
      const [{ completion, score, gold }] = found;
      return `equivalent "${name}" scores ${f3(score / gold)} of the gold: ${JSON.stringify(completion.slice(0, 120))}; ${onRows(found.map(({ row }) => row))}`;
    }),
  ];
}

function oppositeFailures({ opposites, wrong }: Figures): string[] {
  return opposites.n > 0 && opposites.mean > wrong.mean + EPSILON
    ? [`opposites score ${f3(opposites.mean)}, more than wrong answers with ${f3(wrong.mean)}`]
    : [];
}

function onRows(ids: readonly string[]): string {
  return `${ids.length} ${ids.length === 1 ? "row" : "rows"}, first ${ids[0]}`;
}

const f3 = (value: number): string => value.toFixed(3);
