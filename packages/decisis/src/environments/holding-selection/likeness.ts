import {
  contentWords,
  cosine,
  inverseFrequencies,
  runsOfLetters,
  TextIndex,
  type WordVector,
  wordVector,
} from "./text-index.ts";

/** What descriptions are told apart by. A pool holds one text of each authority. */
export interface PoolEntry {
  readonly id: string;
  readonly authority: string;
  readonly cluster: string;
  /** Authorities that the passage cites, the entry's own among them. */
  readonly mentioned: ReadonlySet<string>;
  readonly passage: string;
  readonly option: string;
}

/** Options with at least this cosine say nearly the same. */
export const NEAR_DUPLICATE = 0.5;

/** How like the options of some entries are to their passages, and which of the entries can stand side by side. */
export interface Likenesses {
  readonly size: number;
  /** One square for each way of measuring; `square[size * i + j]` compares passage `i` with option `j`. */
  readonly squares: readonly Float32Array[];
  /** 1 where neither of two entries can be a second right answer to the other, and their options do not say nearly the same. */
  readonly apart: Uint8Array;
}

/** Ways of measuring how like two texts are, as the cosine of two vectors; the first is the one that `lexicalRank` goes by. */
export function measuresOf(texts: readonly string[]): readonly ((text: string) => WordVector)[] {
  const words = inverseFrequencies(texts.map(contentWords));
  const letters = inverseFrequencies(texts.map(runsOfLetters));
  return [
    (text) => wordVector(contentWords(text), words),
    (text) => wordVector(contentWords(text), () => 1),
    (text) => wordVector([...new Set(contentWords(text))], words),
    (text) => wordVector(runsOfLetters(text), letters),
  ];
}

export function likenesses(
  entries: readonly PoolEntry[],
  measures: readonly ((text: string) => WordVector)[],
): Likenesses {
  const size = entries.length;
  const squares = measures.map((measure) => {
    const index = new TextIndex(entries.map(({ option }) => measure(option)));
    const square = new Float32Array(size * size);
    entries.forEach(({ passage }, i) => {
      square.set(index.similarities(measure(passage)), size * i);
    });
    return square;
  });
  const options = entries.map(({ option }) => measures[0](option));
  const apart = new Uint8Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const can = areApart(entries[i], entries[j]) && cosine(options[i], options[j]) < NEAR_DUPLICATE;
      apart[size * i + j] = apart[size * j + i] = can ? 1 : 0;
    }
  return { size, squares, apart };
}

const areApart = (a: PoolEntry, b: PoolEntry): boolean =>
  a.cluster !== b.cluster &&
  a.authority !== b.authority &&
  !a.mentioned.has(b.authority) &&
  !b.mentioned.has(a.authority);
