import { outcomeMentions, sentenceSpans } from "@decisis/law";
import { isNegator } from "../negators.ts";
import { isBareDenial, isDenial } from "./denials.ts";
import { areCounterparts } from "./sides.ts";
import { isFunctionWord, wordsOf } from "./words.ts";

const OPPOSITES: ReadonlyMap<string, readonly string[]> = opposites([
  "plaintiff defendant",
  "plaintiffs defendants",
  "appellant appellee",
  "appellants appellees",
  "petitioner respondent",
  "buyer seller",
  "landlord tenant",
  "lessor lessee",
  "employer employee",
  "creditor debtor",
  "insurer insured",
  "affirmed reversed",
  "affirm reverse",
  "affirms reverses",
  "granted denied",
  "grant deny",
  "grants denies",
  "may must",
  "guilty innocent",
  "more less",
  "before after",
  "correct erroneous",
  "correctly erroneously",
  "agree disagree",
  "allowed barred",
  "accepted rejected",
  "sustained overruled",
  "with without",
  "if unless",
  "always never",
  "above below",
  "greater smaller",
  "appellate trial",
  "state federal",
  "true false",
  "yes no",
  "although because",
  "though because",
  "despite because",
]);

function opposites(pairs: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const both = pairs
    .map((pair) => pair.split(" "))
    .flatMap(
      ([a, b]) =>
        [
          [a, b],
          [b, a],
        ] as const,
    );
  return new Map(
    [...Map.groupBy(both, ([word]) => word)].map(([word, group]) => [word, group.map(([, other]) => other)]),
  );
}

const ROLE =
  /^(?:plaintiff|defendant|appellant|appellee|petitioner|respondent|buyer|seller|landlord|tenant|lessor|lessee|employer|employee|creditor|debtor|insurer|insured|claimant|trustee)s?$/;
/** Share of an answer's sentence that must stand in a sentence of the excerpt, in its order, before the two are compared. */
const SAME_SENTENCE = 0.6;
/** Words in one run that are a statement of the excerpt, whatever stands in front of them. */
const LONG_RUN = 6;
const MOST_WORDS = 80;

/**
 * Where a text says the contrary of the excerpt's sentence that it repeats: a negation or a word of denial more or less, a word for
 * its opposite, another number, roles, names or other words in exchanged places; and sentences that only deny what stands beside
 * them. Sentences in other words are not compared: nothing can be said about them without understanding them. Cost: words of the
 * text times words of the excerpt.
 */
export function contraryWords(text: string, excerpt: readonly string[]): readonly string[] {
  // Clauses in front of their sentence: of two that share as many words, the one that holds no denial of another clause.
  const known = excerpt
    .flatMap((sentence) => (sentence.includes(";") ? [...sentence.split(";"), sentence] : [sentence]))
    .map((sentence) => tokens(sentence).slice(0, MOST_WORDS));
  return sentenceSpans(text).flatMap(({ start, end }) => {
    const sentence = text.slice(start, end);
    const said = tokens(sentence).slice(0, MOST_WORDS);
    const alignments = known.map((other) => align(said, other));
    const best = alignments.reduce((most, found) => (found.shared > most.shared ? found : most), alignments[0]);
    if (best === undefined || said.length === 0) return [];
    const bare = sentence
      .split(STOP)
      .filter((part) => isBareDenial(part) && !known.some((other) => standsIn(tokens(part), other)));
    if (bare.length > 0) return bare;
    if (said.length >= 3 && best.shared >= SAME_SENTENCE * said.length) return contrary(best);
    return deniedInFront(said, known);
  });
}

