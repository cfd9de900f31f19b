import { seriesBase } from "../citations/series.ts";
import { stateTold } from "../courts/parenthetical.ts";
import { stateAbbreviations } from "../tables/places.ts";
import type { LinkedDecision } from "./history-links.ts";

/** Where a court stands: higher `level` reviews lower within a `system`, and the Supreme Court of the United States all. */
export interface CourtLevel {
  /** `U.S.`, `federal`, `military`, or the abbreviation of a state. */
  readonly system: string;
  /** Circuit of a federal court (`2`, `D.C.`, `Fed.`); `null` where there is none or it is not known. */
  readonly circuit: string | null;
  /** 1 agencies, bankruptcy and tax courts; 2 trial courts; 3 intermediate appeals; 4 highest of a system; 5 the Supreme Court. */
  readonly level: 1 | 2 | 3 | 4 | 5;
}

const SUPREME: CourtLevel = { system: "U.S.", circuit: null, level: 5 };

/** States and territories by circuit (28 U.S.C. § 41). */
const CIRCUITS: Readonly<Record<string, string>> = {
  "1": "Me. Mass. N.H. P.R. R.I.",
  "2": "Conn. N.Y. Vt.",
  "3": "Del. N.J. Pa. V.I.",
  "4": "Md. N.C. S.C. Va. W.Va.",
  "5": "La. Miss. Tex.",
  "6": "Ky. Mich. Ohio Tenn.",
  "7": "Ill. Ind. Wis.",
  "8": "Ark. Iowa Minn. Mo. Neb. N.D. S.D.",
  "9": "Alaska Ariz. Cal. Haw. Idaho Mont. Nev. Or. Wash. Guam",
  "10": "Colo. Kan. N.M. Okla. Utah Wyo.",
  "11": "Ala. Fla. Ga.",
  "D.C.": "D.C.",
};
const CIRCUIT_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(CIRCUITS).flatMap(([circuit, states]) =>
    states.split(" ").map((state): [string, string] => [letters(state), circuit]),
  ),
);

/** Courts that a reporter by itself tells. */
const REPORTER_LEVEL: Readonly<Record<string, CourtLevel>> = {
  "U.S.": SUPREME,
  "S. Ct.": SUPREME,
  "L. Ed.": SUPREME,
  "F. Supp.": { system: "federal", circuit: null, level: 2 },
  "F.R.D.": { system: "federal", circuit: null, level: 2 },
  "B.R.": { system: "federal", circuit: null, level: 1 },
  "T.C.": { system: "federal", circuit: null, level: 1 },
  "B.T.A.": { system: "federal", circuit: null, level: 1 },
  "Fed. Cl.": { system: "federal", circuit: "Fed.", level: 2 },
  "Cl. Ct.": { system: "federal", circuit: "Fed.", level: 2 },
  "Ct. Cl.": { system: "federal", circuit: null, level: 2 },
  "U.S. App. D.C.": { system: "federal", circuit: "D.C.", level: 3 },
  CIT: { system: "federal", circuit: "Fed.", level: 2 },
  "Ct. Int'l Trade": { system: "federal", circuit: "Fed.", level: 2 },
  "Cust. Ct.": { system: "federal", circuit: null, level: 2 },
  "C.C.P.A.": { system: "federal", circuit: null, level: 3 },
  "C.M.A.": { system: "military", circuit: null, level: 4 },
};

/** Level of the court of a decision, from its bracket as printed (`2d Cir.`, `CA5`, `E.D.La.`, `Tex.App.-Austin`) and its reporters. */
export function courtLevel({ court, places }: Pick<LinkedDecision, "court" | "places">): CourtLevel | null {
  const bases = places.map((place) => seriesBase(place.replace(/^\S+ | \S+$/g, "")));
  const printed = letters(court ?? "");
  const told = bases.map((base) => REPORTER_LEVEL[base]).find((level) => level !== undefined);
  if (told?.level === 5) {
    return told;
  }
  return (
    federalLevel(printed) ?? told ?? (printed === "" ? appealsReporter(bases) : null) ?? stateLevel(printed, bases)
  );
}

/** The Federal Reporter without a court: one of the courts of appeals, whichever it is. */
function appealsReporter(bases: readonly string[]): CourtLevel | null {
  return bases.some((base) => base === "F." || base === "F. App'x")
    ? { system: "federal", circuit: null, level: 3 }
    : null;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function federalLevel(printed: string): CourtLevel | null {
  const appeals =
    /^(?:(\d{1,2})(?:st|nd|rd|d|th)?|(dc)|(fed))cir(bap)?$|^(?:usca|cca|ca)(?:(\d{1,2})(?:st|nd|rd|d|th)?|(dc|dist?col)|(fed))(?:cir)?$/.exec(
      printed.replace(/(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\d*$/, ""),
    );
  if (appeals !== null) {
    const circuit = appeals[1] ?? appeals[5] ?? ((appeals[2] ?? appeals[6]) ? "D.C." : "Fed.");
    return { system: "federal", circuit, level: appeals[4] === undefined ? 3 : 2 };
  }
  const district =
    /^(bankr|bk|cc|dc)?(?:[nsewmc])?d(.+?)(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\d*)?$/.exec(
      printed,
    );
  const circuit = district === null ? undefined : CIRCUIT_OF.get(district[2]);
  if (district === null || circuit === undefined) {
    return null;
  }
  return { system: "federal", circuit, level: /^b/.test(district[1] ?? "") ? 1 : 2 };
}

/** Courts of first instance, then courts between them and the highest, by what is left of their names. */
const TRIAL = /appterm|cty|county|circt|misc|supp$|comp|compl|^dc$|city/;
const BETWEEN = /app|dca|dist|dep|super|commw|cmwlth|crim|ad$/;

function stateLevel(printed: string, bases: readonly string[]): CourtLevel | null {
  const named = stateAbbreviations().find((state) => printed.startsWith(letters(state)));
  const reporter = bases.find((base) => stateTold(base) !== null);
  const system = named ?? (reporter === undefined ? null : stateTold(reporter));
  if (system === null) {
    return null;
  }
  const court = printed.slice(named === undefined ? 0 : letters(named).length);
  if (system === "Tex." && /^cr(?:im)?app/.test(court)) {
    return { system, circuit: null, level: 4 };
  }
  if (/^sup(?:reme)?ct$/.test(court)) {
    return { system, circuit: null, level: system === "N.Y." ? 2 : 4 };
  }
  // Without a court in the bracket the reporter's title tells it: `Cal. App.`, `N.J. Super.`; a bare state is the highest court.
  const told =
    court !== ""
      ? court
      : named !== undefined || reporter === undefined
        ? ""
        : letters(reporter).slice(letters(system).length);
  return { system, circuit: null, level: TRIAL.test(told) ? 2 : BETWEEN.test(told) ? 3 : 4 };
}

/** Whether `later` can review `earlier`: a court of the same line that is not lower. */
export function mayReview(later: CourtLevel, earlier: CourtLevel): boolean {
  if (later.system === "U.S.") {
    return true;
  }
  if (later.system !== earlier.system || later.level < earlier.level) {
    return false;
  }
  return (
    later.circuit === null ||
    earlier.circuit === null ||
    later.circuit === "Fed." ||
    sameLine(later.circuit, earlier.circuit)
  );
}

/** The Eleventh Circuit was part of the Fifth until 1981, the Tenth of the Eighth until 1929. */
function sameLine(later: string, earlier: string): boolean {
  const split: readonly string[] = ["5 11", "8 10"];
  return later === earlier || split.includes(`${later} ${earlier}`);
}
