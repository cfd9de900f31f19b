import type { CourtProfile } from "./court-profile.ts";
import { FICTIONAL_COURTS } from "./fictional-courts.ts";
import type { FictionalHeader } from "./fictional-header.ts";

const BY_NAME = new Map(FICTIONAL_COURTS.map((court) => [`${court.name}|${court.abbreviation}`, court]));
const BY_ABBREVIATION = new Map(FICTIONAL_COURTS.map((court) => [court.abbreviation, court]));

/** Numbered circuits with their states: 28 U.S.C. § 41. */
const CIRCUIT_STATES: Readonly<Record<string, string>> = {
  "1st Cir.": "Maine|Massachusetts|New Hampshire|Rhode Island",
  "2d Cir.": "Connecticut|New York|Vermont",
  "3d Cir.": "Delaware|New Jersey|Pennsylvania",
  "4th Cir.": "Maryland|North Carolina|South Carolina|Virginia|West Virginia",
  "5th Cir.": "Louisiana|Mississippi|Texas",
  "6th Cir.": "Kentucky|Michigan|Ohio|Tennessee",
  "7th Cir.": "Illinois|Indiana|Wisconsin",
  "8th Cir.": "Arkansas|Iowa|Minnesota|Missouri|Nebraska|North Dakota|South Dakota",
  "9th Cir.": "Alaska|Arizona|California|Hawaii|Idaho|Montana|Nevada|Oregon|Washington",
  "10th Cir.": "Colorado|Kansas|New Mexico|Oklahoma|Utah|Wyoming",
  "11th Cir.": "Alabama|Florida|Georgia",
  "D.C. Cir.": "District of Columbia",
};
const CIRCUIT_OF = new Map(
  Object.entries(CIRCUIT_STATES).flatMap(([circuit, states]) => states.split("|").map((state) => [state, circuit])),
);
/** Circuits that were cut out of an older one, which heard their appeals before. */
const CUT_FROM: Readonly<Record<string, readonly [fromYear: number, older: string]>> = {
  "10th Cir.": [1929, "8th Cir."],
  "11th Cir.": [1981, "5th Cir."],
};

export function courtOf(header: FictionalHeader): CourtProfile {
  return BY_NAME.get(`${header.court.name}|${header.court.abbreviation}`) as CourtProfile;
}

const SUPREME = BY_ABBREVIATION.get("U.S.") as CourtProfile;

/** The court that hears appeals from `court` in `year`; null where the tables know none. */
export function courtAbove(court: CourtProfile, year: number): CourtProfile | null {
  switch (court.kind) {
    case "district":
    case "bankruptcy":
      return circuitFor(court.state ?? "", year);
    case "claims":
    case "trade":
      return year >= 1982 ? (BY_ABBREVIATION.get("Fed. Cir.") ?? null) : null;
    case "circuit":
    case "state-high":
      return SUPREME;
    case "state-appeals":
      return (
        FICTIONAL_COURTS.find((other) => other.kind === "state-high" && other.jurisdiction === court.jurisdiction) ??
        null
      );
    default:
      return null;
  }
}

function circuitFor(state: string, year: number): CourtProfile | null {
  const circuit = CIRCUIT_OF.get(state);
  if (circuit === undefined) return null;
  const [since, older] = CUT_FROM[circuit] ?? [0, circuit];
  return BY_ABBREVIATION.get(year < since ? older : circuit) ?? null;
}
