import type { Random } from "@decisis/tensor";
import type { CourtKind, CourtProfile } from "./court-profile.ts";
import { courtAbove, courtOf } from "./fictional-appeals.ts";
import { type FictionalHeader, placeIn } from "./fictional-header.ts";
import { courtAndYear, placeInReporter } from "./fictional-house-style.ts";

/** What became of a case, in the classes of citators; the first group is history of the same litigation. */
export type Treatment =
  | "affirmed"
  | "reversed"
  | "reversed on other grounds"
  | "vacated"
  | "affirmed in part"
  | "modified"
  | "dismissed"
  | "denied"
  | "granted"
  | "overruled"
  | "abrogated"
  | "superseded"
  | "distinguished"
  | "followed";

/** One step in the subsequent history of a case. */
export interface History {
  readonly treatment: Treatment;
  /** As it stands in the chain: `aff'd`, `vacated and remanded`. */
  readonly phrase: string;
  /** What follows the phrase, in house style: `245 F.2d 12 (2d Cir.1957)`. */
  readonly treating: string;
  readonly year: number;
  /** The court that treats, as a sentence names it. */
  readonly upper: string;
  /** The court that was treated. */
  readonly lower: string;
}

const PHRASES: Readonly<Record<Exclude<Treatment, "distinguished" | "followed">, readonly string[]>> = {
  affirmed: ["aff'd", "aff'd", "aff'd", "aff'd mem.", "affirmed"],
  reversed: ["rev'd", "rev'd", "rev'd and remanded", "reversed"],
  "reversed on other grounds": ["rev'd on other grounds"],
  vacated: ["vacated", "vacated and remanded"],
  "affirmed in part": ["aff'd in part, rev'd in part"],
  modified: ["modified"],
  dismissed: ["appeal dismissed"],
  denied: ["cert. denied"],
  granted: ["cert. granted"],
  overruled: ["overruled by"],
  abrogated: ["abrogated by"],
  superseded: ["superseded by statute"],
};

type Weights = readonly (readonly [Exclude<Treatment, "distinguished" | "followed">, number])[];

/** Shares of treatments by the court that is treated, so that the seven chief classes come out about even over all courts. */
const TRIAL: Weights = [
  ["affirmed", 0.22],
  ["reversed", 0.22],
  ["vacated", 0.24],
  ["dismissed", 0.22],
  ["reversed on other grounds", 0.04],
  ["affirmed in part", 0.04],
  ["modified", 0.02],
];
const INTERMEDIATE: Weights = [
  ["denied", 0.3],
  ["overruled", 0.26],
  ["affirmed", 0.09],
  ["reversed", 0.09],
  ["vacated", 0.1],
  ["dismissed", 0.1],
  ["granted", 0.03],
  ["abrogated", 0.03],
];
const HIGHEST: Weights = [
  ["overruled", 0.9],
  ["superseded", 0.1],
];
const SHARES: Readonly<Partial<Record<CourtKind, Weights>>> = {
  district: TRIAL,
  bankruptcy: TRIAL,
  claims: TRIAL,
  trade: TRIAL,
  circuit: INTERMEDIATE,
  "state-appeals": INTERMEDIATE,
  "state-high": INTERMEDIATE,
  supreme: HIGHEST,
};

/** A later case that a court may have decided: finds one of the same part, by the court's name and a span of years. */
export type LaterCase = (court: CourtProfile, from: number, to: number) => FictionalHeader | null;

/**
 * What became of the case of `header`; null where its court or its year has no such history. Direct history follows within two
 * years, in the court above; a case is overruled by a later one of the same court.
 */
export function pickHistory(random: Random, header: FictionalHeader, laterCase: LaterCase): History | null {
  const court = courtOf(header);
  const weights = SHARES[court.kind];
  if (weights === undefined) return null;
  const treatment = weighted(random, weights);
  const phrase = random.pick(PHRASES[treatment]);
  const year = Number(header.decisionDate.slice(0, 4));
  if (treatment === "superseded") {
    const enacted = year + 2 + random.integer(20);
    const chapter = 10 + random.integer(300);
    return {
      treatment,
      phrase,
      treating: `Act of ${random.pick(["March", "May", "June", "July"])} ${1 + random.integer(28)}, ${enacted}, ch. ${chapter}`,
      year: enacted,
      upper: "the legislature",
      lower: "the court",
    };
  }
  if (treatment === "overruled" || treatment === "abrogated") {
    const by = treatment === "overruled" ? court : courtAbove(court, year);
    const later = by && laterCase(by, year + 3, year + 60);
    if (by === null || later === null) return null;
    const laterYear = Number(later.decisionDate.slice(0, 4));
    const place = placeInReporter(later.citations[0]);
    const bracket = courtAndYear(by.kind === "supreme" ? "" : by.abbreviation, laterYear);
    return {
      treatment,
      phrase,
      treating: `${later.nameAbbreviation}, ${place} (${bracket})`,
      year: laterYear,
      upper: by === court ? "the same court" : "the court above",
      lower: "the court",
    };
  }
  return directHistory(random, court, year, treatment, phrase);
}

function directHistory(
  random: Random,
  court: CourtProfile,
  year: number,
  treatment: History["treatment"],
  phrase: string,
): History | null {
  const decided = year + random.pick([0, 1, 1, 1, 2]);
  const above = courtAbove(court, decided);
  if (above === null) return null;
  // The Supreme Court of the United States grants and denies certiorari; a state's high court grants and denies review.
  const supreme = above.kind === "supreme";
  if (supreme && decided < 1926) return null;
  const named = supreme ? phrase : phrase.replace(/^cert\./, "review");
  const running = [...above.official, ...above.parallel].filter((s) => s[1] <= decided && decided <= s[3]);
  if (running.length === 0) return null;
  const [first, ...others] = running;
  const places = [first, ...(random.uniform() < 0.4 ? others.slice(0, 2) : [])].map((series) =>
    placeInReporter(placeIn(random, series, decided, "official")),
  );
  const bracket = courtAndYear(supreme ? "" : above.abbreviation, decided);
  return {
    treatment,
    phrase: named,
    treating: `${places.join(", ")} (${bracket})`,
    year: decided,
    upper: upperName(above),
    lower: lowerName(court),
  };
}

const upperName = (court: CourtProfile): string =>
  court.kind === "supreme" || court.kind === "state-high" ? "the high court" : "the court of appeals";

function lowerName(court: CourtProfile): string {
  switch (court.kind) {
    case "district":
      return "the district court";
    case "bankruptcy":
      return "the bankruptcy court";
    case "claims":
    case "trade":
      return "the trial court";
    default:
      return "the court below";
  }
}

function weighted<T>(random: Random, weights: readonly (readonly [T, number])[]): T {
  let rest = random.uniform() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weights) if ((rest -= weight) < 0) return value;
  return weights[0][0];
}
