import type { CaseFacts } from "@decisis/law";

/** What prompt, reward and baselines of one task are computed from. Plain JSON data. */
export interface BluebookFacts {
  /** Caption in ordinary capitals, shortened if it had to be. */
  readonly caption: string;
  /** Every place where the source lists the case, as the source spells it, in the source's order. */
  readonly citations: readonly string[];
  /** Court, in full. */
  readonly court: string;
  /** As the source gives it. */
  readonly decisionDate: string;
  /** What the gold citation is made of. */
  readonly gold: CaseFacts;
  /** True for a perturbed twin: invented parties, volume and page in the frame of another case. */
  readonly twin: boolean;
}
