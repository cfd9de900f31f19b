import { findCitations } from "../citations/find-citations.ts";
import type { FoundCitation, Part, Span } from "../citations/parsed-citation.ts";

/** A cited decision that the writer of an opinion, in the court's own voice, distinguishes or follows. */
export interface Comparison {
  readonly treatment: "distinguished" | "followed";
  /** The words that say so. */
  readonly phrase: Part;
  /** The same with their subject: `We follow`, `That case is distinguished`. */
  readonly clause: Part;
  readonly cited: FoundCitation;
  /** From the citation or phrase that stands first to the end of the other. */
  readonly span: Span;
}

/** `We distinguish it`, `which we follow`, `That case is distinguishable`; a negation or another subject does not match. */
const OWN_VOICE =
  /\b(?:[Ww]e|(?:[Tt]hat|[Tt]his|[Tt]he) (?:case|decision)(?: is| may be| can be)) (?<verb>distinguish(?:ed|able)?|follow(?:ed)?)\b(?! (?:between|from))/g;

/** How far behind the citation the words may stand. */
const BEHIND = 500;

/**
 * Decisions that are distinguished or followed in so many words, directly before the citation (`We follow A v. B`) or in the
 * passage that it opens, with no other citation between. Fit for texts whose forms are known; in real opinions half of what
 * looks like this attaches to another case. Offsets are UTF-16 units of the text given. Linear.
 */
export function findComparisons(text: string): Comparison[] {
  const matches = [...text.matchAll(OWN_VOICE)];
  if (matches.length === 0) return [];
  const citations = findCitations(text);
  return matches.flatMap((match) => {
    const verb = match.groups?.verb ?? "";
    const start = match.index + match[0].length - verb.length;
    const phrase: Part = { start, end: start + verb.length, text: verb };
    const next = citations.find(({ fullSpan }) => fullSpan.start === phrase.end + 1);
    const before = citations.findLast(({ fullSpan }) => fullSpan.end <= match.index);
    const cited = next ?? (before !== undefined && match.index - before.fullSpan.end <= BEHIND ? before : undefined);
    if (cited === undefined) return [];
    const { fullSpan } = cited;
    return [
      {
        treatment: verb.startsWith("d") ? "distinguished" : "followed",
        phrase,
        clause: { start: match.index, end: phrase.end, text: match[0] },
        cited,
        span: { start: Math.min(fullSpan.start, phrase.start), end: Math.max(fullSpan.end, phrase.end) },
      },
    ];
  });
}
