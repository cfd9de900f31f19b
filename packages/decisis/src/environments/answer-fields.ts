import { isDeniedAfter } from "./denial.ts";

/** A JSON object that gives an answer beside other fields. */
export interface AnswerFields {
  /** Of each field that is called an answer; `null` where that is no text, and for a field that is given twice. */
  readonly answers: readonly (string | null)[];
  /** What the other fields say, however deep: a line each. */
  readonly others: string;
  /** Whether another field denies the answer (`"correct": false`), leaves it open, or gives a second one. */
  readonly denied: boolean;
}

/** Longest object that is read, in UTF-16 units. */
const MAX_JSON = 20_000;

const PREFIX = "(?:(?:final|full|case|legal|bluebook)[ _-]?)?";
const RIGHT = /\b(?:correct|right|true|valid|accurate)\b/i;
const WRONG = /\b(?:wrong|incorrect|false|invalid|denied)\b/i;
const SECOND = /alternat|another|\b(?:other|second)\b/i;
const REASONING = /reason|thought|thinking|analysis|explanation|rationale/i;
const NO = /^(?:(?:false|no|none|null)\b|0?$)/i;

/**
 * An object that is all of `json`, with its answers in the fields named by `nouns`, a pattern such as `answer|label`. `null` for
 * any other text.
 */
export function answerFields(json: string, nouns: string): AnswerFields | null {
  if (!json.startsWith("{") || !json.endsWith("}") || json.length > MAX_JSON) return null;
  const answerKey = new RegExp(`^${PREFIX}(?:${nouns})$`, "i");
  // Every string, number and truth value in it, however deep.
  const leaves: [key: string, value: unknown][] = [];
  let fields: [key: string, value: unknown][];
  try {
    const parsed: object = JSON.parse(json, (key, value) => {
      if (typeof value !== "object") leaves.push([key, value]);
      return value;
    });
    fields = Object.entries(parsed);
  } catch {
    // Not JSON, or deeper than can be read, so not an answer in JSON.
    return null;
  }
  const answers = fields.filter(([key]) => answerKey.test(key));
  // Of a field that is given twice the last value alone is parsed.
  const named = json.match(new RegExp(`"${PREFIX}(?:${nouns})"\\s*:`, "gi"))?.length ?? 0;
  const others = leaves.filter(([key]) => !answerKey.test(key));
  return {
    answers: [
      ...Array.from({ length: Math.max(0, named - answers.length) }, () => null),
      ...answers.map(([, value]) => (typeof value === "string" ? value : null)),
    ],
    others: others.map(([, value]) => value).join("\n"),
    denied:
      fields.some(([key, value]) => SECOND.test(inWords(key)) && !NO.test(String(value ?? ""))) ||
      others.some(([key, value]) => denies(inWords(key), value)),
  };
}

/** Whether a field beside the answer says that it is wrong. Of reasoning only the last sentence can. */
function denies(key: string, value: unknown): boolean {
  const says = String(value).trim();
  if (RIGHT.test(key)) return NO.test(says);
  if (WRONG.test(key)) return !NO.test(says);
  if (typeof value !== "string") return false;
  return isDeniedAfter(REASONING.test(key) ? (says.split(/(?<=[.!?])\s+/).at(-1) ?? "") : says);
}

/** `is_correct` and `isCorrect` as `is correct`. */
const inWords = (key: string): string => key.replace(/_|(?<=[a-z])(?=[A-Z])/g, " ");
