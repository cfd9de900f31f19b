import { outcomeMentions, sentenceSpans } from "@decisis/law";
import { isNegator } from "../negators.ts";
import { wordsOf } from "./words.ts";

const OPPOSITES: ReadonlyMap<string, readonly string[]> = new Map(
  [
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
  ].flatMap((pair) => {
    const [a, b] = pair.split(" ");
    return [
      [a, [b]],
      [b, [a]],
    ] as const;
  }),
);
const ROLE =
  /^(?:plaintiff|defendant|appellant|appellee|petitioner|respondent|buyer|seller|landlord|tenant|lessor|lessee|employer|employee|creditor|debtor|insurer|insured|claimant|trustee)s?$/;
/** Share of an answer's sentence that must stand in a sentence of the excerpt, in its order, before the two are compared. */
const SAME_SENTENCE = 0.6;
const MOST_WORDS = 80;

/**
 * Where a text says the contrary of the excerpt's sentence that it repeats: a negation more or less, a word for its opposite,
 * another number, roles or names in exchanged places. Sentences in other words are not compared: nothing can be said about them without
 * understanding them. Cost: words of the text times words of the excerpt.
 */
export function contraryWords(text: string, excerpt: readonly string[]): readonly string[] {
  const known = excerpt.map((sentence) => tokens(sentence));
  return sentenceSpans(text).flatMap(({ start, end }) => {
    const said = tokens(text.slice(start, end)).slice(0, MOST_WORDS);
    if (said.length < 3) return [];
    let best: Alignment | null = null;
    for (const sentence of known) {
      const alignment = align(said, sentence.slice(0, MOST_WORDS));
      if (best === null || alignment.shared > best.shared) best = alignment;
    }
    return best === null || best.shared < SAME_SENTENCE * said.length ? [] : contrary(best);
  });
}

/** Words of a sentence that states the disposition and little else. */
const BARE_DISPOSITION = 8;
/** What becomes of a judgment, said or denied: `statedDisposition` judges it. */
const OF_DISPOSITION =
  /^(?:(?:affirm|revers|vacat|modif|remand|dismiss|grant|den(?:y|ie))\w* for \w+|(?:(?:not|no|never|nor|neither|without|none) ?)+)$/;

/** As `contraryWords`; in a bare statement of the disposition only who and what it is about counts. */
export function contraryOfConclusion(conclusion: string, excerpt: readonly string[]): readonly string[] {
  return sentenceSpans(conclusion).flatMap(({ start, end }) => {
    const sentence = conclusion.slice(start, end);
    const contrary = contraryWords(sentence, excerpt);
    const bare =
      wordsOf(sentence).length <= BARE_DISPOSITION && outcomeMentions(sentence, { summary: true }).length > 0;
    return bare ? contrary.filter((words) => !OF_DISPOSITION.test(words)) : contrary;
  });
}

interface Token {
  readonly word: string;
  /** Written with a capital, and not for being first. */
  readonly name: boolean;
}

interface Alignment {
  readonly shared: number;
  /** Words of the answer without a counterpart, and of the excerpt's sentence between the first and last shared one. */
  readonly added: readonly Token[];
  readonly missing: readonly Token[];
}

function tokens(sentence: string): Token[] {
  const names = new Set(sentence.match(/(?<=\S )[A-Z][a-z][\p{L}]*/gu)?.map((word) => word.toLowerCase()));
  return wordsOf(sentence).map((word) => ({ word, name: names.has(word) }));
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
  const matched: number[] = [];
  let j = 0;
  for (let i = 0; i < said.length; ) {
    if (j < known.length && said[i].word === known[j].word) {
      matched.push(j);
      i++;
      j++;
    } else if (j < known.length && lengths[i * width + j + 1] >= lengths[(i + 1) * width + j]) j++;
    else added.push(said[i++]);
  }
  const isMatched = new Set(matched);
  const [first, last] = [matched[0] ?? 0, matched.at(-1) ?? -1];
  // A word counts as missing where it was taken out alone, not where a whole clause was left out.
  const missing = known.filter((token, at) => {
    if (isMatched.has(at) || at < first - 1 || at > last + 1) return false;
    const negator = isNegator(token.word);
    return !negator || ((at === 0 || isMatched.has(at - 1)) && (at === known.length - 1 || isMatched.has(at + 1)));
  });
  return { shared: matched.length, added, missing };
}

function contrary({ added, missing }: Alignment): string[] {
  const found: string[] = [];
  const negations = (list: readonly Token[]) => list.filter(({ word }) => isNegator(word));
  if ((negations(added).length - negations(missing).length) % 2 !== 0)
    found.push([...negations(added), ...negations(missing)].map(({ word }) => word).join(" "));
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
