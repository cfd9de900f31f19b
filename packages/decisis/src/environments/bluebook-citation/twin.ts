import { Random } from "@decisis/tensor";
import type { CaseCitation, CaseRecord } from "../../corpus/case-record.ts";
import { citationParts } from "../../corpus/citation-parts.ts";
import type { CourtKind } from "../../corpus/court-profile.ts";
import { fictionalCaption } from "../../corpus/fictional-caption.ts";
import { FICTIONAL_COURTS } from "../../corpus/fictional-courts.ts";

/**
 * The perturbed twin of a case: invented caption, volumes and pages; court, reporters and date stay. A model that knows the
 * rules scores the same on both; one that remembers the case scores lower on the twin.
 *
 * Volumes move within 15% of the real ones so that they stay inside the run of the reporter; a volume that is a year stays.
 */
export function perturbedTwin(record: CaseRecord, seed: number): CaseRecord {
  const random = Random.at(seed, "twin", record.id);
  const profile = FICTIONAL_COURTS.find((court) => court.name === record.court.name) ?? {
    name: record.court.name,
    abbreviation: record.court.abbreviation,
    jurisdiction: record.jurisdiction,
    kind: kindOf(record.court.name),
    state: record.jurisdiction === "United States" ? null : record.jurisdiction,
    official: [],
    parallel: [],
  };
  const caption = fictionalCaption(random, profile, Number(record.decisionDate.slice(0, 4)));
  return {
    ...record,
    name: caption.name,
    nameAbbreviation: caption.nameAbbreviation,
    citations: record.citations.flatMap((citation) => moved(random, citation, record.decisionDate.slice(0, 4))),
    opinions: [],
  };
}

function moved(random: Random, citation: CaseCitation, year: string): CaseCitation[] {
  const { volume, reporter, type } = citation;
  if (volume === undefined || reporter === undefined || !/^\d+$/.test(volume)) return [];
  const number = Number(volume);
  const spread = Math.max(1, Math.floor(number * 0.15));
  const other = volume === year ? number : Math.max(1, number - random.integer(spread + 1));
  return citationParts(type, `${other} ${reporter} ${1 + random.integer(volume === year ? 300 : 1100)}`);
}

function kindOf(court: string): CourtKind {
  if (/Bankruptcy/.test(court)) return "bankruptcy";
  if (/Circuit$/.test(court)) return "circuit";
  if (/United States District|United States Circuit Court/.test(court)) return "district";
  if (/Tax/.test(court)) return "tax";
  if (/Customs|Trade|Patent/.test(court)) return "trade";
  if (/Claims/.test(court)) return "claims";
  if (/Military|Armed Forces|Criminal Appeals$/.test(court) && /United States/.test(court)) return "military";
  return /Supreme Court|Judicial Court/.test(court) && !/Appellate|New York/.test(court)
    ? "state-high"
    : "state-appeals";
}