/** Every stop before a capital, one behind an abbreviation too: a denial may hide behind `the Act.` */
const STOP = /(?<=[.!?]["')\]]{0,2})\s+(?=\p{Lu})/u;

/** All words in one run. */
const standsIn = (said: readonly Token[], sentence: readonly Token[]): boolean =>
  sentence.some((_, at) => said.every(({ word }, i) => sentence[at + i]?.word === word));

const SO = /^(?:so|true|right|correct|case|law)$/;

/** A denial in front of words taken over in one run: `It would be a mistake to believe that …`. */
function deniedInFront(said: readonly Token[], known: readonly (readonly Token[])[]): string[] {
  let [start, length] = [0, 0];
  for (const sentence of known) {
    for (let i = 0; i < said.length; i++) {
      for (let j = 0; j < sentence.length; j++) {
        let run = 0;
        while (i + run < said.length && said[i + run].word === sentence[j + run]?.word) run++;
        if (run > length) [start, length] = [i, run];
      }
    }
  }
  if (length < LONG_RUN) return [];
  return said
    .slice(0, start)
    .filter(({ word, at }) => {
      const saysSo = said.slice(at + 1, at + 3).some((next) => SO.test(next.word));
      return isDenial(word) && (!isNegator(word) || saysSo) && !isQuoted(said, at, known);
    })
    .map(({ word }) => word);
}

/** Whether the word stands in the excerpt with the same words before and after it. */
function isQuoted(said: readonly Token[], at: number, known: readonly (readonly Token[])[]): boolean {
  const [before, word, after] = [said[at - 1]?.word, said[at].word, said[at + 1]?.word];
  return known.some((sentence) =>
    sentence.some(
      (token, i) => token.word === word && sentence[i - 1]?.word === before && sentence[i + 1]?.word === after,
    ),
  );
}

/** Words of a sentence that states the disposition and little else. */
const BARE_DISPOSITION = 8;
/** What becomes of a judgment, said or denied: `statedDisposition` judges it. */
const OF_DISPOSITION =
  /^(?:(?:affirm|revers|vacat|modif|remand|dismiss|grant|den(?:y|ie))\w* for \w+|(?:(?:not|no|never|nor|neither|without|none) ?)+)$/;

/** Denials that go with a disposition of any kind, and the answer to the question before it. */
const HARMLESS =
  /^(?:yes|no)[.,;]\s|\b(?:no|without|not?|lacks|any) (?:(?:any|such|plain|legal|reversible|prejudicial) )*(?:error|merit|abuse)\b|\b(?:did|does) not (?:err|abuse)\b|\bfail(?:s|ed)?\b(?! to\b)|\berr(?:s|ed)?\b|\berrors?\b/gi;

/**
 * As `contraryWords`; in a bare statement of the disposition only who and what it is about counts. Words of denial that neither the
 * closing nor, with the same words around them, the excerpt has deny the disposition, whatever stands between.
 */
export function contraryOfConclusion(conclusion: string, excerpt: readonly string[]): readonly string[] {
  const closing = wordsOf(excerpt[excerpt.length - 1] ?? "").filter(isDenial);
  const known = excerpt.map((sentence) => tokens(sentence));
  const said = tokens(conclusion.replace(HARMLESS, " "));
  // Why it is so may be told with negations of its own.
  const why = said.findIndex(({ word }) => /^(?:because|since)$/.test(word));
  const isReason = ({ word, at }: Token) => why >= 0 && at > why && isNegator(word);
  const denied = said.filter((token) => isDenial(token.word) && !isReason(token) && !isQuoted(said, token.at, known));
  const unknown = denied.length > closing.length ? denied.map(({ word }) => word) : [];
  const sentences = sentenceSpans(conclusion).flatMap(({ start, end }) => {
    const sentence = conclusion.slice(start, end);
    const contrary = contraryWords(sentence, excerpt);
    const bare =
      wordsOf(sentence).length <= BARE_DISPOSITION && outcomeMentions(sentence, { summary: true }).length > 0;
    return bare ? contrary.filter((words) => !OF_DISPOSITION.test(words)) : contrary;
  });
  return [...unknown, ...sentences];
}

interface Token {
  readonly word: string;
  /** Written with a capital, and not for being first. */
  readonly name: boolean;
  readonly at: number;
}

interface Alignment {
  readonly shared: number;
  /** Words of the answer without a counterpart, and of the excerpt's sentence between the first and last shared one. */
  readonly added: readonly Token[];
  readonly missing: readonly Token[];
  /** The words of both that stand between the same shared words. */
  readonly slots: readonly { readonly added: readonly string[]; readonly missing: readonly string[] }[];
}

function tokens(sentence: string): Token[] {
  const names = new Set(sentence.match(/(?<=\S )[A-Z][a-z][\p{L}]*/gu)?.map((word) => word.toLowerCase()));
  return wordsOf(sentence).map((word, at) => ({ word, name: names.has(word) && !isFunctionWord(word), at }));
}

/** Longest common subsequence, with what it leaves over. */
function align(said: readonly Token[], known: readonly Token[]): Alignment {
  const width = known.length + 1;
  const lengths = new Uint16Array((said.length + 1) * width);
  for (let i = said.length - 1; i >= 0; i--) {
    for (let j = known.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        said[i].word === known[j].word
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const added: Token[] = [];
  const slots = Array.from({ length: 1 }, () => ({ added: [] as string[], missing: [] as string[] }));
  const matched: number[] = [];
  let j = 0;
  for (let i = 0; i < said.length || j < known.length; ) {
    const slot = slots[slots.length - 1];
    if (i < said.length && j < known.length && said[i].word === known[j].word) {
      matched.push(j);
      slots.push({ added: [], missing: [] });
      i++;
      j++;
    } else if (j < known.length && (i === said.length || lengths[i * width + j + 1] >= lengths[(i + 1) * width + j])) {
      slot.missing.push(known[j].word);
      j++;
    } else {
      slot.added.push(said[i].word);
      added.push(said[i++]);
    }
  }
  const isMatched = new Set(matched);
  const [first, last] = [matched[0] ?? 0, matched.at(-1) ?? -1];
  // A word counts as missing where it was taken out alone, not where a whole clause was left out.
  const missing = known.filter((token, at) => {
    if (isMatched.has(at) || at < first - 1 || at > last + 1) return false;
    return (
      !isDenial(token.word) ||
      ((at === 0 || isMatched.has(at - 1)) && (at === known.length - 1 || isMatched.has(at + 1)))
    );
  });
  return { shared: matched.length, added, missing, slots };
}

function contrary({ added, missing, slots }: Alignment): string[] {
  const found: string[] = exchanged(slots);
  for (const slot of slots) {
    const [more, fewer] = [slot.added.filter(isDenial), slot.missing.filter(isDenial)];
    // One for another is no change: `failed to` for `did not`. One may go with a whole clause, but not alone.
    const alone = fewer.length > more.length && slot.missing.length === 1;
    if (more.length > fewer.length || alone) found.push([...more, ...fewer].join(" "));
  }
  const gone = new Set(missing.map(({ word }) => word));
  for (const { word, name } of added) {
    const opposite = OPPOSITES.get(word)?.find((other) => gone.has(other)) ?? prefixed(word, gone);
    if (opposite) found.push(`${word} for ${opposite}`);
    else if (/\d/.test(word) && missing.some((other) => /\d/.test(other.word))) found.push(`another number: ${word}`);
    else if (gone.has(word) && (name || ROLE.test(word))) found.push(`${word} moved`);
  }
  return found;
}

/** `unreasonable` for `reasonable`, and the reverse. */
function prefixed(word: string, others: ReadonlySet<string>): string | undefined {
  return [...others].find((other) =>
    ["un", "in", "im", "ir", "il", "dis", "non"].some((prefix) => word === prefix + other || other === prefix + word),
  );
}

/** One side for the other, and content words that stand in each other's places: `the taxpayer must pay the collector` for `the collector must pay the taxpayer`. */
function exchanged(slots: Alignment["slots"]): string[] {
  const found: string[] = [];
  for (const { added, missing } of slots) {
    for (const word of added) {
      const other = missing.find((gone) => areCounterparts(word, gone));
      if (other !== undefined) found.push(`${word} for ${other}`);
    }
  }
  const changed = slots.filter(({ added, missing }) => added.length > 0 && missing.length > 0);
  changed.forEach((one, i) => {
    for (const other of changed.slice(i + 1)) {
      const there = one.added.find(
        (word) => !isFunctionWord(word) && other.missing.includes(word) && !one.missing.includes(word),
      );
      const here = other.added.find(
        (word) => !isFunctionWord(word) && one.missing.includes(word) && !other.missing.includes(word),
      );
      if (there !== undefined && here !== undefined) found.push(`${there} for ${here}`);
    }
  });
  return found;
}
