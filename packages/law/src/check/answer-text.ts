/** An answer made comparable. */
export interface AnswerText {
  /** Composed, markup stripped, quotes, dashes and white space normalised, outer quotation marks and code fences removed. */
  readonly text: string;
  /** The part in italics or bold that holds ` v. `, `In re` …, when the answer is marked up at all; rule 1. */
  readonly emphasised: readonly string[];
  /** Characters that a reader does not see as what they are: `U+200B` … Empty in an honest answer. */
  readonly hidden: readonly string[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&nbsp;": " ",
  "&#39;": "'",
  "&quot;": '"',
  "&apos;": "'",
  "&rsquo;": "'",
};

/** Linear in the length of the answer. Never throws. */
export function answerText(raw: string): AnswerText {
  // A letter with an accent written as two code points is one visible letter.
  const composed = raw.normalize("NFC");
  const hidden = hiddenCharacters(composed);
  let text = composed
    .replace(/&(?:amp|nbsp|#39|quot|apos|rsquo);/g, (entity) => ENTITIES[entity])
    .replace(/[‘’`´ʼ]/g, (quote) => (quote === "`" ? "`" : "'"))
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/^```[a-z]*\n|\n?```$/g, "");
  const emphasised: string[] = [];
  text = text
    .replace(/<\/?(?:i|em|b|strong|u|cite|p|span)>/gi, (tag) => (/^<\//.test(tag) ? "\ue001" : "\ue000"))
    .replace(/\\(?:textit|textsl|textbf|emph|underline)\{([^{}]{0,400})\}/g, "\ue000$1\ue001")
    .replace(/\\text(?:rm)?\{([^{}]{0,2000})\}/g, "$1")
    .replace(/\\([&$%#_])/g, "$1");
  for (const match of text.matchAll(
    /(?:\ue000|\*{1,3}|(?<![A-Za-z0-9])_{1,2})([^*_\ue000\ue001]{1,400})(?:\ue001|\*{1,3}|_{1,2}(?![A-Za-z0-9]))/g,
  )) {
    emphasised.push(match[1].replace(/\s+/g, " ").trim());
  }
  text = text
    .replace(/[\ue000\ue001]|\*+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])|`/g, "")
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g, " ")
    .trim()
    .replace(/^["'](.*)["']$/s, "$1")
    .trim();
  return { text, emphasised, hidden };
}

/** Zero-width, bidi and soft-hyphen marks, control characters, letters of other scripts, digits that are not ASCII (class 15). */
const HIDDEN = /(?![\t\n\v\f\r])\p{C}|\p{M}|(?![0-9])\p{Nd}|(?!\p{Script=Latin})\p{L}|[\uff01-\uff5e]/gu;

function hiddenCharacters(composed: string): readonly string[] {
  const found = new Set<string>();
  for (const match of composed.slice(0, 100_000).matchAll(HIDDEN)) {
    if (match[0] !== "ʼ") {
      found.add(`U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
    }
    if (found.size >= 8) {
      break;
    }
  }
  return [...found];
}
