import { answerFields } from "../answer-fields.ts";
import { afterThoughts } from "../answer-text.ts";
import { isDeniedAfter, isDeniedBefore } from "../denial.ts";
import { plainText } from "../plain-text.ts";
import { LETTERS } from "./facts.ts";

/** What a completion answers: the index of the shown option, or the gate at which it fails, with the reason. */
export type ReadAnswer =
  | { readonly ok: true; readonly shown: number }
  | { readonly ok: false; readonly gate: "present" | "short" | "one" | "meant"; readonly reason: string };
type OneOption = Extract<ReadAnswer, { ok: true }>;
type Failed = Exclude<ReadAnswer, OneOption>;

/** Longest answer that is looked into, thoughts in `<think>` aside, in UTF-16 units. */
export const MAX_ANSWER = 20_000;
/** Longest statement of an answer: an option with its letter and a lead-in. */
const MAX_STATEMENT = 600;

const LEAD_IN =
  /^(?:(?:so|thus|therefore|hence)[, ]\s*)?(?:(?:the|my|our|final|correct|right|best|chosen)\s+){0,4}(?:answer|choice|option|letter)(?:\s+(?:is|would be))?\s*[:=]?\s*/i;
const LETTER_ALONE = /^(?:option\s+|choice\s+|letter\s+)?[([]?([A-E])[)\]]?\s*[.:)]?$/i;
const LETTER_AND_TEXT = /^(?:option\s+)?[([]?([A-E])[)\]]?\s*[.:)\-–—]\s+(\S.*)$/i;
const LETTER = String.raw`(?:[Oo]ption\s+)?[([]?([A-E])(?![A-Za-z0-9'])[)\]]?`;
/** `The answer is B`, `I choose B`, `B is correct` at any place, to find the last one and any that contradicts it. */
const STATED = new RegExp(
  [
    String.raw`\b(?:(?:[Aa]nswer|ANSWER|[Cc]hoice|[Oo]ption|(?:correct|right|best) one)\s+(?:is|would be)\s*:?|(?:[Aa]nswer|ANSWER|[Cc]hoice)\s*[:=])\s*${LETTER}`,
    String.raw`\bI\s+(?:choose|pick|select|answer|(?:would |will )?go with)\s+${LETTER}`,
    String.raw`(?<![A-Za-z0-9'])${LETTER}\s+is\s+(?:the\s+)?(?:correct|right|best)(?:\s+(?:answer|option|choice|one|description))?(?![A-Za-z])`,
  ].join("|"),
  "dg",
);
/** In reasoning an answer may be stated before it is given, and again as the final one; more is repetition. */
const MOST_STATEMENTS = 3;
/** `A and` before the letter that is read: one of two. */
const BESIDE_ANOTHER = /(?:^|[^A-Za-z])[A-E]\)?\s*(?:and|&|\/)\s*$/i;
/** All that may stand before `I choose B` and `B is correct` in their clause: others may choose, and others may say so. */
const PLAIN_LEAD =
  /^\W*(?:(?:so|thus|hence|therefore|then|and|but|here|in short|only|that|I (?:think|believe|conclude|find|see)|it (?:follows|is clear)|the passage (?:shows|means))(?![A-Za-z])\W*)*$/i;
const FIELDS = "answer|choice|option|letter";

/**
 * Reads the one final answer of a completion: a letter, or the text of an option, in `<answer>` tags, as JSON, as the whole of
 * what is said, or stated at its end after reasoning. Case, brackets, Markdown, LaTeX's box, quotation marks, dashes and white
 * space do not matter. Different answers are none, and so are an answer in several tags or lines, one that is denied or hedged,
 * one in an unfinished thought, and words after the tags. Linear in the length of the completion; never throws.
 */
export function readAnswer(completion: string, shown: readonly string[]): ReadAnswer {
  const said = afterThoughts(completion);
  if (said.length > MAX_ANSWER) return failed("short", `longer than ${MAX_ANSWER} characters`);
  if (/<think>/i.test(said)) return failed("present", "the thought does not end");
  if (!/[\p{L}\p{N}]/u.test(said.replace(/<\/?answer>/gi, ""))) return failed("present", "no answer");
  const tags = said.match(/<\/?answer\s*>/gi) ?? [];
  return tags.length > 0 ? insideTags(said, tags, shown) : withoutTags(said, shown);
}

function insideTags(said: string, tags: readonly string[], shown: readonly string[]): ReadAnswer {
  if (tags.length !== 2 || tags[0][1] === "/" || tags[1][1] !== "/")
    return failed("one", `${tags.length} answer tags where one pair is asked for`);
  const open = said.indexOf(tags[0]);
  const close = said.indexOf(tags[1], open + tags[0].length);
  const after = said.slice(close + tags[1].length);
  if (/[\p{L}\p{N}<]/u.test(after)) return failed("one", "words after the answer");
  const before = said.slice(0, open);
  if (isDenied(before)) return denied(before);
  if (isDeniedAfter(after)) return denied(after);
  const answer = withoutTags(said.slice(open + tags[0].length, close), shown);
  if (!answer.ok) return answer;
  const earlier = withoutTags(before, shown);
  return earlier.ok && earlier.shown !== answer.shown ? failed("one", "two different answers") : answer;
}

