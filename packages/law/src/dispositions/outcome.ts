/** What a court does with what is before it, in the order in which a mixed disposition is named. */
export const OUTCOMES = [
  "affirmed",
  "reversed",
  "vacated",
  "modified",
  "remanded",
  "dismissed",
  "granted",
  "denied",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** How a word of disposition is meant where it stands. */
export type Standing =
  /** The writer's own court does it, or a summary says that it did. */
  | "stated"
  /** Said not to be done: `we decline to reverse`, `not affirmed`. */
  | "negated"
  /** Left open: an alternative, a condition, a wish, an argument, an infinitive. */
  | "open"
  /** Done earlier, by another court: `the trial court dismissed`, `which was affirmed`. */
  | "history";

export interface OutcomeMention {
  readonly outcome: Outcome;
  readonly standing: Standing;
  /** `affirmed in part`. */
  readonly inPart: boolean;
  readonly start: number;
  readonly end: number;
}
