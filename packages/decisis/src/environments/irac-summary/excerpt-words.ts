import { citedAuthorities } from "./cited-authorities.ts";
import type { IracFacts, Role } from "./facts.ts";
import { runCounts } from "./repetition.ts";
import { isFunctionWord, ramp, shareIn, stemsOf, wordsOf } from "./words.ts";

/** The excerpt of one task, looked up by words. */
export interface ExcerptWords {
  readonly text: string;
  /** Its sentences without citations. */
  readonly statements: readonly string[];
  readonly stems: ReadonlySet<string>;
  /** Words that stand side by side, `the judgment`. */
  readonly pairs: ReadonlySet<string>;
  /** How often it has each run of three words within a sentence. */
  readonly runs: ReadonlyMap<string, number>;
  /** How far `text` is about what the excerpt's sentence of this role is about, in [0, 1]. */
  names(role: Role, text: string): number;
  withoutCitations(text: string): string;
  /** How many sentences that stand for no part are taken over nearly whole into a section. */
  takenBesides(sections: readonly string[]): number;
  /** Names and numbers of `text` that are nowhere in the excerpt. */
  strangers(text: string): readonly string[];
  /** Words of the longest run of `words` that stands in the excerpt as it is. */
  longestRun(words: readonly string[]): number;
}

/** Share of the content words of a role's sentence that a section must name for full value. */
const NAMED = 0.4;
/** Share of the content words of a sentence that make it taken over; with fewer words than these it may be chance. */
const TAKEN = 0.8;
const FEWEST_TAKEN = 4;
/** Capitalized words that any summary may bring along. */
const COMMON = new Set(
  "the a an in on under because although since when where whether here thus therefore accordingly no yes if court courts congress state act law federal district circuit supreme appeals judge justice plaintiff plaintiffs defendant defendants appellant appellee petitioner respondent issue rule application analysis conclusion holding i we it this that for as by applying united states affirmed reversed vacated modified remanded dismissed granted denied".split(
    " ",
  ),
);
const cache = new WeakMap<IracFacts, ExcerptWords>();

/** Made once for each task. */
export function excerptWords(facts: IracFacts): ExcerptWords {
  const known = cache.get(facts) ?? build(facts);
  cache.set(facts, known);
  return known;
}

function build({ excerpt, authorities }: IracFacts): ExcerptWords {
  const sentences = excerpt.map(({ text }) => text);
  const text = sentences.join(" ");
  const words = wordsOf(text);
  const allWords = new Set(words);
  const stems = new Set(stemsOf(text));
  const pairs = new Set(
    sentences.flatMap((sentence) => {
      const own = wordsOf(sentence);
      return own.slice(1).map((word, i) => `${own[i]} ${word}`);
    }),
  );
  const positions = Map.groupBy(words.keys(), (at) => words[at]);
  const withoutCitations = (given: string) => citedAuthorities(given, authorities, text).statement;
  const context = excerpt
    .filter(({ role }) => role === "context")
    .map((sentence) => [...new Set(stemsOf(withoutCitations(sentence.text)))])
    .filter(({ length }) => length >= FEWEST_TAKEN);
  const byRole = new Map(excerpt.map((sentence) => [sentence.role, new Set(stemsOf(withoutCitations(sentence.text)))]));
  return {
    text,
    statements: sentences.map(withoutCitations),
    stems,
    pairs,
    runs: runCounts(sentences),
    withoutCitations,
    names: (role, given) => {
      const own = [...(byRole.get(role) ?? [])];
      return own.length === 0 ? 1 : ramp(shareIn(own, new Set(stemsOf(given))), 0, NAMED);
    },
    takenBesides: (sections) => {
      const given = sections.map((section) => new Set(stemsOf(withoutCitations(section))));
      return context.filter((own) => given.some((stems) => shareIn(own, stems) >= TAKEN)).length;
    },
    strangers: (given) => {
      const names = new Set(given.match(/(?<=[\p{L}\p{N},;'"] )[A-Z][\p{L}]+/gu)?.map((name) => name.toLowerCase()));
      const strange = wordsOf(given).filter(
        (word) =>
          !allWords.has(word) &&
          (/\d/.test(word) ||
            (names.has(word) && !COMMON.has(word) && !isFunctionWord(word) && !stems.has(stemsOf(word)[0]))),
      );
      return [...new Set(strange)];
    },
    longestRun: (given) => {
      let longest = 0;
      for (let start = 0; start < given.length; start++) {
        if (start > 0 && (positions.get(given[start]) ?? []).some((at) => words[at - 1] === given[start - 1])) continue;
        for (const at of positions.get(given[start]) ?? []) {
          let length = 0;
          while (start + length < given.length && given[start + length] === words[at + length]) length++;
          longest = Math.max(longest, length);
        }
      }
      return longest;
    },
  };
}
