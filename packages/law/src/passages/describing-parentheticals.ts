import { findCitations } from "../citations/find-citations.ts";
import type { FoundCitation, Part, Span } from "../citations/parsed-citation.ts";
import { placesOf } from "../citations/places-of.ts";
import { DESCRIBING_VERBS } from "./describing-verbs.ts";

/** The decision that a parenthetical describes, as cited. */
export interface DescribedDecision extends Span {
  readonly name: string;
  /** Every printed place, canonical edition: `55 F.2d 123`. */
  readonly places: readonly string[];
  /** Court string as written; `null` where the reporter tells it. */
  readonly court: string | null;
  /** Four digits. */
  readonly year: string;
}

/** `holding that …` in brackets after a full citation. Offsets are UTF-16 units of the text given. */
export interface DescribingParenthetical extends Part {
  /** The gerund that opens it. */
  readonly verb: string;
  /** From the case name to the bracket before this one. */
  readonly decision: DescribedDecision;
}

export type ParentheticalRefusal =
  /** Nothing in full before it: a short form, `supra`, `id.`, a statute, an article, prose. */
  | "no-full-citation"
  /** Volume and page without court and year: a short form with a parallel citation. */
  | "no-court-and-year"
  /** A place without a name: the later decision of a history (`cert. denied, 512 U.S. 1227 (1994)`). */
  | "no-case-name"
  /** The citation stands in another parenthetical, so what is described is not what the sentence relies on. */
  | "nested"
  | "unbalanced";

export interface DescribingParentheticals {
  readonly found: readonly DescribingParenthetical[];
  readonly refused: readonly (Span & { readonly reason: ParentheticalRefusal })[];
}

/** How far before a bracket its citation is looked for: a name, several parallel places, pins, brackets. */
const WINDOW = 800;
const LONGEST = 1500;
const OPENING = new RegExp(`\\((${DESCRIBING_VERBS.join("|")})(?=[\\s,])`, "g");

/**
 * The parentheticals of `text` that describe a decision cited in full, in order; what opens like one and is none comes with the
 * reason. Total: never throws. Linear: every look around a bracket is bounded.
 */
export function findDescribingParentheticals(text: string): DescribingParentheticals {
  const found: DescribingParenthetical[] = [];
  const refused: (Span & { reason: ParentheticalRefusal })[] = [];
  for (const match of text.matchAll(OPENING)) {
    const start = match.index + 1;
    const result = describedBefore(text, match.index);
    if ("reason" in result) refused.push({ start, end: start + match[1].length, reason: result.reason });
    else
      found.push({
        start,
        end: result.end,
        text: text.slice(start, result.end),
        verb: match[1],
        decision: result.decision,
      });
  }
  return { found, refused };
}

function describedBefore(
  text: string,
  open: number,
): { readonly end: number; readonly decision: DescribedDecision } | { readonly reason: ParentheticalRefusal } {
  if (!/[)\]\d]\s?$/.test(text.slice(Math.max(0, open - 2), open))) return { reason: "no-full-citation" };
  const base = Math.max(0, open - WINDOW);
  const window = text.slice(base, open + LONGEST);
  const citations = findCitations(window);
  const at = citations.findIndex(({ trailing }) => trailing.some((part) => part.start === open + 1 - base));
  const citation = citations[at];
  if (citation === undefined) return { reason: closes(window, open - base) ? "no-full-citation" : "unbalanced" };
  if (citation.parenthetical === null || citation.year === null) return { reason: "no-court-and-year" };
  const chain = parallelChain(window, citations, at);
  const name = chain[0].caseName;
  if (name === null || !isCaseName(name.text)) return { reason: "no-case-name" };
  if (isInsideBracket(window, citation.span.start)) return { reason: "nested" };
  const own = citation.trailing.findIndex((part) => part.start === open + 1 - base);
  const before = own === 0 ? citation.parenthetical : citation.trailing[own - 1];
  return {
    end: citation.trailing[own].end + base,
    decision: {
      start: name.start + base,
      end: before.end + 1 + base,
      name: name.text,
      places: chain.flatMap(placesOf),
      court: citation.court?.text ?? null,
      year: citation.year.text,
    },
  };
}

/** Michigan puts semicolons between parallel citations: `443 Mich 744; 506 NW2d 209 (1993)`. The first carries the name. */
function parallelChain(text: string, citations: readonly FoundCitation[], at: number): readonly FoundCitation[] {
  let first = at;
  while (
    first > 0 &&
    citations[first].caseName === null &&
    citations[first - 1].parenthetical === null &&
    /^;\s?$/.test(text.slice(citations[first - 1].span.end, citations[first].span.start))
  ) {
    first -= 1;
  }
  return citations.slice(first, at + 1);
}

/** Two parties, or one with an opening of its own; no remains of a citation that was not understood. */
function isCaseName(name: string): boolean {
  return (
    /\sv(?:s?\.|s)?\s|^(?:In re|In the Matter of|Matter of|Ex parte|Estate of|Petition of|Application of)\s/i.test(
      name,
    ) && !/\d+ [A-Z][\w. ]* at \d|\b(?:supra|denied|granted|aff'd|rev'd)\b/.test(name)
  );
}

function isInsideBracket(text: string, at: number): boolean {
  let depth = 0;
  for (let i = at - 1; i >= 0; i -= 1) {
    if (text[i] === ")") depth += 1;
    else if (text[i] === "(" && (depth -= 1) < 0) return true;
  }
  return false;
}

function closes(text: string, open: number): boolean {
  let depth = 0;
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === "(") depth += 1;
    else if (text[i] === ")" && (depth -= 1) === 0) return true;
  }
  return false;
}
