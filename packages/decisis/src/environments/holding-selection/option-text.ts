import { findCitations } from "@decisis/law";
import { plainText } from "../plain-text.ts";

/**
 * `clause`: the lead verb and its `that` are gone and a sentence is left. `phrase`: the verb carries the meaning
 * (`Rejecting …`) and stays. The five options of a task are of one form.
 */
export type OptionForm = "clause" | "phrase";

export type OptionText =
  | { readonly ok: true; readonly form: OptionForm; readonly text: string }
  | { readonly ok: false; readonly reason: string };

const OPTION_WORDS: readonly [least: number, most: number] = [5, 36];
/** UTF-16 units. */
export const LONGEST_OPTION = 210;

const SOURCE_NOTE =
  /\s*[([](?:internal|emphasis|citations?|quotations?|alterations?|footnotes?|original|citing|quoting|en banc|per curiam|cleaned up|same)\b.*$/i;
const UNUSABLE =
  /\b(?:citing|quoting|quotation|supra|infra|ibid|dissenting|concurring|plurality|en banc|per curiam|cleaned up|emphasis|omitted|footnote|hereinafter|see also|sic)\b|\bid\.|\bJ\.,|\bn\. ?\d|_{2,}|\*|\?\?/i;
const OCR = /[|~^{}<>\\■•¶]|[A-Za-z]\d[a-z]|[a-z][A-Z]{2}|\.{5,}|\bthat that\b/;
const THAT = /^[a-z]+ing,?(?: [a-z]+ly,?| (?:for example|inter alia|in part|in dicta|among other things),)? that,? /;

/**
 * The text of an option: what a parenthetical says, without its lead verb where a clause follows, without quotation marks and
 * brackets, capitalised, with one stop; or why it cannot be one.
 */
export function optionText(parenthetical: string): OptionText {
  const plain = plainText(parenthetical).replace(SOURCE_NOTE, "");
  const unusable = UNUSABLE.exec(plain);
  if (unusable !== null) return refused(`holds "${unusable[0].trim().toLowerCase()}"`);
  if (OCR.test(plain)) return refused("looks misread");
  if (!balanced(plain)) return refused("unbalanced");
  const bare = withoutMarks(plain);
  if (/[[\]]/.test(bare)) return refused("holds brackets");
  const lead = THAT.exec(bare);
  const body = (lead === null ? bare : bare.slice(lead[0].length))
    .replace(/(?:\s?\.){3,}/g, " ...")
    .replace(/[\s.,;:-]+$/, "");
  if (/^(?:\.\.\.|[^A-Za-z0-9$§])/.test(body)) return refused("begins in the middle");
  if (findCitations(body).length > 0) return refused("holds a citation");
  const words = body.split(" ").length;
  if (words < OPTION_WORDS[0]) return refused("fewer than 5 words");
  if (words > OPTION_WORDS[1] || body.length > LONGEST_OPTION) return refused("too long");
  return { ok: true, form: lead === null ? "phrase" : "clause", text: `${body[0].toUpperCase()}${body.slice(1)}.` };
}

const refused = (reason: string): OptionText => ({ ok: false, reason });

/** Inserted letters and words keep their place without the brackets (`[t]he`); quotation marks go, apostrophes stay. */
function withoutMarks(text: string): string {
  const opened = /(?:^|[\s(])'(?=\S)/.test(text);
  return text
    .replace(/\[([A-Za-z' ,-]+)\]/g, "$1")
    .replace(/\[ ?\]/g, "")
    .replace(/"/g, "")
    .replace(/(^|[\s(])'(?=\S)/g, "$1")
    .replace(opened ? /'(?=[\s.,;)]|$)/g : /(?<=[.,;])'(?=\s|$)/g, "")
    .replace(/\s+/g, " ")
    .replace(/ ([,;]|\.(?! ?\.))/g, "$1")
    .trim();
}

function balanced(text: string): boolean {
  const open: string[] = [];
  for (const char of text) {
    if (char === "(" || char === "[") open.push(char);
    else if (char === ")" || char === "]") {
      if (open.pop() !== (char === ")" ? "(" : "[")) return false;
    }
  }
  return open.length === 0;
}
