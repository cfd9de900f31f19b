/** One citation of a case as its source lists it. */
export interface CaseCitation {
  /** `official`, `parallel`, `nominative`, `vendor`, `neutral` … as the source says. */
  readonly type: string;
  /** As printed by the source, e.g. `239 F.2d 537`. */
  readonly cite: string;
  /** Parts of `cite`, where it could be split. Volume and page stay strings: pages may be roman or letters. */
  readonly volume?: string;
  readonly reporter?: string;
  readonly page?: string;
}

export interface Court {
  readonly id?: string;
  readonly name: string;
  readonly abbreviation: string;
}

export interface Opinion {
  readonly type: string;
  readonly author: string | null;
  readonly text: string;
}

/** Where a record came from; kept through every derivation. */
export interface Provenance {
  readonly source: string;
  readonly url?: string;
  readonly licence: string;
  readonly revision: string;
  /** Date of retrieval if known, as given. */
  readonly retrieved: string | null;
  /** SHA-256 of the source record's bytes, hexadecimal. */
  readonly sha256: string;
}

/** The one internal record that every importer makes. */
export interface CaseRecord {
  /** Prefixed by source, e.g. `cap:9485`. */
  readonly id: string;
  readonly name: string;
  readonly nameAbbreviation: string;
  /** Kept as given: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, never padded. */
  readonly decisionDate: string;
  readonly docketNumber?: string;
  readonly citations: readonly CaseCitation[];
  readonly court: Court;
  readonly jurisdiction: string;
  readonly opinions: readonly Opinion[];
  readonly headMatter?: string;
  readonly provenance: Provenance;
}
