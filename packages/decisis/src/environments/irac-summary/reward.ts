import { type Component, type Gate, type Grade, type Grader, gatedComponents, UNIT_RANGE } from "@decisis/graders";
import type { Task } from "../environment.ts";
import { type AnswerSections, answerSections } from "./answer-sections.ts";
import { type CitedAuthorities, citedAuthorities } from "./cited-authorities.ts";
import { isDenial } from "./denials.ts";
import { excerptWords } from "./excerpt-words.ts";
import type { IracFacts } from "./facts.ts";
import { contraryOfConclusion, contraryWords } from "./polarity.ts";
import { distinctShare } from "./repetition.ts";
import { statedDisposition } from "./stated-disposition.ts";
import { SECTIONS } from "./summary-sections.ts";
import { isFunctionWord, pairsOf, ramp, shareIn, stemsOf, wordsOf } from "./words.ts";

/** Share of the reward that is left when this part alone is wholly wrong. */
export const FLOORS = {
  order: 0.5,
  issue: 0.2,
  authority: 0.3,
  fabricated: 0.1,
  rule: 0.25,
  application: 0.2,
  disposition: 0.15,
  grounded: 0.03,
  wordOrder: 0.03,
  invented: 0.35,
  distinct: 0.05,
  whole: 0.2,
  selective: 0.2,
  repetition: 0.1,
  length: 0.3,
  copying: 0.3,
  finished: 0.8,
  conciseness: 0.4,
} as const;

/** Words that a section must at least have. A conclusion may be one word: `Affirmed.` */
const FEWEST_WORDS = { issue: 5, rule: 6, application: 6, conclusion: 1 } as const;
/** Words of the longest run that may be taken from the excerpt as it stands: its longest rule with citation, and some more. */
const LONGEST_RUN = 60;
/** Multiples of the gold's budget: longest whole of full value, longest of any value, longest that is looked into. */
const LENGTH = { full: 1.5, most: 3, read: 6 } as const;
/** Share of neighbouring words in an order that the excerpt nowhere has: the most that is free, and where nothing is left. */
const SEAMS = { free: 0.08, most: 0.17 } as const;
/** Likewise in any one section, where a clause moved weighs more. */
const SEAMS_OF_ONE = { free: 0.12, most: 0.25 } as const;
/** Sentences that break off: likewise. */
const BROKEN = { free: 1, most: 3 } as const;
/** What a reader does not see as what it is: marks without a width, letters of other scripts, digits that are not ASCII. */
const HIDDEN = /(?![\t\n\r\v\f])\p{C}|\p{M}|(?![0-9])\p{Nd}|(?!\p{Script=Latin})\p{L}|[\uff01-\uff5e]/u;

/**
 * Reward of one summary, in [0, 1].
 *
 * Gates, in order: an answer is present; it is short; plain text; all four sections once, each with at least a few words; in
 * sentences, not lists of words; the opinion's disposition not contradicted or left open; nowhere the contrary of a sentence
 * of the excerpt. Then the product of the parts, each `floor + (1 - floor) · score`: order of the sections, issue, authority
 * and rule, authorities that the excerpt does not cite, application, disposition, grounding, word order, whole sentences, invented
 * names and numbers, distinct sections, what is taken over besides, repetition, length, copying, an end, conciseness. Word overlap
 * says what an answer is about and never what it says about it, which is why disposition and polarity are judged apart. Linear in
 * the length of the answer; never throws.
 */
export const iracReward: Grader<Task<IracFacts>> = {
  id: "irac-summary/excerpt",
  range: UNIT_RANGE,
  grade: ({ facts }, completion) => gradeSummary(facts, completion),
};