function withoutTags(said: string, shown: readonly string[]): ReadAnswer {
  const whole = statement(said, shown) ?? fromJson(said, shown);
  if (whole !== null) return whole;
  const text = unmarked(said);
  const found = statementsIn(text);
  const letters = new Set(found.map(({ letter }) => letter));
  if (letters.size !== 1) return failed("one", found.length === 0 ? "no single option" : `${letters.size} answers`);
  if (found.length > MOST_STATEMENTS || found.filter(({ alone }) => alone).length > 1)
    return failed("one", `the same answer ${found.length} times`);
  const index = LETTERS.indexOf(found[0].letter);
  const rest = text.slice(found[found.length - 1].end);
  const repeats = comparable(rest.replace(/^[\s.:–—-]+/, "")) === comparable(shown[index] ?? "");
  if (!/^[\s.)\]"'$]*$/.test(rest) && !repeats) return failed("one", "the answer is not the last thing said");
  for (const [i, { start, led, end, spoken }] of found.entries()) {
    const before = text.slice(0, led);
    if (isDenied(before) || (spoken && !PLAIN_LEAD.test(lastClause(text.slice(0, start).trimEnd()))))
      return denied(before);
    if (i + 1 < found.length && isDeniedAfter(text.slice(end, found[i + 1].start))) return denied(text.slice(end));
  }
  return { ok: true, shown: index };
}

interface Stated {
  readonly letter: string;
  readonly start: number;
  /** Where the words that lead up to it end: with the verb of `the answer is B`, before `Answer: B`. */
  readonly led: number;
  readonly end: number;
  /** On a line of its own. */
  readonly alone: boolean;
  /** In words that may be somebody else's. */
  readonly spoken: boolean;
}

/** Statements of a letter in their order; too many are not all given. */
function statementsIn(text: string): readonly Stated[] {
  const found: Stated[] = [...text.matchAll(STATED).take(MOST_STATEMENTS + 1)].map((match) => ({
    letter: match[1] ?? match[2] ?? match[3],
    start: match.index,
    led: /^\w+\s*[:=]/.test(match[0]) ? match.index : (match.indices?.slice(1).find(Boolean)?.[0] ?? match.index),
    end: match.index + match[0].length,
    alone: false,
    spoken: match[1] === undefined,
  }));
  for (const line of text.matchAll(/^.*$/gm)) {
    if (found.length > MOST_STATEMENTS) break;
    const letter = LETTER_ALONE.exec(line[0].trim())?.[1];
    if (letter === undefined) continue;
    const end = line.index + line[0].length;
    if (!found.some((stated) => stated.start < end && stated.end > line.index))
      found.push({ letter: letter.toUpperCase(), start: line.index, led: line.index, end, alone: true, spoken: false });
  }
  return found.sort((a, b) => a.start - b.start);
}

const isDenied = (before: string): boolean => isDeniedBefore(before) || BESIDE_ANOTHER.test(before);

/** The whole of `text` as one answer, or `null`. */
function statement(text: string, shown: readonly string[]): OneOption | null {
  const bare = unmarked(text).replace(/\s+/g, " ").trim();
  if (bare === "" || bare.length > MAX_STATEMENT) return null;
  const texts = shown.map(comparable);
  for (const said of [bare, bare.replace(LEAD_IN, "")]) {
    const letter = LETTER_ALONE.exec(said);
    if (letter !== null) return { ok: true, shown: LETTERS.indexOf(letter[1].toUpperCase()) };
    const option = texts.indexOf(comparable(said));
    if (option >= 0) return { ok: true, shown: option };
    const both = LETTER_AND_TEXT.exec(said);
    if (both !== null) {
      const index = LETTERS.indexOf(both[1].toUpperCase());
      if (texts[index] === comparable(both[2])) return { ok: true, shown: index };
    }
  }
  return null;
}

/** `{"answer": "B"}`, other fields allowed unless they take the answer back or give a second one. */
function fromJson(text: string, shown: readonly string[]): ReadAnswer | null {
  const fields = answerFields(withoutFence(text), FIELDS);
  if (fields === null) return null;
  const [answer, second] = fields.answers;
  const stated = typeof answer !== "string" || second !== undefined ? null : statement(answer, shown);
  return stated !== null && fields.denied ? denied(fields.others) : stated;
}

/** Without Markdown, code fence, outer quotation marks, empty lines and runs of blanks. */
function unmarked(text: string): string {
  const plain = withoutFence(text)
    .replace(/\${0,2}\\boxed\{(?:\\text(?:bf)?\{)?([^{}]*)\}{1,2}\${0,2}/g, "\n$1\n")
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[*_#>~]|<\/?(?:b|i|em|strong|p|span)>|<br ?\/?>/gi, "")
    .replace(/[^\S\n]+/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
  let [start, end] = [0, plain.length];
  while (start < end && /["']/.test(plain[start])) start++;
  while (end > start && /["']/.test(plain[end - 1])) end--;
  return plain.slice(start, end).trim();
}

function withoutFence(text: string): string {
  const trimmed = text.trim();
  const fence = /^```[a-z]*\s*\n?/.exec(trimmed);
  return fence !== null && trimmed.endsWith("```") && trimmed.length >= fence[0].length + 3
    ? trimmed.slice(fence[0].length, -3).trim()
    : trimmed;
}

function failed(gate: Failed["gate"], reason: string): Failed {
  return { ok: false, gate, reason };
}

const denied = (words: string): Failed => failed("meant", `denied or hedged: ${JSON.stringify(words.slice(-60))}`);

/** In what two ways of writing the same option agree. */
const comparable = (text: string): string =>
  plainText(text)
    .toLowerCase()
    .replace(/["']/g, "")
    .replace(/[\s.]+$/, "");

/** What stands after the last stop, comma or line break: the words that an answer directly follows. */
const lastClause = (text: string): string => /[^.;!?,\n]*$/.exec(text.slice(-200))?.[0] ?? "";
