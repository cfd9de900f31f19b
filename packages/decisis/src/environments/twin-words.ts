import type { Random } from "@decisis/tensor";
import type { SplitCase } from "./environment.ts";
import { isNegator } from "./negators.ts";

/** A word of running text, none of a name or a citation: lower case, three letters at least. */
const WORD = /(?<![\p{L}\p{N}.'’-])\p{Ll}{3,}(?![\p{L}\p{N}'’-]|\.\p{L})/gu;
/** What dispositions are told by. */
const DISPOSES = /^(?:affirm|revers|vacat|modif|remand|dismiss|grant|den(?:y|ie)|judgment|petition|appeal|part$)/;
const LONGEST = 11;

/**
 * Words to exchange for others in perturbed twins of tasks: those of opinions, and new ones put together from the front of one and
 * the back of another. Names, citations, dispositions and negations are never exchanged.
 */
export class TwinWords {
  private readonly words: readonly string[];

  /** Reads opinions of the training part alone, so that nothing held out goes into what is trained on. */
  constructor(cases: readonly SplitCase[]) {
    const counts = new Map<string, number>();
    for (const { split, record } of cases)
      if (split === "train")
        for (const { text } of record.opinions)
          for (const [word] of text.matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
    // What occurs once is as often a misprint as a word.
    this.words = [...counts].flatMap(([word, n]) => (n > 1 && isFree(word) ? [word] : [])).sort();
  }

  get empty(): boolean {
    return this.words.length === 0;
  }

  /** Exchanges each distinct word of `texts` with a chance of `share`, for the same other word wherever it stands. */
  exchange(texts: readonly string[], share: number, random: Random): (text: string) => string {
    const own = [...new Set(texts.flatMap((text) => text.match(WORD) ?? []))].filter(isFree).sort();
    const others = new Map(own.flatMap((word) => (random.uniform() < share ? [[word, this.another(random)]] : [])));
    return (text) => text.replace(WORD, (word) => others.get(word) ?? word);
  }

  private another(random: Random): string {
    if (random.uniform() < 0.5) return random.pick(this.words);
    const [front, back] = [random.pick(this.words), random.pick(this.words)];
    return (front.slice(0, 2 + random.integer(front.length - 2)) + back.slice(back.length >> 1)).slice(0, LONGEST);
  }
}

const isFree = (word: string): boolean => !isNegator(word) && !DISPOSES.test(word);
