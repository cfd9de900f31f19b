import { isSeries, seriesBase } from "../citations/series.ts";
import { stateAbbreviations } from "../tables/places.ts";
import { editionsNamed } from "../tables/reporters.ts";
import type { CourtName } from "./court-string.ts";

/** Reporters that print one court only, which is then left out (rule 18, T1.1). */
const ONE_COURT: Readonly<Record<string, string>> = {
  "U.S.": "U.S.",
  "S. Ct.": "U.S.",
  "L. Ed.": "U.S.",
  "T.C.": "T.C.",
  "B.T.A.": "B.T.A.",
  "Fed. Cl.": "Fed. Cl.",
  "Cl. Ct.": "Cl. Ct.",
  "Ct. Cl.": "Ct. Cl.",
  "C.C.P.A.": "C.C.P.A.",
  "Ct. Cust.": "Ct. Cust. App.",
  "Ct. Int'l Trade": "Ct. Int'l Trade",
  "Cust. Ct.": "Cust. Ct.",
  "Vet. App.": "Vet. App.",
  "C.M.A.": "C.M.A.",
};

/** Reporters whose title tells the state although it does not begin with its abbreviation. */
const STATE_TOLD: Readonly<Record<string, string>> = {
  "N.Y.S.": "N.Y.",
  "N.J.L.": "N.J.",
  "Ohio St.": "Ohio",
};

/** Official reporters of a highest court under another name than the state's bare abbreviation. */
const HIGHEST_ONLY: ReadonlySet<string> = new Set(["Ohio St.", "La. Ann."]);

export interface CourtInParenthesis {
  /** Gold: `null` where the reporter names the court (R12.3.1: `30 Wash. App. 392 (1981)`). */
  readonly court: string | null;
  /** Also right; the empty string stands for leaving the court out. */
  readonly accepted: readonly string[];
}

/** Rules 18 and 19: what stands before the year, for a court in a reporter. */
export function courtInParenthesis(edition: string, court: CourtName): CourtInParenthesis {
  const base = seriesBase(edition);
  if (ONE_COURT[base] === court.text || base === court.text) {
    return { court: null, accepted: [court.text] };
  }
  if (isNeutral(edition)) {
    return { court: null, accepted: [court.text] };
  }
  const state = court.stateAbbreviation;
  if (state === null || stateTold(base) !== state) {
    return { court: court.text, accepted: [] };
  }
  if (court.highest) {
    return HIGHEST_ONLY.has(base) ? { court: null, accepted: [court.text] } : { court: court.text, accepted: [""] };
  }
  const short = court.text.slice(state.length).trim();
  const title = base.startsWith(`${state} `) ? base.slice(state.length + 1) : "";
  if (title !== "" && bareCourt(short) === title) {
    return { court: null, accepted: [short, court.text] };
  }
  // `N.J. Super.` tells the court but not its division (R11.6.3).
  return title !== "" && short.startsWith(`${title} Ct. `)
    ? { court: short.slice(title.length + 5), accepted: [short, court.text] }
    : { court: short, accepted: [court.text] };
}

/** A court without the words that no reporter's title repeats: `Dist. Ct. App.` is the `App.` of `Cal. App.` */
function bareCourt(court: string): string {
  return court
    .replace(/^T\.C\.$/, "Tax")
    .split(" ")
    .filter((word) => !/^(?:Ct|Dist|Spec)\.$/.test(word))
    .join(" ");
}

/** Abbreviation of the state that a reporter's title tells, or `null`. */
export function stateTold(base: string): string | null {
  if (Object.hasOwn(STATE_TOLD, base)) {
    return STATE_TOLD[base];
  }
  return stateAbbreviations().find((state) => base === state || base.startsWith(`${state} `)) ?? null;
}

export function isNeutral(edition: string): boolean {
  const editions = editionsNamed(edition);
  return editions.length > 0 && editions.every((candidate) => candidate.type === "neutral");
}

const REGIONAL: ReadonlySet<string> = new Set(["A.", "N.E.", "N.W.", "P.", "S.E.", "S.W.", "So."]);

/** Whether a court can stand with a reporter (rule 20); `true` where nothing is known against it. */
export function courtFits(edition: string, court: string, year: number): boolean {
  const base = seriesBase(edition);
  const only = ONE_COURT[base];
  if (only !== undefined) {
    // The Ct. Cl. also printed the orders of other courts; those are not its decisions.
    return only === court || (base === "C.M.A." && court.startsWith("C.")) || (base === "U.S." && court === "");
  }
  const isAppeals = / Cir\.$/.test(court);
  const isDistrict =
    !isAppeals && !/^(?:[NS]\.D|D\.C)\.$/.test(court) && /^(?:Bankr\. )?(?:[NSEWMC]\.)?D\.(?: |[A-Z]\.)/.test(court);
  if (base === "F. Supp.") {
    return !isAppeals && court !== "U.S.";
  }
  if (base === "F." || base === "F. App'x") {
    return court !== "U.S." && !(isDistrict && (isSeries(edition, 3) || base === "F. App'x" || year > 1933));
  }
  return !(REGIONAL.has(base) && (isAppeals || isDistrict));
}
