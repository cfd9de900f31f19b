import { untoldName } from "../case-names/caption-evidence.ts";
import { abbreviateCaseName } from "../case-names/case-name.ts";
import { type CourtName, courtName } from "../courts/court-string.ts";
import { courtFits, courtInParenthesis, isNeutral } from "../courts/parenthetical.ts";
import { places } from "../tables/places.ts";
import { editionsNamed, yearFits } from "../tables/reporters.ts";
import { caseNameWords } from "../tables/words.ts";
import type { CaseFactsRefusal, CaseFactsResult, CaseSource, ReportedAt } from "./case-facts.ts";
import { findCitations } from "./find-citations.ts";
import { reporterRank } from "./preferred-reporter.ts";

/**
 * The facts of a case's gold citation, from its metadata; or the reason why it has none. The gold is the preferred reporter
 * among those that the metadata lists (rule 13): nothing is added that the record does not say.
 */
export function caseFacts(source: CaseSource): CaseFactsResult {
  const year = /^(1[6-9]\d\d|20\d\d)(?:-|$)/.exec(source.decisionDate)?.[1];
  if (year === undefined) {
    return refuse("no-year", `decision date ${JSON.stringify(source.decisionDate)}`);
  }
  const court = courtName(source.court, source.jurisdiction);
  if (court === null) {
    return refuse("unknown-court", `court ${JSON.stringify(source.court.name)}`);
  }
  const name = abbreviateCaseName(source.nameAbbreviation, { caption: source.name, courtState: court.state });
  if (!/\p{L}/u.test(name.citation)) {
    return refuse("no-name", `name ${JSON.stringify(source.nameAbbreviation)}`);
  }
  const untold = untoldName(source.nameAbbreviation, source.name, isKnownWord);
  if (untold !== null) {
    return refuse("name-not-told", untold);
  }
  const printed = reportedPlaces(source, court, Number(year));
  if (!printed.ok) {
    return printed;
  }
  const [first, ...parallels] = printed.list;
  return {
    ok: true,
    facts: {
      ...first,
      caseName: name.citation,
      caseNameInText: name.text,
      acceptedNames: name.accepted,
      year,
      parallels,
    },
  };
}

/** A word of T11, T12 or of organisations, which no given name is. */
function isKnownWord(word: string): boolean {
  const lower = word.toLowerCase();
  return caseNameWords().abbreviations.has(lower) || places().has(lower) || ORGANISATIONS.test(lower);
}

const ORGANISATIONS = /^(?:united|states?|people|bank|press|mills?|steel|foods?|stores?|club|church|city)$|\P{L}/u;

type Places =
  | { readonly ok: true; readonly list: readonly ReportedAt[] }
  | { readonly ok: false; readonly reason: CaseFactsRefusal; readonly detail: string };

function reportedPlaces(source: CaseSource, court: CourtName, year: number): Places {
  let worst: Places & { ok: false } = refuse("no-citation", "no citation listed");
  const seen = new Map<string, { place: ReportedAt; rank: number }>();
  for (const { cite } of source.citations) {
    const found = findCitations(cite.trim()).flatMap((citation) => [citation, ...citation.parallels]);
    if (found.length === 0) {
      worst =
        /\d\s+\S/.test(cite) && /\s[\divxlc]+$/i.test(cite)
          ? refuse("unknown-reporter", cite)
          : refuse("page-not-printable", cite);
    }
    for (const { volume, edition, page } of found) {
      const fits = editionsNamed(edition).some((candidate) => yearFits(candidate, year, Number(volume.text)));
      if (!fits) {
        worst = refuse("year-outside-edition", `${cite} of ${year}`);
      } else if (!courtFits(edition, court.text, year)) {
        worst = refuse("court-outside-reporter", `${cite} of ${court.text}`);
      } else if (!/^\d+$/.test(volume.text)) {
        worst = refuse("page-not-printable", cite);
      } else {
        const { court: inParenthesis, accepted } = courtInParenthesis(edition, court);
        const place: ReportedAt = {
          volume: volume.text,
          reporter: edition,
          page: page.text,
          court: inParenthesis,
          acceptedCourts: accepted,
        };
        const rank = isNeutral(edition) ? 900 : reporterRank(edition, court, year);
        const key = `${place.volume} ${edition} ${place.page}`;
        if (!seen.has(key)) {
          seen.set(key, { place, rank });
        }
      }
    }
  }
  const list = [...seen.values()].sort((a, b) => a.rank - b.rank).map(({ place }) => place);
  return list.length === 0 || list.every((place) => isNeutral(place.reporter))
    ? list.length === 0
      ? worst
      : refuse("unknown-reporter", "neutral citation only")
    : { ok: true, list };
}

function refuse(reason: CaseFactsRefusal, detail: string): Places & { ok: false } {
  return { ok: false, reason, detail };
}
