/**
 * Sentences that say one thing: those of training, and those that a held-out part alone has. `[a|b]` in one is either. See
 * `fictional-wording.ts`.
 */
export interface Frames {
  readonly training: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

/**
 * Words for one thing, to fill frames. The last is used by the test part alone, the last but one by validation alone, all before
 * them by every part.
 */
export type Phrases = readonly [string, string, string, ...string[]];

/**
 * A side of a dispute. Texts name the sides as `{c}` (who claims) and `{r}` (who resists), the thing in dispute as `{i}`.
 */
export interface Role {
  readonly nouns: Phrases;
  /** There is only one: `the government`, never `a government`. */
  readonly definite?: true;
}

/** What is asked for. */
export interface Claim {
  /** Follows `asked for`, `an order for`, `a demand for`. */
  readonly thing: Phrases;
  /** A clause in the present tense that says that the claim succeeds, from either side's point of view. */
  readonly granted: Phrases;
  readonly refused: Phrases;
}

/** A fact on which the outcome turns. */
export interface Circumstance {
  readonly favors: "claimant" | "respondent";
  /** As a narrator tells it, a sentence without its full stop. `{n}` are the days that passed, `{m}` those that were allowed. */
  readonly told: Phrases;
  /** As a parenthetical sums it up, a clause in the past tense that follows `where`. */
  readonly clause: Phrases;
  /** Whether more days passed than were allowed. */
  readonly days?: "over" | "within";
}

/** Something that sets one party apart from others in the same position. */
export interface Detail {
  /** Follows `that` or the name of the party: `kept a bakery`. */
  readonly told: string;
  /** Follows the noun at its first mention: `in the business of baking bread`. */
  readonly summed: string;
}

/** A field of law with what its cases are made of; every combination is a possible holding. */
export interface LegalDomain {
  readonly name: string;
  /** After `the law of`. */
  readonly law: string;
  readonly claimant: Role;
  readonly respondent: Role;
  /** Synonyms, so that narrator and parenthetical need not use the same word. */
  readonly items: readonly (readonly [string, string])[];
  /** The side that details describe. */
  readonly detailed: "claimant" | "respondent";
  readonly details: readonly Detail[];
  readonly claims: readonly Claim[];
  readonly circumstances: readonly Circumstance[];
}
