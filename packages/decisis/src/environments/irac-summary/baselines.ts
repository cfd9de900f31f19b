import type { Baseline, Task } from "../environment.ts";
import type { IracFacts } from "./facts.ts";
import { KEYWORD_SHELL } from "./keyword-shell.ts";
import { iracPrompt } from "./prompt.ts";
import { writtenSummary } from "./summary-sections.ts";

/** Policies without a model, for the table beside every result. */
export const IRAC_BASELINES: readonly Baseline<IracFacts>[] = [
  { name: "empty", answer: () => "" },
  { name: "prompt-echo", answer: (task) => iracPrompt(task)[0].content },
  { name: "keyword-shell", answer: () => KEYWORD_SHELL },
  {
    name: "first-sentences",
    answer: ({ facts }) => inFour(facts.excerpt.map(({ text }) => text).slice(0, 3), lastOf(facts)),
  },
  { name: "longest-sentences", answer: ({ facts }) => inFour(longest(facts), lastOf(facts)) },
  { name: "cited-sentence", answer: (task) => byPattern(task) },
];

const lastOf = ({ excerpt }: IracFacts): string => excerpt[excerpt.length - 1].text;

const inFour = ([issue = "", rule = "", application = ""]: readonly string[], conclusion: string): string =>
  writtenSummary({ issue, rule, application, conclusion });

/** The three longest sentences before the last, in their order. */
function longest({ excerpt }: IracFacts): readonly string[] {
  const sentences = excerpt.slice(0, -1).map(({ text }) => text);
  const kept = new Set(sentences.toSorted((a, b) => b.length - a.length).slice(0, 3));
  return sentences.filter((sentence) => kept.has(sentence));
}

/** By patterns: a sentence with "whether" or a verb of contention, the one with a citation, the last before the closing. */
function byPattern({ facts }: Task<IracFacts>): string {
  const sentences = facts.excerpt.slice(0, -1).map(({ text }) => text);
  const issue =
    sentences.find((text) => /\bwhether\b|\b(?:argues?|contends?|claims?|appeals?)\b/.test(text)) ?? sentences[0];
  const rule = sentences.find((text) => / v\. |\bIn re /.test(text)) ?? sentences[1];
  const application = sentences.findLast((text) => text !== rule && text !== issue) ?? "";
  return inFour([issue, rule, application], lastOf(facts));
}
