import { findCitations, placesOf } from "@decisis/law";
import type { CaseRecord } from "./case-record.ts";

/** Canonical places of a case, as its source lists them. */
export function placesOfCase({ citations }: CaseRecord): string[] {
  return citations.flatMap(({ cite }) => findCitations(cite).flatMap(placesOf));
}

/** The court as the bracket of a citation names it; `null` where the reporter tells it. */
export function courtInBracket({ court }: CaseRecord): string | null {
  return court.abbreviation === "U.S." ? null : court.abbreviation;
}
