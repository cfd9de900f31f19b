/** A run of volumes: `[reporter, first year, its first volume, last year, its last volume]`. Linear in between is near enough. */
export type Series = readonly [
  reporter: string,
  fromYear: number,
  fromVolume: number,
  toYear: number,
  toVolume: number,
];

/** Kinds of court that shape captions and dockets. */
export type CourtKind =
  | "supreme"
  | "circuit"
  | "district"
  | "bankruptcy"
  | "claims"
  | "tax"
  | "trade"
  | "military"
  | "state-high"
  | "state-appeals";

/** A court with the reporters that print its decisions, the one that CAP would list first (`official`) apart. */
export interface CourtProfile {
  readonly name: string;
  readonly abbreviation: string;
  readonly jurisdiction: string;
  readonly kind: CourtKind;
  /** State of the court, spelled out; for federal district and bankruptcy courts their own state. */
  readonly state: string | null;
  readonly official: readonly Series[];
  readonly parallel: readonly Series[];
  /** Word of a public-domain citation (`2014 ND 199`) and its first year. */
  readonly neutral?: readonly [word: string, fromYear: number];
}
