import type { Span } from "../citations/parsed-citation.ts";

interface Mark {
  readonly number: number;
  readonly start: number;
}

/**
 * Where the running text of an opinion ends: before its footnotes, which sources put behind it as lines that count up from 1
 * (`1 . The record …`, `2 Section …`). Linear; never throws.
 */
function bodyEnd(text: string): number {
  const marks: Mark[] = [];
  for (const match of text.matchAll(
    /^(?:(\d{1,3}) ?\. ?|(\d{1,3}) (?=["“‘'([§A-Z])|(\*{1,3}|†) ?\.? ?(?=["“‘'(A-Z]))/gm,
  )) {
    const period = match[1] !== undefined && !match[0].includes(" .") && !/\d{1,3}\.\S/.test(match[0]);
    // `1. The first question` is how the text itself counts; `1 . The record` is a note.
    if (period && /^\d{1,3}\. $/.test(match[0])) continue;
    marks.push({ number: match[3] === undefined ? Number(match[1] ?? match[2]) : 0, start: match.index });
  }
  // A stray number near the end can pass for the last note, so the longest count down to 1 wins.
  const counts = [0, 1, 2, 3].map((skipped) =>
    countDown(marks.slice(0, Math.max(0, marks.length - skipped)).reverse()),
  );
  const longest = counts.reduce((a, b) => (b.length > a.length ? b : a));
  return longest.at(-1)?.start ?? text.length;
}

/** The marks that count down from the first of `backward` to 1 without a gap above two; none if they do not reach it. */
function countDown(backward: readonly Mark[]): readonly Mark[] {
  const count: Mark[] = [];
  for (const mark of backward) {
    const next = count.at(-1)?.number;
    if (next === undefined || (mark.number < next && next - mark.number <= 3)) count.push(mark);
    if (mark === count.at(-1) && mark.number <= 1) return count;
  }
  return [];
}

/** Marks of footnotes that stand on a line of their own, blanked out together with the breaks around them; same length. */
export function withoutFootnoteMarks(text: string): string {
  return text.replace(/\n(?:\d{1,3}|\*{1,3}|†)(?=\n)\n/g, (mark) => " ".repeat(mark.length));
}

/** The closing: the last lines of the running text, at most `characters` long, as a span. */
export function closingSpan(text: string, characters: number): Span {
  const end = bodyEnd(text);
  return { start: Math.max(0, end - characters), end };
}
