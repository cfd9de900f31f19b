import { places, stateAbbreviations, stateByAbbreviation } from "../tables/places.ts";

/** A court as a parenthetical names it. */
export interface CourtName {
  /** Canonical string, jurisdiction first: `8th Cir.`, `S.D.N.Y.`, `Cal. Ct. App.`, `Kan.` (rule 19). */
  readonly text: string;
  /** Full name of the state whose court it is, `null` for federal courts. */
  readonly state: string | null;
  /** Abbreviation of that state (T12). */
  readonly stateAbbreviation: string | null;
  /** The highest court of its state. */
  readonly highest: boolean;
}

const CIRCUITS: ReadonlyMap<string, string> = new Map([
  ["first", "1st"],
  ["second", "2d"],
  ["third", "3d"],
  ["fourth", "4th"],
  ["fifth", "5th"],
  ["sixth", "6th"],
  ["seventh", "7th"],
  ["eighth", "8th"],
  ["ninth", "9th"],
  ["tenth", "10th"],
  ["eleventh", "11th"],
  ["federal", "Fed."],
  ["district of columbia", "D.C."],
]);

/** How a circuit is cited that is named in words, in any capitals: `eighth` is `8th`; `null` if there is none of that name. */
export const circuitNamed = (name: string): string | null => CIRCUITS.get(name.toLowerCase()) ?? null;

/** The canonical string of a court, from its name and the abbreviation of the source; `null` if neither tells. */
export function courtName(
  court: { readonly name: string; readonly abbreviation: string },
  jurisdiction: string,
): CourtName | null {
  const federal = federalCourt(court.name);
  if (federal !== null) {
    return { text: federal, state: null, stateAbbreviation: null, highest: federal === "U.S." };
  }
  let text = court.abbreviation.replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();
  if (text === "" || !/^[A-Z]/.test(text)) {
    return null;
  }
  text = text
    .replace(/\b(App|Ct|Div|Cir)$/, "$1.")
    .replace(/\b2nd\b/, "2d")
    .replace(/\b3rd\b/, "3d");
  const home = stateOf(text, jurisdiction);
  if (home === null) {
    return { text, state: null, stateAbbreviation: null, highest: false };
  }
  text = localCourt(text, court.name, home.abbreviation);
  return { text, state: home.name, stateAbbreviation: home.abbreviation, highest: text === home.abbreviation };
}

function federalCourt(name: string): string | null {
  if (/^Supreme Court of the United States$|^United States Supreme Court$/i.test(name)) {
    return "U.S.";
  }
  const circuit = /^United States (?:Circuit )?Court of Appeals (?:for|of) the (\w+) Circuit$/i.exec(name);
  const cited = circuit === null ? null : circuitNamed(circuit[1]);
  if (cited !== null) {
    return `${cited} Cir.`;
  }
  if (
    /^(?:United States )?Court of Appeals (?:for|of) the District of Columbia(?: Circuit)?$/i.test(name) &&
    /^United/.test(name)
  ) {
    return "D.C. Cir.";
  }
  const district =
    /^United States (District|Bankruptcy|Circuit) Court for the (?:(Northern|Southern|Eastern|Western|Middle|Central) )?District of (?:the )?(.+)$/i.exec(
      name,
    );
  const place =
    district === null
      ? undefined
      : places().get(district[3] === "Columbia" ? "district of columbia" : district[3].toLowerCase());
  if (district === null || place === undefined) {
    return null;
  }
  const head = `${district[2] === undefined ? "" : `${district[2][0]}.`}D.`;
  const seat = joinAbbreviations(head, place.abbreviation);
  return district[1] === "Bankruptcy"
    ? `Bankr. ${seat}`
    : district[1] === "Circuit"
      ? joinAbbreviations("C.C.", seat)
      : seat;
}

/** Rule 15: single capitals close up (`S.D.N.Y.`, `D.D.C.`), longer abbreviations take a space (`D. Mass.`, `C.D. Cal.`). */
export function joinAbbreviations(left: string, right: string): string {
  return /[A-Z]\.$/.test(left) && /^[A-Z]\.(?:[A-Z]\.|$| )/.test(right) ? `${left}${right}` : `${left} ${right}`;
}

function stateOf(text: string, jurisdiction: string): { readonly name: string; readonly abbreviation: string } | null {
  if (jurisdiction === "U.S." || jurisdiction === "United States" || jurisdiction === "us") {
    return null;
  }
  if (text.startsWith("Am. Samoa")) {
    return { name: "American Samoa", abbreviation: "Am. Samoa" };
  }
  const byAbbreviation = stateByAbbreviation(jurisdiction.replace(/[‘’]/g, "'"));
  const byName = places().get(jurisdiction.toLowerCase());
  const place = byAbbreviation ?? (byName?.kind === "state" ? byName : undefined);
  if (place !== undefined && place !== null) {
    return place;
  }
  const prefix = stateAbbreviations().find((state) => text === state || text.startsWith(`${state} `));
  return prefix === undefined ? null : stateByAbbreviation(prefix);
}

/** County courts go by their kind: `Richmond Cir. Ct.` is `Va. Cir. Ct.`, `Del. Cty. C.P.` is `Pa. Ct. Com. Pl.` (T3, T9). */
function localCourt(text: string, name: string, state: string): string {
  if (/Court of Common Pleas/i.test(name)) {
    return `${state} Ct. Com. Pl.`;
  }
  if (/ Circuit Court$/.test(name) && !text.startsWith(state)) {
    return `${state} Cir. Ct.`;
  }
  return text.startsWith(state) ? text : `${state} ${text}`;
}
