import { answerFields } from "./answer-fields.ts";
import { isDeniedAfter, isDeniedBefore } from "./denial.ts";

/** What a completion answers, without its wrapping. */
export interface AnswerText {
  /** The answer; empty only if there is none. */
  readonly text: string;
  /** What stands before the wrapping: reasoning, as a rule. */
  readonly before: string;
  /** What stands after it, or in other fields of a JSON object. */
  readonly after: string;
  /** Whether the words around it deny it or leave it open. */
  readonly denied: boolean;
}

/** What stands in a wrapping, before it and after it. */
interface Peeled {
  readonly before: string;
  readonly inside: string;
  readonly after: string;
  /** Whether the other fields of an object, which are what stands after it, deny it. */
  readonly denied?: boolean;
}

/** Wrappings within each other that are taken off. */
const MAX_LAYERS = 4;
const FIELDS = "answer|citation";

/** A completion without its thoughts: what follows the last `</think>`. */
export const afterThoughts = (completion: string): string => completion.split(/<\/think>/i).at(-1) ?? "";

/**
 * The part of a completion that counts as the answer: what follows the last `</think>`; of that, what stands between the one
 * pair of `<answer>` tags, in the one `\boxed{}`, in the field `answer` or `citation` of a JSON object, or in the code fence
 * that ends it; without a heading and `The answer is`. Linear in the length of the completion; never throws.
 *
 * For answers that are a text of their own. A letter or a label is known by its form, so `holding-selection` and `treatment` look
 * for it themselves, also in prose, and take it twice where it is the same.
 */
export function readAnswerText(completion: string): AnswerText {
  let text = afterThoughts(completion).trim();
  const before: string[] = [];
  const after: string[] = [];
  let denied = false;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const peeled = fromFence(text) ?? fromJson(text) ?? fromTags(text) ?? fromBox(text);
    if (peeled === null) break;
    text = peeled.inside.trim();
    before.push(peeled.before);
    after.push(peeled.after);
    denied ||= isDeniedBefore(peeled.before) || (peeled.denied ?? isDeniedAfter(peeled.after));
  }
  const bare = text.replace(HEADING, "").replace(LEAD_IN, "");
  return { text: bare, before: before.join("\n"), after: after.join("\n"), denied };
}

/** The answer alone, and nothing if the words around it deny it. */
export function answerText(completion: string): string {
  const { text, denied } = readAnswerText(completion);
  return denied ? "" : text;
}

const NOUN = String.raw`(?:(?:the|a|my|this|final|full|correct|proper|complete)\s+){0,4}answer`;
/** A Markdown heading that says no more than that the answer follows. */
const HEADING = new RegExp(String.raw`^#{1,6}[ \t]+[*_]{0,3}${NOUN}[*_]{0,3}:?[*_]{0,3}[ \t]*\r?\n\s*`, "i");
/** `Answer:`, `The correct answer is`, `**Final answer:**`. */
const LEAD_IN = new RegExp(
  String.raw`^[*_]{0,3}${NOUN}(?:\s+(?:is|would be|should be)(?:\s+as follows)?[*_]{0,3}\s?[:.-]?|[*_]{0,3}\s?[:.-])[*_]{0,3}\s+`,
  "i",
);

/** ` ```json ` at the start of a line and ` ``` ` at the end of the text, no third one. */
function fromFence(text: string): Peeled | null {
  if (!text.endsWith("```")) return null;
  const [before, fenced, , more] = text.split("```", 4);
  if (fenced === undefined || more !== undefined || !/(?:^|\n)[ \t]*$/.test(before)) return null;
  const opening = /^[a-z]*[ \t]*\r?\n/i.exec(fenced);
  if (opening === null) return null;
  return { before, inside: fenced.slice(opening[0].length), after: "" };
}

function fromTags(text: string): Peeled | null {
  const tags = [...text.matchAll(/<(\/?)answer\s*>/gi)];
  const opening = tags.filter(([, slash]) => slash === "");
  if (opening.length !== 1) return null;
  const start = opening[0].index + opening[0][0].length;
  const closing = tags.find(({ index }) => index >= start);
  const [end, next] = closing ? [closing.index, closing.index + closing[0].length] : [text.length, text.length];
  return {
    before: text.slice(0, opening[0].index),
    inside: text.slice(start, end),
    after: text.slice(next),
  };
}

const BOX = "\\boxed{";

/** Braces within the box balance. */
function fromBox(text: string): Peeled | null {
  const opened = text.indexOf(BOX);
  if (opened < 0 || text.indexOf(BOX, opened + 1) >= 0) return null;
  const start = opened + BOX.length;
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}") depth--;
    if (depth === 0) return { before: text.slice(0, opened), inside: text.slice(start, at), after: text.slice(at + 1) };
  }
  return null;
}

/** The object that ends the text, from the start of a line, if one of its fields is the answer and a string. */
function fromJson(text: string): Peeled | null {
  const start = text.startsWith("{") ? 0 : text.lastIndexOf("\n{") + 1;
  const fields = answerFields(text.slice(start), FIELDS);
  if (fields === null) return null;
  const [inside, second] = fields.answers;
  if (typeof inside !== "string" || second !== undefined) return null;
  return { before: text.slice(0, start), inside, after: fields.others, denied: fields.denied };
}
