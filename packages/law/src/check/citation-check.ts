import type { ReportedAt } from "../citations/case-facts.ts";
import type { ParsedCitation } from "../citations/parsed-citation.ts";

/**
 * What is judged. `volume`, `reporter`, `page` and `year` identify the case; `exactlyOne` and `plainText` guard the form of the
 * answer; the rest is style.
 */
export type CitationComponent =
  | "exactlyOne"
  | "plainText"
  | "caseName"
  | "volume"
  | "reporter"
  | "reporterSpacing"
  | "page"
  | "pin"
  | "court"
  | "year"
  | "shape";

export type CheckStatus = "ok" | "warning" | "error";

export interface Verdict {
  readonly component: CitationComponent;
  /** Rule number of the citation rules, 0 where none applies. */
  readonly rule: number;
  readonly status: CheckStatus;
  /** 1 = right, 0 = nothing right; a mere matter of style stays at 0.8 or above. */
  readonly closeness: number;
  readonly message: string;
  readonly expected?: string;
  readonly found?: string;
}

export interface ComponentScore {
  /** The worst status among the component's verdicts. */
  readonly status: CheckStatus;
  /** The least closeness among the component's verdicts. */
  readonly closeness: number;
}

export interface CitationCheckOptions {
  /** `lenient` (training) accepts what the rules tolerate, with a warning; `strict` (evaluation) requires the gold form. */
  readonly mode: "strict" | "lenient";
  /** Where the citation stands: in a citation sentence (T11 and T12 apply) or in running text (short list only). */
  readonly context?: "citation" | "text";
}

export interface CitationCheck {
  /** The one citation found, or the first of several; `null` if none. Offsets refer to `text`. */
  readonly parsed: ParsedCitation | null;
  /**
   * The place of the facts that the citation was held against: of those it names the one whose court it gives, the preferred one
   * first; `null` without a citation.
   */
  readonly place: ReportedAt | null;
  /** The answer as it was compared: markup stripped, quotes, dashes and white space normalised. */
  readonly text: string;
  /** Number of citation spans in the answer, parallel citations of one authority counted once. */
  readonly citationCount: number;
  /** Text outside the citation, trimmed; empty in a clean answer. */
  readonly residue: string;
  /** Every rule that was looked at. */
  readonly verdicts: readonly Verdict[];
  readonly components: Readonly<Record<CitationComponent, ComponentScore>>;
  /** Exactly one citation, no hidden text, and volume, reporter, first page and year all right. */
  readonly identity: boolean;
  /** No verdict is an error. */
  readonly ok: boolean;
}
