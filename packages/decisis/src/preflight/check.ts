/** What can be looked at before training; each is one row for each skill, `cost` one for the run. */
export type CheckId =
  | "gold"
  | "range"
  | "ladder"
  | "audit"
  | "guessing"
  | "labels"
  | "duplicates"
  | "leaks"
  | "agreement"
  | "headroom"
  | "prompt-length"
  | "completion-length"
  | "baseline"
  | "signal"
  | "probes"
  | "cost";

/** `error` fails the preflight. */
export type Level = "ok" | "info" | "warning" | "error";

/** One row: what was looked at, what was found, and what to do about it. */
export interface Check {
  readonly id: CheckId;
  /** `null`: the run as a whole. */
  readonly skill: string | null;
  readonly level: Level;
  /** What was found, with its figures, in words. */
  readonly evidence: string;
  /** What to do; `null` where nothing is to be done. */
  readonly advice: string | null;
  readonly figures: Readonly<Record<string, number | null>>;
  /** Whose fault makes the input unusable, where that is what was found: a broken gold, or a grader that gives no score. */
  readonly fault?: "reference" | "grader";
}

/** A finding of one check; who called it knows the skill. */
export type Finding = Omit<Check, "skill">;

/** The worst of several levels. */
export function worst(...levels: readonly Level[]): Level {
  return (["error", "warning", "info"] as const).find((level) => levels.includes(level)) ?? "ok";
}

/** A level by how far a share is from good: `error` above the second mark, `warning` above the first. */
export const above = (share: number, warning: number, error: number): Level =>
  share > error ? "error" : share > warning ? "warning" : "ok";

export const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`;
export const f3 = (x: number): string => x.toFixed(3);