function gradeSummary(facts: IracFacts, completion: string): Grade {
  const longest = LENGTH.read * facts.answerCharacters;
  const shortEnough = completion.length <= longest;
  const answer = answerSections(shortEnough ? completion.normalize("NFC") : "");
  const { sections } = answer;
  const whole = SECTIONS.map((section) => sections[section]).join("\n");
  const excerpt = excerptWords(facts);
  const cited = (text: string) => citedAuthorities(text, facts.authorities, excerpt.text);
  const citations = cited(`${answer.preamble}\n${whole}`);
  const inEach = SECTIONS.map((section) => cited(sections[section]));
  const rule = inEach[SECTIONS.indexOf("rule")];
  const disposition = statedDisposition(sections.conclusion, facts);
  const missing = missingSections(answer);
  const stated = inEach.map(({ statement }) => statement);
  const lists = SECTIONS.filter((_, i) => isWordList(stated[i]));
  const statements = stated.join("\n");
  const told = stated.slice(0, -1);
  const contrary = [
    ...contraryWords(told.join("\n"), excerpt.statements),
    ...contraryOfConclusion(stated[stated.length - 1], excerpt.statements),
    ...citations.misnamed,
    ...wordsOf(answer.preamble).filter((word) => isDenial(word)),
  ];

  const gates: Gate[] = [
    { name: "present", passed: /[\p{L}\p{N}]/u.test(completion.slice(0, longest)), reason: "no answer" },
    { name: "short", passed: shortEnough, reason: `longer than ${longest} characters` },
    {
      name: "plainText",
      passed: !shortEnough || !HIDDEN.test(`${answer.preamble}${whole}`),
      reason: "hidden or foreign characters",
    },
    { name: "sections", passed: missing === null, reason: missing ?? undefined },
    { name: "sentences", passed: lists.length === 0, reason: `no sentence in: ${lists.join(", ")}` },
    { name: "agreement", passed: disposition.contradiction === null, reason: disposition.contradiction ?? undefined },
    {
      name: "polarity",
      passed: contrary.length === 0,
      reason: `the contrary of the excerpt: ${contrary.slice(0, 3).join("; ")}`,
    },
  ];
  const stems = stemsOf(statements);
  const words = wordsOf(whole);
  const strangers = excerpt.strangers(statements);
  const run = Math.max(...SECTIONS.map((section) => excerpt.longestRun(wordsOf(sections[section]))));
  const scores: Record<keyof typeof FLOORS, readonly [score: number, reason: string]> = {
    order: [answer.headings.join() === SECTIONS.join() ? 1 : 0, "the sections are not in order"],
    issue: [excerpt.names("issue", sections.issue), "the issue does not name the question"],
    authority: authorityScore(rule, facts),
    fabricated: [
      citations.invented.length === 0 ? 1 : 0,
      `not cited in the excerpt: ${citations.invented.slice(0, 3).join("; ")}`,
    ],
    rule: [excerpt.names("rule", rule.statement), "the rule says little of the excerpt's rule"],
    application: [
      excerpt.names("application", sections.application),
      "the application says little of the excerpt's reasons",
    ],
    disposition: [disposition.agreement, "the conclusion does not state the whole disposition, and nothing else"],
    grounded: [ramp(shareIn(stems, excerpt.stems), 0.3, 0.65), "words that are not in the excerpt"],
    wordOrder: [
      ramp(shareIn(pairsOf(words), excerpt.pairs), 0.08, 0.3) *
        Math.min(
          ramp(excerpt.seams(told), SEAMS.most, SEAMS.free),
          ...told.map((section) => ramp(excerpt.seams([section]), SEAMS_OF_ONE.most, SEAMS_OF_ONE.free)),
        ),
      "words without the excerpt's phrases, or in another order",
    ],
    whole: [ramp(excerpt.broken(told), BROKEN.most, BROKEN.free), "sentences that break off"],
    invented: [
      Math.max(0, 1 - strangers.length / 2),
      `names or numbers that are not in the excerpt: ${strangers.slice(0, 3).join(", ")}`,
    ],
    distinct: [distinctness(sections), "two sections say the same"],
    selective: [ramp(excerpt.takenBesides(stated), 3, 1), "sentences that are beside the point"],
    repetition: [
      ramp(distinctShare(Object.values(sections), excerpt.runs), 0.6, 0.9),
      "the same words again and again",
    ],
    length: [lengthScore(answer, facts.answerCharacters), "too long"],
    copying: [ramp(run, 2 * LONGEST_RUN, LONGEST_RUN), `${run} words copied in one run`],
    finished: [isFinished(sections.conclusion, excerpt.text) ? 1 : 0, "the conclusion breaks off"],
    conciseness: [ramp(answer.preamble.length, 240, 80), "text before the first section"],
  };
  const components = Object.entries(scores).map(
    ([name, [score, reason]]): Component => ({
      name,
      score,
      floor: FLOORS[name as keyof typeof FLOORS],
      reasons: score < 1 ? [reason] : [],
    }),
  );
  return gatedComponents(gates, components);
}

