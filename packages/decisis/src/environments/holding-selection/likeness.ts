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
const NEAR_DUPLICATE = 0.5;

/** How like the options of some entries are to their passages, and which of the entries can stand side by side. */
export interface Likenesses {
  readonly size: number;
  /** Cosines, a square for each way of measuring; `square[size * i + j]` compares passage `i` with option `j`. */
  readonly squares: readonly Float32Array[];
  /** 1 where neither of two entries can be a second right answer to the other, and their options do not say nearly the same. */
  readonly apart: Uint8Array;
}

/** What texts are compared by: a vector for each way of measuring, the first the one that `lexicalRank` goes by. */
type Vectors = (text: string) => readonly WordVector[];

export function vectorsFor(texts: readonly string[]): Vectors {
  const weights = inverseFrequencies(texts.map(contentWords));
  const ofLetters = inverseFrequencies(texts.map(runsOfLetters));
  return (text) => {
    const words = contentWords(text);
    return [
      wordVector(words, weights),
      wordVector(words, () => 1),
      wordVector([...new Set(words)], weights),
      wordVector(runsOfLetters(text), ofLetters),
    ];
  };
}

/** Of one entry or more. */
export function likenesses(entries: readonly PoolEntry[], vectors: Vectors): Likenesses {
  const size = entries.length;
  const passages = entries.map(({ passage }) => vectors(passage));
  const options = entries.map(({ option }) => vectors(option));
  const squares = options[0].map((_, measure) => {
    const index = new TextIndex(options.map((option) => option[measure]));
    const square = new Float32Array(size * size);
    passages.forEach((passage, i) => {
      square.set(index.similarities(passage[measure]), size * i);
    });
    return square;
  });
  const apart = new Uint8Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const can = areApart(entries[i], entries[j]) && cosine(options[i][0], options[j][0]) < NEAR_DUPLICATE;
      apart[size * i + j] = apart[size * j + i] = can ? 1 : 0;
    }
  return { size, squares, apart };
}

const areApart = (a: PoolEntry, b: PoolEntry): boolean =>
  a.cluster !== b.cluster && !a.mentioned.has(b.authority) && !b.mentioned.has(a.authority);
