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
const LETTER_AND_TEXT = /^(?:option\s+)?[([]?([A-E])[)\]]?\s*[.:)-]\s+(\S.*)$/i;
/** `The answer is B` at any place, to find the last one and any that contradicts it. */
const STATED =
  /\b(?:(?:[Aa]nswer|ANSWER|[Cc]hoice|[Oo]ption)\s+(?:is|would be)\s*:?|(?:[Aa]nswer|ANSWER|[Cc]hoice)\s*[:=])\s*(?:[Oo]ption\s+)?[([]?([A-E])(?![A-Za-z0-9'])[)\]]?/g;
const DENIED =
  /\b(?:not|never|nor|neither|cannot|wrong|incorrect|false|untrue|except|unlike|anything but|perhaps|maybe|possibly|probably|may be|might|could|either|unsure|uncertain|guess)\b|n't\b|\b(?:or|no)\s*$/i;

/**
 * Reads the one final answer of a completion: a letter, or the text of an option, in `<answer>` tags, as JSON, as the whole of
 * what is said, or stated at its end after reasoning. Case, brackets, Markdown, quotation marks, dashes and white space do not
 * matter. Several answers are none, the same one twice included; so are an answer that is denied or hedged, one in an
 * unfinished thought, and words after the tags. Linear in the length of the completion; never throws.
 */
export function readAnswer(completion: string, shown: readonly string[]): ReadAnswer {
  const thought = completion.lastIndexOf("</think>");
  const said = thought >= 0 ? completion.slice(thought + "</think>".length) : completion;
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
  if (/[\p{L}\p{N}<]/u.test(said.slice(close + tags[1].length))) return failed("one", "words after the answer");
  const before = said.slice(0, open);
  const clause = lastClause(before);
  if (DENIED.test(clause)) return denied(clause);
  const inside = said.slice(open + tags[0].length, close);
  const answer = statement(inside, shown) ?? fromJson(inside, shown);
  if (answer === null) return failed("one", "no single option between the tags");
  const earlier = withoutTags(before, shown);
  return earlier.ok && earlier.shown !== answer.shown ? failed("one", "two different answers") : answer;
}

function withoutTags(said: string, shown: readonly string[]): ReadAnswer {
  const whole = statement(said, shown) ?? fromJson(said, shown);
  if (whole !== null) return whole;
  const text = unmarked(said);
  const found = [...text.matchAll(STATED)].map((match) => ({
    letter: match[1],
    at: match.index + match[0].lastIndexOf(match[1]),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const stated = new Set(found.map(({ at }) => at));
  // A letter on a line of its own.
  for (const line of text.matchAll(/^.*$/gm)) {
    const letter = LETTER_ALONE.exec(line[0].trim())?.[1];
    if (letter === undefined) continue;
    const at = line.index + line[0].indexOf(letter);
    if (!stated.has(at)) {
      found.push({ letter: letter.toUpperCase(), at, start: line.index, end: line.index + line[0].length });
    }
  }
  if (found.length !== 1) return failed("one", found.length === 0 ? "no single option" : `${found.length} answers`);
  const [{ letter, start, end }] = found;
  if (!/^[\s.)\]"']*$/.test(text.slice(end))) return failed("one", "the answer is not the last thing said");
  const clause = lastClause(text.slice(0, start).trimEnd());
  return DENIED.test(clause) ? denied(clause) : { ok: true, shown: LETTERS.indexOf(letter) };
}

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

/** `{"answer": "B"}`, other keys allowed. */
function fromJson(text: string, shown: readonly string[]): OneOption | null {
  const bare = withoutFence(text);
  if (!bare.startsWith("{") || bare.length > MAX_STATEMENT * 4) return null;
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch {
    // Not JSON, so not an answer in JSON.
    return null;
  }
  const answers = Object.entries(value as object).filter(([key]) =>
    /^(?:final_?)?(?:answer|choice|option|letter)$/i.test(key),
  );
  // A key given twice leaves one entry behind.
  const named = bare.match(/"(?:final_?)?(?:answer|choice|option|letter)"\s*:/gi) ?? [];
  if (answers.length !== 1 || named.length !== 1) return null;
  const [, answer] = answers[0];
  return typeof answer === "string" ? statement(answer, shown) : null;
}

/** Without Markdown, code fence, outer quotation marks, empty lines and runs of blanks. */
function unmarked(text: string): string {
  const plain = withoutFence(text)
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

const denied = (clause: string): Failed => failed("meant", `denied or hedged: ${JSON.stringify(clause.slice(-60))}`);

/** In what two ways of writing the same option agree. */
const comparable = (text: string): string =>
  plainText(text)
    .toLowerCase()
    .replace(/["']/g, "")
    .replace(/[\s.]+$/, "");

/** What stands after the last stop, comma or line break: the words that an answer directly follows. */
const lastClause = (text: string): string => /[^.;!?,\n]*$/.exec(text.slice(-200))?.[0] ?? "";
