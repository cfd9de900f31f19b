import { isSpace } from "../tables/reporters.ts";
import type { Part, Span } from "./parsed-citation.ts";

/** Brackets longer than this are left alone, which keeps the whole search linear. */
const LONGEST_BRACKET = 2000;
const MOST_BRACKETS = 6;

/** Contents of the brackets that follow `from` one after another, each up to its balanced end. */
export function bracketsAfter(text: string, from: number): { readonly parts: readonly Part[]; readonly end: number } {
  const parts: Part[] = [];
  let end = from;
  let at = skipSpaces(text, from, 2);
  while (parts.length < MOST_BRACKETS && text[at] === "(") {
    const close = balancedEnd(text, at);
    if (close === -1) {
      break;
    }
    parts.push({ start: at + 1, end: close, text: text.slice(at + 1, close) });
    end = close + 1;
    at = skipSpaces(text, end, 2);
  }
  return { parts, end };
}

function balancedEnd(text: string, open: number): number {
  let depth = 0;
  const limit = Math.min(text.length, open + LONGEST_BRACKET);
  for (let at = open; at < limit; at += 1) {
    if (text[at] === "(") {
      depth += 1;
    } else if (text[at] === ")") {
      depth -= 1;
      if (depth === 0) {
        return at;
      }
    }
  }
  return -1;
}

export function skipSpaces(text: string, from: number, most: number): number {
  let at = from;
  while (at < text.length && at - from < most && isSpace(text[at])) {
    at += 1;
  }
  return at;
}

const DATE =
  /^(?<court>.*?)(?<gap>[\s,]*)(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?)?(?<year>1[6-9]\d\d|20\d\d)$/su;

/** Court and year inside the first bracket (rules 18, 19, 22); `null` if it holds no year at its end. */
export function courtAndYear(bracket: Part): { readonly court: Part | null; readonly year: Part } | null {
  if (bracket.text.length > 160) {
    return null;
  }
  const body = bracket.text.trimEnd();
  const match = DATE.exec(body);
  if (match?.groups === undefined) {
    return null;
  }
  const start = bracket.start + body.length - 4;
  const year: Part = { start, end: start + 4, text: match.groups.year };
  const lead = match.groups.court.length - match.groups.court.trimStart().length;
  const courtText = match.groups.court.trim();
  const courtStart = bracket.start + lead;
  const court = courtText === "" ? null : { start: courtStart, end: courtStart + courtText.length, text: courtText };
  return { court, year };
}

const PIN =
  /^(?:\s{0,2},\s{0,2}(?:at\s|p\.\s|pp\.\s)?|\s(?=¶))(?<pin>(?:¶¶?\s?)?\*?\d{1,6}(?:\s?[-–—‑−]\s?\d{1,6})?(?:\s?n\.\s?\d{1,4}|\s?&\s?n\.\s?\d{1,4})?)(?![\d\w])/u;

/** Pin pages after `from`, comma by comma; `isVolume` tells numbers that begin a parallel citation instead. */
export function pinAfter(text: string, from: number, isVolume: (at: number) => boolean): Span | null {
  let end = from;
  let start = -1;
  for (let count = 0; count < 8; count += 1) {
    const match = PIN.exec(text.slice(end, end + 40));
    if (match?.groups === undefined) {
      break;
    }
    const pinStart = end + match[0].length - match.groups.pin.length;
    if (isVolume(pinStart)) {
      break;
    }
    start = start === -1 ? pinStart : start;
    end += match[0].length;
  }
  return start === -1 ? null : { start, end };
}
