/** UTF-16 offsets into the text that was given. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One component with the place where it stands. */
export interface Part extends Span {
  readonly text: string;
}

/** Volume, reporter and first page: what identifies a printed case. */
export interface CitationCore {
  readonly volume: Part;
  /** Reporter as written. */
  readonly reporter: Part;
  /** Canonical edition, e.g. `F.2d`; the likeliest where a string is ambiguous. */
  readonly edition: string;
  /** All canonical editions that the written string may stand for. */
  readonly editions: readonly string[];
  readonly page: Part;
}

/** A full case citation, split. Every part's offsets refer to the text given. */
export interface ParsedCitation extends CitationCore {
  readonly caseName: Part | null;
  readonly plaintiff: Part | null;
  readonly defendant: Part | null;
  readonly pin: Part | null;
  /** Further reporters of the same decision, in the order written. */
  readonly parallels: readonly CitationCore[];
  readonly court: Part | null;
  readonly year: Part | null;
  /** The text between the brackets of the court-and-year parenthetical. */
  readonly parenthetical: Part | null;
  /** What follows in further brackets: weight, explanatory, quoting … without the outer brackets. */
  readonly trailing: readonly Part[];
}

export interface FoundCitation extends ParsedCitation {
  /** Volume to page, parallels included. */
  readonly span: Span;
  /** With name and parentheticals. */
  readonly fullSpan: Span;
}
