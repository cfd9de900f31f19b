import type { Outcome } from "@decisis/law";

/** What a sentence of the excerpt is there for. */
export type Role = "context" | "issue" | "rule" | "application" | "conclusion";

export interface ExcerptSentence {
  readonly role: Role;
  readonly text: string;
}

/** A case that the excerpt cites. */
export interface Authority {
  readonly name: string;
  /** Canonical volume, edition and first page of every place given: `410 U.S. 113`. */
  readonly places: readonly string[];
  /** Court and year as the excerpt has them between brackets; `null` where it does not. */
  readonly court: string | null;
  readonly year: string | null;
}

/** What prompt, reward and baselines of one task are computed from. Plain JSON data. */
export interface IracFacts {
  /** Sentences of the opinion in its order, asides left out, citations cut to name, place, court and year; the closing comes last. */
  readonly excerpt: readonly ExcerptSentence[];
  /** That of the rule first, then those of other sentences. */
  readonly authorities: readonly Authority[];
  /** The opinion's disposition, as `readDisposition` gives it. */
  readonly outcomes: readonly Outcome[];
  readonly ancillary: readonly Outcome[];
  readonly inPart: boolean;
  /** The longest answer that is of full value, in characters. */
  readonly answerCharacters: number;
}
