import { brokenOff, placesOfRuns } from "./broken-off.ts";
import { citedAuthorities } from "./cited-authorities.ts";
import type { IracFacts, Role } from "./facts.ts";
import { runCounts } from "./repetition.ts";
import { neighbourhood, seamShare } from "./word-order.ts";
import { isFunctionWord, pairsOf, ramp, shareIn, stemsOf, wordsOf } from "./words.ts";

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
  /** How far `text` is about what the excerpt's sentence of this role is about, and about nothing else, in [0, 1]. */
  names(role: Role, text: string): number;
  /** Of sections without citations, the share of neighbouring words of the excerpt that stand in an order that it nowhere has. */
  seams(statements: readonly string[]): number;
  /** How many of their sentences break off or set in where none of the excerpt's ends or begins. */
  broken(statements: readonly string[]): number;
  /** How many sentences that stand for no part are taken over nearly whole into one of them. */
  takenBesides(statements: readonly string[]): number;
  /** Names and numbers of `text` that are nowhere in the excerpt. */
  strangers(text: string): readonly string[];
  /** Words of the longest run of `words` that stands in the excerpt as it is. */
  longestRun(words: readonly string[]): number;
}

/** Share of the content words of a role's sentence that a section must name for full value. */
const NAMED = 0.4;
/** Share of the excerpt's content words of a section that must be of its role's sentence: least of any value, of full value. */
const FOCUS = { least: 0.3, full: 0.6 } as const;
/** Share of the content words of a sentence that make it taken over; with fewer words than these it may be chance. */
const TAKEN = 0.8;
const FEWEST_TAKEN = 4;
/** Capitalized words that any summary may bring along. */
const COMMON = new Set(
  "the a an in on see under because although since when where whether here thus therefore accordingly no yes if court courts congress state act law federal district circuit supreme appeals judge justice plaintiff plaintiffs defendant defendants appellant appellee petitioner respondent issue rule application analysis conclusion holding i we it this that for as by applying united states affirmed reversed vacated modified remanded dismissed granted denied".split(
    " ",
  ),
);
/** Of the tasks graded last, oldest first: completions of a task are graded one after the other, and one takes some 80 KB. */
const recent = new Map<IracFacts, ExcerptWords>();
const KEPT = 64;

/** Made once for each task that is graded again soon. */
export function excerptWords(facts: IracFacts): ExcerptWords {
  const words = recent.get(facts) ?? build(facts);
  recent.delete(facts);
  recent.set(facts, words);
  if (recent.size > KEPT) recent.delete(recent.keys().next().value!);
  return words;
}

function build({ excerpt, authorities }: IracFacts): ExcerptWords {
  const sentences = excerpt.map(({ text }) => text);
  const text = sentences.join(" ");
  const words = wordsOf(text);
  const allWords = new Set(words);
  const stems = new Set(stemsOf(text));
  const pairs = new Set(sentences.flatMap((sentence) => pairsOf(wordsOf(sentence))));
  const positions = Map.groupBy(words.keys(), (at) => words[at]);
  const statements = sentences.map((sentence) => citedAuthorities(sentence, authorities, text).statement);
  const stemsOfEach = excerpt.map(({ role }, i) => ({ role, stems: new Set(stemsOf(statements[i])) }));
  const context = stemsOfEach.filter((sentence) => sentence.role === "context" && sentence.stems.size >= FEWEST_TAKEN);
  const together = neighbourhood(statements);
  const places = placesOfRuns(statements);
  return {
    text,
    statements,
    stems,
    pairs,
    runs: runCounts(sentences),
    names: (role, given) => {
      const own = stemsOfEach.find((sentence) => sentence.role === role)?.stems ?? new Set();
      if (own.size === 0) return 1;
      const named = new Set(stemsOf(given).filter((stem) => stems.has(stem)));
      const others = stemsOfEach.filter((sentence) => sentence.role !== role);
      return (
        ramp(shareIn([...own], named), 0, NAMED) * ramp(focusOf(role, named, own, others), FOCUS.least, FOCUS.full)
      );
    },
    seams: (given) => seamShare(given, together),
    broken: (given) => given.reduce((sum, statement) => sum + brokenOff(statement, places), 0),
    takenBesides: (given) => {
      const taken = given.map((statement) => new Set(stemsOf(statement)));
      return context.filter((own) => taken.some((stems) => shareIn([...own.stems], stems) >= TAKEN)).length;
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

interface StemsOfSentence {
  readonly role: Role;
  readonly stems: ReadonlySet<string>;
}

/**
 * Share of `named` that is of the role's sentence. The rule is at home beside everything, and one sentence of the context is free:
 * an answer may bring one fact more, but not a piece of everything in the hope that the right piece is among them.
 */
function focusOf(
  role: Role,
  named: ReadonlySet<string>,
  own: ReadonlySet<string>,
  others: readonly StemsOfSentence[],
): number {
  const rule = others.find((other) => other.role === (role === "rule" ? "issue" : "rule"))?.stems;
  const foreign = [...named].filter((stem) => !own.has(stem) && !rule?.has(stem));
  const beside = others.filter((other) => other.role === "context");
  const free = Math.max(0, ...beside.map(({ stems }) => foreign.filter((stem) => stems.has(stem)).length));
  const shared = [...own].filter((stem) => named.has(stem)).length;
  return shared === 0 ? 0 : shared / (shared + foreign.length - free);
}
