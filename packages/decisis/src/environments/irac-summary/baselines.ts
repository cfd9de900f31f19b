import type { Baseline, Task } from "../environment.ts";
import type { IracFacts } from "./facts.ts";
import { KEYWORD_SHELL } from "./keyword-shell.ts";
import { iracPrompt } from "./prompt.ts";
import { writtenSummary } from "./summary-sections.ts";
import { shareIn, stemsOf } from "./words.ts";

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
  { name: "cue-words", answer: (task) => byCues(task) },
  { name: "shared-words", answer: (task) => bySharedWords(task) },
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

const CITED = / v\. |\bIn re /;
const QUESTION = /\b(?:question|issue|decide)\b.*\bwhether\b/i;

/**
 * By the words that such sentences are known for: the first that speaks of a question whether, the first citation with a word for
 * law, the last other one with a word for the case at hand.
 */
function byCues({ facts }: Task<IracFacts>): string {
  const sentences = facts.excerpt.slice(0, -1).map(({ text }) => text);
  const issue = sentences.find((text) => QUESTION.test(text)) ?? sentences[0];
  const cited = sentences.filter((text) => CITED.test(text));
  const rule = cited.find((text) => /\b(?:settled|rule|law|must|may)\b/i.test(text)) ?? cited[0] ?? "";
  const rest = sentences.filter((text) => text !== issue && !CITED.test(text));
  const here = /\b(?:here|in this case|on this record|the facts|because|therefore)\b/i;
  const application = rest.findLast((text) => here.test(text)) ?? rest.at(-1) ?? "";
  return inFour([issue, rule, application], lastOf(facts));
}

/** A question, then the citation and the other sentence that share most words with it. */
function bySharedWords({ facts }: Task<IracFacts>): string {
  const sentences = facts.excerpt.slice(0, -1).map(({ text }) => text);
  const issue = sentences.find((text) => /\bwhether\b/.test(text)) ?? sentences[0];
  const asked = new Set(stemsOf(issue));
  const nearest = (all: readonly string[]) =>
    all.toSorted((a, b) => shareIn(stemsOf(b), asked) - shareIn(stemsOf(a), asked))[0] ?? "";
  const rest = sentences.filter((text) => text !== issue);
  const rule = nearest(rest.filter((text) => CITED.test(text)));
  return inFour([issue, rule, nearest(rest.filter((text) => !CITED.test(text)))], lastOf(facts));
}

/** By patterns: a sentence with "whether" or a verb of contention, the one with a citation, the last before the closing. */
function byPattern({ facts }: Task<IracFacts>): string {
  const sentences = facts.excerpt.slice(0, -1).map(({ text }) => text);
  const issue =
    sentences.find((text) => /\bwhether\b|\b(?:argues?|contends?|claims?|appeals?)\b/.test(text)) ?? sentences[0];
  const rule = sentences.find((text) => CITED.test(text)) ?? sentences[1];
  const application = sentences.findLast((text) => text !== rule && text !== issue) ?? "";
  return inFour([issue, rule, application], lastOf(facts));
}
