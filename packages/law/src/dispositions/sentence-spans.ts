import { endsSentence } from "../citations/name-span.ts";
import type { Span } from "../citations/parsed-citation.ts";

/** Abbreviations of running text that end in a stop and that no case name holds. */
const ABBREVIATIONS = new Set(
  "cir. dist. sec. secs. art. arts. ch. cl. ex. exh. fed. app. supp. stat. rev. op. cit. ibid. id. pp. vol. fig. p.m. a.m. approx. viz. i.e. e.g. cf. tit. par. subd. div. ann. const. amend. reg. regs. rep. cong. sess. pub. priv. dep. dept. aff. br. tr. r. doc. docs. def. pl. cal. mass. misc. conn. minn. wash. tenn. ill. ind. okla. ariz. colo. fla. mich. neb. nev. jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec.".split(
    " ",
  ),
);
const CLOSERS = /["”’')\]]/;
const OPENERS = /["“‘'([]/;

/**
 * Sentences of an opinion's text, in order, as spans without the white space around them. A line break ends a sentence; stops
 * of abbreviations, initials and citations do not. Linear; never throws.
 */
export function sentenceSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    let [from, to] = [start, end];
    while (from < to && /\s/.test(text[from])) from += 1;
    while (to > from && /\s/.test(text[to - 1])) to -= 1;
    if (to > from) spans.push({ start: from, end: to });
    start = end;
  };
  for (const { index: at } of text.matchAll(/[\n.?!]/g)) {
    if (text[at] === "\n") {
      close(at);
      continue;
    }
    let end = at + 1;
    while (end < text.length && CLOSERS.test(text[end])) end += 1;
    if (end < text.length && !/\s/.test(text[end])) continue;
    if (opensSentence(text, end) && closesSentence(text, at)) close(end);
  }
  close(text.length);
  return spans;
}

/** What follows begins like a sentence. */
function opensSentence(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && at - from < 4 && (/\s/.test(text[at]) || OPENERS.test(text[at]))) at += 1;
  return at >= text.length || /[A-Z§¶\d]/.test(text[at]);
}

function closesSentence(text: string, stop: number): boolean {
  if (text[stop] !== ".") return true;
  let start = stop;
  while (start > 0 && stop - start < 40 && !/\s/.test(text[start - 1])) start -= 1;
  const word = text.slice(start, stop + 1).replace(/^["“‘'([]+/, "");
  if (/^\(?[A-Za-z]?\d*\.$/.test(word) && word.length <= 3) return /^\d+\.$/.test(word) && word.length === 3;
  if (ABBREVIATIONS.has(word.toLowerCase()) || /\w\.\w/.test(word)) return false;
  // The name scan takes every word of up to four letters for an abbreviation; in running text only capitalized ones are.
  return (
    /^[a-z][a-z-]*\.$/.test(word) ||
    /\d\.$|\)\.$|["”’]\.$/.test(word) ||
    endsSentence(word) ||
    /^[A-Z]{4,}\.$/.test(word)
  );
}