function missingSections({ headings, sections }: AnswerSections): string | null {
  for (const section of SECTIONS) {
    const count = headings.filter((heading) => heading === section).length;
    if (count !== 1) return count === 0 ? `no section ${section}` : `${count} sections ${section}`;
    if (wordsOf(sections[section]).length < FEWEST_WORDS[section]) return `section ${section} is empty`;
  }
  return null;
}

/** English prose has a function word in every two or three; a list of keywords has next to none. */
function isWordList(text: string): boolean {
  const words = wordsOf(text);
  return words.length >= 6 && words.filter(isFunctionWord).length < 0.15 * words.length;
}

/** Full for the authority of the excerpt's rule by its place, half by its name; less for each other one that is cited for the rule. */
function authorityScore(
  { cited, named }: CitedAuthorities,
  { authorities: [own] }: IracFacts,
): readonly [score: number, reason: string] {
  if (cited.has(own)) return [1 / cited.size, "other authorities are cited for the rule as well"];
  if (named.has(own)) return [0.5 / (1 + cited.size), "the authority is named but not cited"];
  return [0, cited.size > 0 ? "another authority than the rule's is cited for it" : "the rule cites no authority"];
}

/** 1 while no two sections share more than half of their content words, 0 where two share nearly all. */
function distinctness(sections: AnswerSections["sections"]): number {
  const stems = SECTIONS.map((section) => new Set(stemsOf(sections[section])));
  let most = 0;
  stems.forEach((a, i) => {
    for (const b of stems.slice(i + 1)) {
      const shared = [...a].filter((stem) => b.has(stem)).length;
      most = Math.max(most, shared / Math.max(1, a.size + b.size - shared));
    }
  });
  return ramp(most, 0.8, 0.55);
}

/** The whole, and no section nearly all of it. */
function lengthScore({ sections }: AnswerSections, budget: number): number {
  const lengths = SECTIONS.map((section) => sections[section].length);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  return Math.min(
    ramp(whole, LENGTH.most * budget, LENGTH.full * budget),
    ramp(Math.max(...lengths), LENGTH.full * budget, 0.9 * budget),
  );
}

/** What a shortened closing may leave out at its end. */
const LEFT_OUT =
  /^(?:$|[.!?)"]|,? (?:for (?:further|additional)|(?:not )?(?:in)?consistent|in (?:all|its entirety|accordance)|with(?:out)? (?:costs|a hearing))\b)/;

/** Ends in a stop, or at least where the excerpt lets a statement end: not in the middle of a word or phrase. */
function isFinished(conclusion: string, excerpt: string): boolean {
  if (/[.!?]["')]*$/.test(conclusion)) return true;
  const end = conclusion.split(" ").slice(-3).join(" ");
  const at = excerpt.toLowerCase().lastIndexOf(end.toLowerCase());
  if (at >= 0) return LEFT_OUT.test(excerpt.slice(at + end.length));
  const last = wordsOf(end).at(-1);
  return last !== undefined && wordsOf(excerpt).includes(last);
}
