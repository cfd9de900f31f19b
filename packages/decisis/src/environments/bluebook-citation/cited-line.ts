import { findCitations } from "@decisis/law";

/** The citation as it is given, and the reasoning that stands above it. */
export interface CitedLine {
  readonly line: string;
  readonly reasoning: string;
}

/** Longest answer with reasoning in it that is looked into, in UTF-16 units. */
const MAX_REASONED = 20_000;

/**
 * The last paragraph of an answer, or what follows from the last line that begins with `Citation:`, if that holds a citation
 * with its name; else the whole. Without the marks of lists, quotations and headings, and without words that say no more than
 * that the citation follows.
 */
export function citedLine(answer: string): CitedLine {
  const start = answer.length > MAX_REASONED ? 0 : lastStart(answer);
  const line = undressed(answer.slice(start));
  const isCited = start > 0 && findCitations(line, { loose: true }).some(({ caseName }) => caseName !== null);
  return isCited ? { line, reasoning: answer.slice(0, start) } : { line: undressed(answer), reasoning: "" };
}

/** Where the last paragraph begins, or the last line with a lead-in, whichever is later. */
function lastStart(answer: string): number {
  let start = 0;
  for (const { index, 0: gap } of answer.matchAll(/\n[^\S\n]*\n\s*/g)) start = index + gap.length;
  for (const { index } of answer.matchAll(/^.+$/gm)) {
    if (index > start && LEAD_IN.test(answer.slice(index, index + 200).replace(MARK, ""))) start = index;
  }
  return start;
}

const MARK = /^(?:[ \t]*(?:>|#{1,6}[ \t]|[-*•][ \t]|\d{1,2}[.)][ \t]))+[ \t]*/;
const WORDS = String.raw`(?:(?:the|a|my|this|final|full|correct|proper|complete|bluebook|indigo book|case|legal)\s+){0,5}`;
const OF_THE_CASE = String.raw`(?:\s+(?:for|of|to)\s+(?:this|the)\s+case)?`;
const IS = String.raw`\s+(?:is|would be|should be|reads)(?:\s+as follows)?`;
/** `Citation:`, `The full citation of this case is`, `**Bluebook citation:**`, `This case is cited as`. */
const LEAD_IN = new RegExp(
  String.raw`^[*_]{0,3}(?:${WORDS}(?:citation|answer|cite)${OF_THE_CASE}(?:${IS}[*_]{0,3}\s?[:.-]?|[*_]{0,3}\s?[:.-]|[*_]{0,3}(?=\s*\n))|bluebook[*_]{0,3}:|(?:it|(?:this|the)\s+case)\s+(?:is|should be|would be|may be|must be)\s+cited\s+(?:as|thus)(?:\s+follows)?:?)[*_]{0,3}\s+`,
  "i",
);
const MAX_DRESS = 4;

function undressed(text: string): string {
  let bare = text.replace(/^[ \t]*>[ \t]?/gm, "").trim();
  for (let layer = 0; layer < MAX_DRESS; layer++) bare = bare.replace(MARK, "").replace(LEAD_IN, "");
  return bare.trim();
}
