import type { IracFacts } from "./facts.ts";
import { writtenSummary } from "./summary-sections.ts";
import { stemsOf } from "./words.ts";

/** Share of the content words of each sentence that a piece of it has: about what makes a section name its sentence. */
const PIECE = 0.42;
const CITED = / v\. |\bIn re /;
const LAW = /\b(?:settled|rule|law|must|may)\b/i;
/** A citation that closes a sentence of its own. */
const CITATION = /(?<=[.!?]"? )(?:[A-Z][^.!?]{0,80}(?:\. ?[^.!?]{0,40}){0,6}? v\. |In re ).*$/;

/**
 * Summaries that take a piece of everything instead of choosing: beginnings of all sentences for the question and ends of the same
 * ones for the application, with the first cited sentence for the rule, the first that sounds like law, or beginnings of all of
 * them with one citation; and all of it from the cited sentences too.
 */
export function hedgedHalves({ excerpt }: IracFacts): readonly string[] {
  const sentences = excerpt.slice(0, -1).map(({ text }) => text);
  const cited = sentences.filter((text) => CITED.test(text));
  const others = sentences.filter((text) => !CITED.test(text));
  const [first = ""] = cited;
  const bare = (text: string) => text.replace(CITATION, "");
  const begun = (list: readonly string[]) => list.map((text) => piece(text, 1)).join(" ");
  const ended = (list: readonly string[]) => list.map((text) => piece(text, -1));
  const summary = (from: readonly string[], rule: string, dressed: (text: string) => string = (text) => text) =>
    writtenSummary({
      issue: begun(from),
      rule,
      application: ended(from).map(dressed).join(" "),
      conclusion: excerpt[excerpt.length - 1].text,
    });
  const likely = cited.find((text) => LAW.test(text)) ?? first;
  return [
    summary(others, first),
    summary(others, likely),
    summary(others, likely, (text) => text[0].toUpperCase() + text.slice(1)),
    summary(others, `${begun(cited.map(bare))} ${CITATION.exec(first)?.[0] ?? first}`),
    summary([...others, ...cited.map(bare)], first),
  ];
}

/** The fewest words from one end of a sentence that have the share of its content words. */
function piece(sentence: string, from: 1 | -1): string {
  const words = sentence.split(" ");
  const cut = (count: number) => (from === 1 ? words.slice(0, count) : words.slice(-count)).join(" ");
  const all = new Set(stemsOf(sentence)).size;
  let count = 1;
  while (count < words.length && new Set(stemsOf(cut(count))).size < PIECE * all) count++;
  return `${cut(count).replace(/[,;:.\s]+$/, "")}.`;
}
