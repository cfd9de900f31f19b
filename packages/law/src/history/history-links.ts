import { findCitations } from "../citations/find-citations.ts";
import type { FoundCitation, Span } from "../citations/parsed-citation.ts";
import { placesOf } from "../citations/places-of.ts";
import { type HistoryPhrase, historyPhraseAt } from "./history-phrase.ts";

/** One side of a link of history. */
export interface LinkedDecision extends Span {
  /** Name as printed, `null` where the text gives none. */
  readonly name: string | null;
  /** Volume, canonical reporter and page, parallel ones joined: `466 F.2d 812`. */
  readonly places: readonly string[];
  /** Court as its bracket prints it, `null` where the reporter names it. */
  readonly court: string | null;
  /** `null` where the text leaves it out and nothing tells it. */
  readonly year: number | null;
}

/**
 * Two decisions joined by an explanatory phrase. `earlier` was treated, `later` treats it, whichever stands first in the text.
 * A chain of three decisions gives two links. Offsets are UTF-16 units of the text given.
 */
export interface HistoryLink {
  readonly earlier: LinkedDecision;
  readonly later: LinkedDecision;
  readonly phrase: HistoryPhrase;
}

/** How far around a phrase citations are looked for, which keeps the search linear. */
const BEFORE = 800;
const BEHIND = 500;

/** The end of a citation's bracket and what may lead to a phrase. */
const BRACKET_END = /\) ?[,;]? ?(?:and )?/g;

/**
 * All links of subsequent history in `text`, whose white space is collapsed: a citation with its bracket, an explanatory phrase
 * directly behind it, the other citation directly behind that. High precision by construction: a phrase after a bracket that
 * closes an outer one (`(citing A (2d Cir. 1970)), aff'd`) belongs to another case and gives no link. Total, linear.
 */
export function findHistoryLinks(text: string): HistoryLink[] {
  const links: HistoryLink[] = [];
  for (const match of text.matchAll(BRACKET_END)) {
    const phrase = historyPhraseAt(text, match.index + match[0].length);
    if (phrase === null) {
      continue;
    }
    const from = Math.max(0, match.index - BEFORE);
    const near = findCitations(text.slice(from, phrase.end + BEHIND));
    const first = near.find(({ fullSpan }) => from + fullSpan.end === match.index + 1);
    const second = near.find(({ span }) => from + span.start >= phrase.end);
    if (first === undefined || second === undefined || !follows(text, phrase, second, from)) {
      continue;
    }
    const [earlier, later] = phrase.voice === "passive" ? [first, second] : [second, first];
    const treating = decision(later, from, phrase, null);
    links.push({ earlier: decision(earlier, from, phrase, treating.year), later: treating, phrase });
  }
  return links.map((link) => (link.later.year === null ? withYearOfNext(link, links) : link));
}

/** In a chain `(D. Mass. 1950), aff'd, … (1st Cir.), cert. denied, … (1952)` the year of the second stands at the third. */
function withYearOfNext(link: HistoryLink, links: readonly HistoryLink[]): HistoryLink {
  const next = links.find(({ earlier }) => earlier.end === link.later.end);
  if (next === undefined) {
    return link;
  }
  const { year } = next.earlier;
  return { ...link, later: { ...link.later, year }, earlier: { ...link.earlier, year: link.earlier.year ?? year } };
}

/** What may stand between phrase and citation beside a name: a blank page, a docket or database number. */
const BETWEEN =
  /^[,:]? ?(?:in )?(?:(?:(?:\d{3} )?[-–—_ ]{0,6}U\. ?S\.[-–—_ ,]{0,9})|(?:No\. [\w-]{1,20}, ?)|(?:\d{4} WL \d{1,9},? ?(?:at \*\d+,? ?)?)){0,2}$/;

function follows(text: string, phrase: HistoryPhrase, { caseName, span }: FoundCitation, from: number): boolean {
  if (BETWEEN.test(text.slice(phrase.end, from + span.start))) {
    return true;
  }
  // A name that the search began inside the phrase (`sub nom. Knight v. United States`) ends behind it all the same.
  return (
    caseName !== null &&
    from + caseName.end > phrase.end &&
    /^[,:]? ?(?:in )?$/.test(text.slice(phrase.end, Math.max(phrase.end, from + caseName.start)))
  );
}

/** A year that the text leaves out is that of the treating decision (`(2d Cir.), cert. denied, … (1970)`). */
function decision(
  citation: FoundCitation,
  from: number,
  phrase: HistoryPhrase,
  omittedYear: number | null,
): LinkedDecision {
  const { caseName, fullSpan, span, year } = citation;
  // Of a name that was looked for into the phrase, what stands behind it.
  const inPhrase = from + span.start > phrase.start && caseName !== null ? phrase.end - from - caseName.start : 0;
  const name = caseName?.text.slice(Math.max(0, inPhrase)).replace(/^[ ,]+/, "") ?? "";
  return {
    start: from + fullSpan.start + Math.max(0, inPhrase),
    end: from + fullSpan.end,
    name: name === "" ? null : name,
    places: placesOf(citation),
    court: courtOf(citation),
    year: year === null ? omittedYear : Number(year.text),
  };
}

/** A bracket without a year that can only be a court: `(2d Cir.)`, `(CA5)`, `(C.A. 9)`. */
const COURT_ALONE =
  /^(?:(?:\d{1,2}(?:st|nd|rd|d|th)|D\. ?C\.|Fed\.) ?Cir\.|C\. ?A\. ?\d{1,2}|CA ?(?:\d{1,2}|DC|Fed))$/i;

function courtOf(citation: FoundCitation): string | null {
  if (citation.parenthetical !== null) {
    return citation.court?.text ?? null;
  }
  const first = citation.trailing[0]?.text ?? "";
  return COURT_ALONE.test(first) ? first : null;
}
