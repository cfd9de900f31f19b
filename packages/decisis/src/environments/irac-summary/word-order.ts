import { sentenceSpans } from "@decisis/law";
import { isFunctionWord, wordsOf } from "./words.ts";

/** Words that may be left out between two that are taken over one behind the other. */
const GAP = 3;

/** Neighbours below which one seam says little. */
const FEWEST = 12;
/** Where one clause of a sentence ends: once in each, a comma excuses the next word. */
const CLAUSE = ",";

/** Function words that any other may follow; an article asks for a noun. */
const isLoose = (word: string): boolean => isFunctionWord(word) && !/^(?:an?|the)$/.test(word);

/** Which words of a source stand together. */
export interface Neighbourhood {
  /** `a b` of one sentence, in this order and with at most `GAP - 1` words between. */
  readonly near: ReadonlySet<string>;
  /** The words of each sentence. */
  readonly sentences: readonly ReadonlySet<string>[];
}

export function neighbourhood(statements: readonly string[]): Neighbourhood {
  const near = new Set<string>();
  const sentences = statements.map((statement) => {
    const words = wordsOf(statement);
    for (let i = 0; i < words.length; i++)
      for (let gap = 1; gap <= GAP && i + gap < words.length; gap++) near.add(`${words[i]} ${words[i + gap]}`);
    return new Set(words);
  });
  return { near, sentences };
}

/**
 * Share of seams among neighbouring words that one sentence of the source has both, pairs of function words aside unless the
 * first is an article. A seam is where the source nowhere has the two in this order: sentences taken over, cut or not, have none;
 * a clause moved makes one or two; words shuffled in runs of n make one in n, nearly.
 */
export function seamShare(sections: readonly string[], { near, sentences }: Neighbourhood): number {
  let neighbours = 0;
  let seams = 0;
  for (const section of sections) {
    for (const { start, end } of sentenceSpans(section)) {
      const [first = "", ...rest] = section.slice(start, end).split(", ");
      const words = [...wordsOf(first), CLAUSE, ...wordsOf(rest.join(" "))];
      for (let i = 1; i < words.length; i++) {
        const [before, word] = [words[i - 1], words[i]];
        if (isLoose(before) && isFunctionWord(word)) continue;
        const isNear = near.has(`${before} ${word}`);
        if (!isNear && !sentences.some((own) => own.has(before) && own.has(word))) continue;
        neighbours++;
        if (!isNear) seams++;
      }
    }
  }
  return seams / Math.max(FEWEST, neighbours);
}
