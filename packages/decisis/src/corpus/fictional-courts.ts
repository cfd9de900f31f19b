import { FEDERAL_COURTS } from "./fictional-courts-federal.ts";
import { STATE_COURTS } from "./fictional-courts-state.ts";

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

/** Share of each kind among generated cases: the real order of frequency, flattened. */
export const KIND_SHARES: readonly (readonly [CourtKind, number])[] = [
  ["circuit", 0.27],
  ["district", 0.2],
  ["state-high", 0.19],
  ["state-appeals", 0.15],
  ["bankruptcy", 0.06],
  ["supreme", 0.04],
  ["tax", 0.03],
  ["claims", 0.03],
  ["trade", 0.02],
  ["military", 0.01],
];

export const FICTIONAL_COURTS: readonly CourtProfile[] = [...FEDERAL_COURTS, ...STATE_COURTS];
