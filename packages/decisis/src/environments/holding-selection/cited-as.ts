import { courtInBracket, placesOfCase } from "../../corpus/as-cited.ts";
import { nameMark } from "../../corpus/authorities.ts";
import type { SplitCase } from "../environment.ts";

/** One way of citing a decision. */
export interface CitedAs {
  readonly origin: "real" | "generated";
  readonly name: string;
  /** Canonical places. */
  readonly places: readonly string[];
  readonly court: string | null;
  readonly year: string;
}

/** How the corpus's own cases are cited. */
export function citedAs({ record, origin }: SplitCase): CitedAs {
  return {
    origin,
    name: record.nameAbbreviation,
    places: placesOfCase(record),
    court: courtInBracket(record),
    year: record.decisionDate.slice(0, 4),
  };
}

/** What tells the decision: its places, its name with court and year. Invented decisions and real ones share no mark. */
export function marksOf(cited: CitedAs): string[] {
  return [...cited.places.map((place) => placeMark(cited.origin, place)), `${cited.origin} name ${nameMark(cited)}`];
}

/** A mark as other skills have it: the place, or the name with court and year. */
export const bareMark = (origin: CitedAs["origin"], mark: string): string =>
  mark.slice(`${origin} `.length).replace(/^name /, "");

/** Mark of the decision printed at `place`. */
export const placeMark = (origin: CitedAs["origin"], place: string): string => `${origin} ${place}`;
