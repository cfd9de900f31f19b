import type { AdversarialClass } from "./adversarial-class.ts";

/** Of scores as share of the grader's range, in [0, 1]. All 0 if `n` is 0. */
export interface ScoreSummary {
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  /** 95th percentile. */
  readonly p95: number;
  readonly max: number;
}

/** One completion that was tried. */
export interface Attempt {
  readonly row: string;
  /** Its first 200 characters. */
  readonly completion: string;
}

export interface ClassReport extends ScoreSummary {
  readonly number: AdversarialClass;
  readonly name: string;
  /** The same by the format in which completions were written; `plain` first. */
  readonly formats: Readonly<Record<string, ScoreSummary>>;
  /** Completions that could not be scored; in none of the figures. */
  readonly errors: number;
  /** The completion that scored most; `null` if none was scored. */
  readonly worst: (Attempt & { readonly format: string; readonly score: number }) | null;
  /** Why the class cannot occur. */
  readonly notApplicable?: string;
}

/** What an audit found. Plain JSON data; apart from `timings` the same for the same seed. */
export interface AuditReport {
  readonly subject: string;
  readonly version: string;
  /** Id of the grader. */
  readonly grader: string;
  readonly seed: number;
  readonly rows: number;
  readonly range: readonly [min: number, max: number];
  /** Judged as closed labels: right or wrong. */
  readonly closed: boolean;
  readonly gold: ScoreSummary;
  /** Middling honest answers, the mark for the classes; `null` for closed labels. */
  readonly honest: ScoreSummary | null;
  /** The most frequent answer given on every row, the mark for constants and for the classes of closed labels. */
  readonly majority: { readonly mean: number; readonly standardError: number; readonly completion: string };
  readonly bestConstant: { readonly mean: number; readonly completion: string };
  /** All twenty, in order. */
  readonly classes: readonly ClassReport[];
  /** The gold cut at 90 % of its content. */
  readonly cutAt90: ScoreSummary;
  /** Answers that say the contrary of the gold, and wrong answers, their mark. */
  readonly opposites: ScoreSummary;
  readonly wrong: ScoreSummary;
  /** Lowest share of the gold's score, and the answer that has it; `distinct` counts completions that differ. */
  readonly equivalents: {
    readonly n: number;
    readonly distinct: number;
    readonly lowest: number;
    readonly worst: (Attempt & { readonly name: string }) | null;
  };
  /** Spearman's rank correlation between place on the ladder and score, over all `n` answers. */
  readonly ladders: { readonly n: number; readonly spearman: number };
  /** Completions without a score, by the flag of the error. */
  readonly errors: Readonly<Record<string, number>>;
  /** Every call of the grader, repetitions included. */
  readonly gradings: number;
  /** Milliseconds of one grading by the length of the answer, for the kind of answer that took longest. */
  readonly timings: readonly { readonly characters: number; readonly milliseconds: number }[];
  /** Those of `failures` in which the grader broke the contract of a grade: it threw, or gave no grade. */
  readonly breaches: readonly string[];
  /** Everything that was found and must not be; empty = passed. */
  readonly failures: readonly string[];
}

/** The figures of an audit in short: means as shares of the range, `null` where there was nothing to try. */
export interface AuditFigures {
  readonly gold: number | null;
  /** Middling honest answers. */
  readonly honest: number | null;
  /** The most frequent answer on every row. */
  readonly majority: number;
  readonly bestConstant: number;
  /** Of the adversarial classes that were tried, the one with the highest mean; its 95th percentile beside it. */
  readonly worstClass: { readonly name: string; readonly mean: number; readonly p95: number } | null;
  readonly cutAt90: number | null;
  readonly opposites: number | null;
  readonly wrong: number | null;
  /** Lowest share of the gold's score that an equal answer earned. */
  readonly equivalents: number | null;
  /** Spearman's rank correlation of place on the ladder and score. */
  readonly ladders: number | null;
  /** Completions of all adversarial classes. */
  readonly attempts: number;
}

/** What a run records of the audit of its grader, and a task card prints. */
export interface AuditSummary {
  /** Day of the audit, ISO 8601. */
  readonly date?: string;
  readonly subject: string;
  readonly version: string;
  readonly grader: string;
  readonly rows: number;
  readonly passed: boolean;
  readonly failures: readonly string[];
  /** Absent from records written before figures were kept. */
  readonly figures?: AuditFigures;
}

/** A grader without a summary that passed trains nothing unless the run records that someone wanted it so. */
export function auditSummary(report: AuditReport, date?: string): AuditSummary {
  const { subject, version, grader, rows, failures } = report;
  return {
    ...(date === undefined ? {} : { date }),
    subject,
    version,
    grader,
    rows,
    passed: failures.length === 0,
    failures,
    figures: auditFigures(report),
  };
}

function auditFigures(report: AuditReport): AuditFigures {
  const { gold, honest, majority, bestConstant, classes, cutAt90, opposites, wrong, equivalents, ladders } = report;
  const meanOf = (scores: ScoreSummary | null) => (scores === null || scores.n === 0 ? null : scores.mean);
  const [worst] = classes.filter(({ n }) => n > 0).toSorted((a, b) => b.mean - a.mean);
  return {
    gold: meanOf(gold),
    honest: meanOf(honest),
    majority: majority.mean,
    bestConstant: bestConstant.mean,
    worstClass: worst === undefined ? null : { name: worst.name, mean: worst.mean, p95: worst.p95 },
    cutAt90: meanOf(cutAt90),
    opposites: meanOf(opposites),
    wrong: meanOf(wrong),
    equivalents: equivalents.n === 0 ? null : equivalents.lowest,
    ladders: ladders.n === 0 ? null : ladders.spearman,
    attempts: classes.reduce((sum, { n }) => sum + n, 0),
  };
}
