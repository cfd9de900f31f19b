import type { CourtKind, CourtProfile } from "./court-profile.ts";
import { FEDERAL_COURTS } from "./fictional-courts-federal.ts";
import { STATE_COURTS } from "./fictional-courts-state.ts";

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
