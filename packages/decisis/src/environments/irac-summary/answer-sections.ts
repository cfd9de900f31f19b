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
  application: "application(?: of (?:the )?(?:law|rule)s?)?(?: to (?:the )?facts)?|analysis|reasoning|discussion",
  conclusion: "conclusions?|holding|disposition|outcome|result",
};
const HEADING = new RegExp(
  `(^[ \\t]*(?:\\(?(?:\\d{1,2}|[IVX]{1,4}|[A-Da-d])[.):]\\)?[ \\t]*)?(?:the (?=\\w+:))?|(?<=[.?!]["')]? ))(${Object.values(HEADING_WORDS).join("|")})(?:[ \\t]*\\([^()\\n]{0,20}\\))?(?:[ \\t]*(:)|[ \\t]+-[ \\t]|\\.(?:[ \\t]|$)|[ \\t]*$)[ \\t]*`,
  "gim",
);

/** Linear in the length of the completion; never throws. */
export function answerSections(completion: string): AnswerSections {
  const answer = answerText(completion);
  const text = withoutMarkup(linesOfObject(answer) ?? answer);
  const found: { section: Section; start: number; end: number }[] = [];
  for (const match of text.matchAll(HEADING)) {
    // In the middle of a line only a capitalized word with a colon is a heading; a word with a stop may end a line that was broken.
    const inline = match.index > 0 && text[match.index - 1] !== "\n" && match[1] === "";
    const capital = /^[A-Z]/.test(match[2]);
    if (inline ? !(match[3] === ":" && capital) : !capital && match[0].trimEnd().endsWith(".")) continue;
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

/** A JSON object with the sections by name, as lines with headings; what else it says comes before them. `null` for any other text. */
function linesOfObject(answer: string): string | null {
  if (!answer.startsWith("{") || !answer.endsWith("}")) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    return null;
  }
  const entries = Object.entries(parsed as object).map(([key, value]) => ({
    heading: SECTIONS.find((section) => new RegExp(`^(?:${HEADING_WORDS[section]})$`, "i").test(key)),
    text: plainText(typeof value === "string" ? value : JSON.stringify(value)),
  }));
  const others = entries.filter(({ heading }) => heading === undefined).map(({ text }) => text);
  // The keys of an object have no order.
  const lines = SECTIONS.flatMap((section) =>
    entries.filter(({ heading }) => heading === section).map(({ text }) => `${section.toUpperCase()}: ${text}`),
  );
  return [others.join(" "), ...lines].join("\n");
}

/** Marks of Markdown and HTML that dress text and say nothing; lines stay lines. */
function withoutMarkup(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/(?<=[a-z,]) & (?=[a-z])/g, " and ")
    .replace(/<(issue|rule|application|conclusion)>/gi, "\n$1: ")
    .replace(/<\/(?:issue|rule|application|conclusion)>/gi, "\n")
    .replace(/^([ \t]*)\[(\w[\w ]{0,20})\](?=\s)/gm, "$1$2:")
    .replace(/<\/?(?:b|i|em|strong|u|p|h[1-6]|br)>/gi, "")
    .replace(/\*{1,3}|(?<![A-Za-z0-9])_{1,2}(?=[A-Za-z])|(?<=[A-Za-z.:])_{1,2}(?![A-Za-z0-9])/g, "")
    .replace(/^[ \t]*(?:#{1,6}[ \t]*|>[ \t]*|[-•][ \t]+)+/gm, "");
}
