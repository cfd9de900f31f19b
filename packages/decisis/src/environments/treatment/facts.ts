import type { TreatmentLabel } from "./labels.ts";

/** One of the two decisions as the prompt shows it. */
export interface DecisionFacts {
  /** Volume, canonical reporter and page, parallel ones joined. */
  readonly places: readonly string[];
  /** Court as printed; `null` where the reporter tells it. */
  readonly court: string | null;
  /** `null` only where a passage that was read cites without one. */
  readonly year: number | null;
  /** System and level of the court, for baselines: `federal 3`; `unknown` as for the year. */
  readonly level: string;
}

/** What prompt, reward and baselines of one task are computed from. Plain JSON data. */
export interface TreatmentFacts {
  /** The decision that is treated. */
  readonly earlier: DecisionFacts;
  /** The decision that treats it. */
  readonly later: DecisionFacts;
  /** The sentences around the two citations, with marks in place of citations. */
  readonly text: string;
  /** `masked`: nothing in `text` names a treatment. `evidence`: the phrase stands in it, to be read. */
  readonly variant: "masked" | "evidence";
  readonly label: TreatmentLabel | "other";
  /** Answers to choose from. */
  readonly labels: readonly (TreatmentLabel | "other")[];
  /** Where the passage stands: index of the opinion, UTF-16 offsets in its text with every run of white space made one blank. */
  readonly source: { readonly opinion: number; readonly start: number; readonly end: number };
}
