import { ADVERSARIAL_CLASSES, CLASS_NUMBERS } from "./adversarial-class.ts";
import { PLAIN } from "./answer-formats.ts";
import type { AuditReport, ClassReport } from "./audit-report.ts";
import type { AuditOptions, AuditSubject } from "./audit-subject.ts";
import { type Evidence, gatherEvidence } from "./gather-evidence.ts";
import { linearTime } from "./linear-time.ts";
import { unmetRequirements } from "./requirements.ts";
import { mean, scoreSummary, spearman, standardError } from "./score-summary.ts";
import { StrictGrading } from "./strict-grading.ts";

/** Answers that a grader of more than linear time is still given: it has failed, and the audit is to end. */
const LONGEST_FOR_SLOW = 20_000;

/**
 * Tries to cheat a grader before training does: grades golds, middling honest answers, twenty classes of adversarial completions
 * plain and in other formats, equivalents, opposites, ladders and constant policies, each twice, and lists in `failures` whatever
 * a reward must not allow. Deterministic for a seed but for `timings`; never throws on what a grader does.
 *
 * @throws RangeError if there is no row, or the range of the grader is none.
 */
export function auditGrader<Item>(subject: AuditSubject<Item>, options: AuditOptions = {}): AuditReport {
  const { grader, rows } = subject;
  const [min, max] = grader.range;
  if (rows.length === 0) throw new RangeError(`audit of ${subject.name}: there are no rows to try the grader on`);
  if (!(Number.isFinite(min) && Number.isFinite(max) && min < max))
    throw new RangeError(`audit of ${subject.name}: the grader declares the range [${min}, ${max}]`);
  const { seed = 1, minimumRows = 200, allowance = 0, budgetSeconds = Math.max(60, 0.3 * rows.length) } = options;
  const clock = options.clock ?? processorTime;
  const end = clock() + 1000 * budgetSeconds;
  const grading = new StrictGrading(grader, () => clock() < end);

  const [first] = rows;
  const time = linearTime(
    (completion) => {
      grading.score(first.item, first.id, completion);
    },
    {
      gold: `${first.gold} `,
      prompt: `${first.prompt} `,
      letters: "a",
      blanks: " ",
      digits: "9",
      brackets: "(",
      tags: "<answer>",
      stops: ". ",
    },
    clock,
  );
  const evidence = gatherEvidence(subject, grading, options, time.failures.length > 0 ? LONGEST_FOR_SLOW : Infinity);
  const { closed } = evidence;
  const figures: Omit<AuditReport, "failures" | "breaches" | "timings"> = {
    subject: subject.name,
    version: subject.version,
    grader: grader.id,
    seed,
    rows: rows.length,
    range: [min, max],
    closed,
    gold: scoreSummary(scored(evidence.gold)),
    honest: closed ? null : scoreSummary(scored(evidence.honest)),
    majority: {
      mean: mean(evidence.majority.scores),
      standardError: standardError(evidence.majority.scores),
      completion: evidence.majority.completion,
    },
    bestConstant: evidence.bestConstant,
    classes: classReports(subject, evidence),
    cutAt90: scoreSummary(scored(evidence.cut)),
    opposites: scoreSummary(evidence.opposites),
    wrong: scoreSummary(evidence.wrong),
    equivalents: equivalentReport(evidence),
    ladders: ladderReport(evidence),
    errors: grading.errors,
    gradings: grading.gradings,
  };
  const done = clock() < end;
  const failures = [
    // What was not graded meets no requirement and breaks none.
    ...(done ? [] : [`given up after ${budgetSeconds} s and ${grading.gradings} gradings`]),
    ...grading.failures,
    ...(done ? unmetRequirements(figures, evidence, rows, { minimumRows, allowance }) : []),
    ...time.failures,
  ];
  return { ...figures, timings: time.timings, breaches: grading.failures, failures };
}

function classReports<Item>({ notApplicable }: AuditSubject<Item>, { classes }: Evidence): ClassReport[] {
  return CLASS_NUMBERS.map((number) => {
    const { scores, errors, worst } = classes.get(number)!;
    const formats = [...scores].sort(([a], [b]) => Number(b === PLAIN) - Number(a === PLAIN) || (a < b ? -1 : 1));
    const reason = notApplicable?.[number];
    return {
      number,
      name: ADVERSARIAL_CLASSES[number],
      ...scoreSummary(formats.flatMap(([, found]) => found)),
      formats: Object.fromEntries(formats.map(([name, found]) => [name, scoreSummary(found)])),
      errors,
      worst: worst && { ...worst, completion: worst.completion.slice(0, 200) },
      ...(reason === undefined ? {} : { notApplicable: reason }),
    };
  });
}

function equivalentReport({ equivalents }: Evidence): AuditReport["equivalents"] {
  const share = (found: (typeof equivalents)[number]) => (found.gold > 0 ? found.score / found.gold : 0);
  const worst = equivalents.reduce<(typeof equivalents)[number] | null>(
    (a, b) => (a !== null && share(a) <= share(b) ? a : b),
    null,
  );
  return {
    n: equivalents.length,
    distinct: new Set(equivalents.map(({ completion }) => completion)).size,
    lowest: worst === null ? 0 : share(worst),
    worst: worst && { name: worst.name, row: worst.row, completion: worst.completion.slice(0, 200) },
  };
}

function ladderReport({ ladders }: Evidence): AuditReport["ladders"] {
  const places = ladders.flatMap(({ scores }) => scores.map((_, rung) => -rung));
  return {
    n: places.length,
    spearman: spearman(
      places,
      ladders.flatMap(({ scores }) => scores),
    ),
  };
}

function scored(scores: readonly (number | null)[]): number[] {
  return scores.filter((score) => score !== null);
}

/** Processor time of this process in milliseconds: the load of the machine does not lengthen it. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
