/** The part of a case's metadata that a citation is made from; a `CaseRecord` fits. */
export interface CaseSource {
  /** Full caption, e.g. `STAR BEDDING COMPANY, Appellant, v. The ENGLANDER COMPANY, Inc., Appellee`. */
  readonly name: string;
  /** Short name as the source gives it; not gold. */
  readonly nameAbbreviation: string;
  readonly citations: readonly { readonly type: string; readonly cite: string }[];
  readonly court: { readonly name: string; readonly abbreviation: string };
  readonly jurisdiction: string;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly decisionDate: string;
}

/** One place where a case is printed, with the court string that its parenthetical needs there. */
export interface ReportedAt {
  readonly volume: string;
  /** Canonical edition, e.g. `F. Supp. 2d`. */
  readonly reporter: string;
  /** First page. */
  readonly page: string;
  /** Canonical court string of the parenthetical, `null` where the reporter itself names the court (rule 18). */
  readonly court: string | null;
  /** Other court strings that name the same court correctly, e.g. with the jurisdiction that the reporter already tells. */
  readonly acceptedCourts: readonly string[];
}

/** What the gold citation of a case is made of. Plain JSON data. */
export interface CaseFacts extends ReportedAt {
  /** Gold name in citations: T11 and T12 applied (rules 3 to 12), e.g. `Pekin Ins. Co. v. Richard Marker Assocs., Inc.` */
  readonly caseName: string;
  /** Gold name in running text: the short list of rule 11 only. */
  readonly caseNameInText: string;
  /** Further names that are correct for this case (other readings of the caption, unabbreviated levels). */
  readonly acceptedNames: readonly string[];
  /** Year of decision, four digits. */
  readonly year: string;
  /** The same decision in other reporters, preferred first (rule 13). */
  readonly parallels: readonly ReportedAt[];
}

export type CaseFactsRefusal =
  | "no-citation"
  | "unknown-reporter"
  | "page-not-printable"
  | "no-year"
  | "year-outside-edition"
  | "unknown-court"
  | "court-outside-reporter"
  | "no-name"
  /** The caption does not tell the name: a party it lacks, or a given name that cannot be told from a surname. */
  | "name-not-told";

export type CaseFactsResult =
  | { readonly ok: true; readonly facts: CaseFacts }
  | { readonly ok: false; readonly reason: CaseFactsRefusal; readonly detail: string };
