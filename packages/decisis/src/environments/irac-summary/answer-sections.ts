import { answerText } from "../answer-text.ts";
import { plainText } from "../plain-text.ts";
import { SECTIONS, type Section, type Summary } from "./summary-sections.ts";

/** An answer taken apart at its headings. */
export interface AnswerSections {
  /** Text under each heading; headings that come twice hold both texts. */
  readonly sections: Summary;
  /** Headings in the order of the answer, repetitions included. */
  readonly headings: readonly Section[];
  /** What stands before the first heading. */
  readonly preamble: string;
}

const HEADING_WORDS: Readonly<Record<Section, string>> = {
  issue: "issues?|questions? presented|legal issues?|question",
  rule: "rules? of law|rules?|legal rules?|governing law|law",
  application: "application|analysis|reasoning|discussion",
  conclusion: "conclusions?|holding|disposition",
};
const HEADING = new RegExp(
  `(^[ \\t]*(?:\\(?(?:\\d{1,2}|[IVX]{1,4}|[A-Da-d])[.):]\\)?[ \\t]*)?|(?<=[.?!]["')]? ))(${Object.values(HEADING_WORDS).join("|")})(?:[ \\t]*\\([^()\\n]{0,20}\\))?(?:[ \\t]*(:)|[ \\t]+-[ \\t]|\\.[ \\t]|[ \\t]*$)[ \\t]*`,
  "gim",
);

/** Linear in the length of the completion; never throws. */
export function answerSections(completion: string): AnswerSections {
  const text = withoutMarkup(answerText(completion));
  const found: { section: Section; start: number; end: number }[] = [];
  for (const match of text.matchAll(HEADING)) {
    // In the middle of a line only a capitalized word with a colon is a heading.
    const inline = match.index > 0 && text[match.index - 1] !== "\n" && match[1] === "";
    if (inline && !(match[3] === ":" && /^[A-Z]/.test(match[2]))) continue;
    found.push({ section: sectionOf(match[2]), start: match.index, end: match.index + match[0].length });
  }
  const sections: Record<Section, string> = { issue: "", rule: "", application: "", conclusion: "" };
  found.forEach(({ section, end }, i) => {
    sections[section] = plainText(`${sections[section]} ${text.slice(end, found[i + 1]?.start ?? text.length)}`);
  });
  return {
    sections,
    headings: found.map(({ section }) => section),
    preamble: plainText(text.slice(0, found[0]?.start ?? text.length)),
  };
}

const sectionOf = (heading: string): Section =>
  SECTIONS.find((section) => new RegExp(`^(?:${HEADING_WORDS[section]})$`, "i").test(heading)) ?? "issue";

/** Marks of Markdown and HTML that dress text and say nothing; lines stay lines. */
function withoutMarkup(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/<\/?(?:b|i|em|strong|u|p|h[1-6]|br)>/gi, "")
    .replace(/\*{1,3}|(?<![A-Za-z0-9])_{1,2}(?=[A-Za-z])|(?<=[A-Za-z.:])_{1,2}(?![A-Za-z0-9])/g, "")
    .replace(/^[ \t]*(?:#{1,6}[ \t]*|>[ \t]*|[-•][ \t]+)+/gm, "");
}
