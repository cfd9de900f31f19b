import type { CourtName } from "../courts/court-string.ts";
import { seriesBase } from "./series.ts";

const REGIONAL: readonly string[] = ["A.", "N.E.", "N.W.", "P.", "S.E.", "S.W.", "So."];

/** Rule 13 (R11.6, T1.1, T3): the lower the better. Reporters that no row names come last. */
export function reporterRank(edition: string, court: CourtName, year: number): number {
  const base = seriesBase(edition);
  const order = preference(court, year);
  const rank = order.indexOf(base);
  return rank === -1 ? order.length : rank;
}

function preference(court: CourtName, year: number): readonly string[] {
  const { text, state } = court;
  if (text === "U.S.") {
    return ["U.S.", "S. Ct.", "L. Ed.", "U.S.L.W."];
  }
  if (state !== null) {
    return [...statePreference(state, court.highest, year), "V.I."];
  }
  if (/^(?:Ct\. Int'l Trade|Cust\. Ct\.)$/.test(text)) {
    return ["Ct. Int'l Trade", "Cust. Ct.", "F. Supp.", "Cust. B. & Dec."];
  }
  if (/^(?:Fed\. Cl\.|Cl\. Ct\.)$/.test(text)) {
    return ["Fed. Cl.", "Cl. Ct.", "F.", "F. Supp."];
  }
  if (/^C\.(?:M\.A|A\.A\.F)\.$/.test(text)) {
    return ["C.M.A.", "M.J.", "C.M.R."];
  }
  // Specialised official reporters (T.C., B.T.A., C.C.P.A., Ct. Cl. …) come after the Federal Reporter where both print a case.
  return [
    "F.",
    "F. Supp.",
    "F.R.D.",
    "B.R.",
    "F. App'x",
    "F. Cas.",
    "M.J.",
    "C.M.R.",
    "T.C.",
    "B.T.A.",
    "Ct. Cl.",
    "C.C.P.A.",
    "Ct. Cust.",
    "U.S. App. D.C.",
    "App. D.C.",
  ];
}

function statePreference(state: string, highest: boolean, year: number): readonly string[] {
  if (state === "California") {
    return highest ? ["P.", "Cal. Rptr."] : year < 1960 ? ["P.", "Cal. Rptr."] : ["Cal. Rptr.", "P."];
  }
  if (state === "New York") {
    return highest ? ["N.E.", "N.Y.S."] : ["N.Y.S.", "N.E."];
  }
  return REGIONAL;
}
