const STOP = new Set(
  "the and that for with not was were had has have its his her their this these those which who whom when where under upon from into than then there any all may must can could would should shall will been being but are also such other court case see held holding".split(
    " ",
  ),
);

/** Lower-case words and numbers of two characters and more, without the commonest, with plural and participle endings cut. */
export function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]{2,}/g) ?? [])
    .filter((word) => word.length > 2 || /\d/.test(word))
    .filter((word) => !STOP.has(word))
    .map((word) =>
      word.length > 5 ? word.replace(/(?:ing|ed|es|s)$/, "") : word.length > 3 ? word.replace(/s$/, "") : word,
    );
}

/** Every four characters in a row, blanks among them: what stems and phrases have in common. */
export function runsOfLetters(text: string): string[] {
  const plain = ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, " ")} `;
  return Array.from({ length: Math.max(0, plain.length - 3) }, (_, at) => plain.slice(at, at + 4));
}

/** Weight of a word by the number of texts it stands in: ln((1 + n) / (1 + df)) + 1, as scikit-learn smooths it. */
export function inverseFrequencies(texts: readonly (readonly string[])[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log((1 + texts.length) / (1 + (counts.get(word) ?? 0))) + 1;
}

export type WordVector = ReadonlyMap<string, number>;

/** Term frequency times inverse document frequency, of length 1 (or 0 for a text without words). */
export function wordVector(words: readonly string[], weight: (word: string) => number): WordVector {
  const vector = new Map<string, number>();
  for (const word of words) vector.set(word, (vector.get(word) ?? 0) + 1);
  let square = 0;
  for (const [word, count] of vector) {
    const value = count * weight(word);
    vector.set(word, value);
    square += value * value;
  }
  if (square > 0) for (const [word, value] of vector) vector.set(word, value / Math.sqrt(square));
  return vector;
}

export function cosine(a: WordVector, b: WordVector): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, value] of few) sum += value * (many.get(word) ?? 0);
  return sum;
}

/** Vectors that can be searched for the ones nearest to another: an inverted list a word. */
export class TextIndex {
  private readonly lists = new Map<string, { readonly at: number; readonly value: number }[]>();
  private readonly size: number;

  constructor(vectors: readonly WordVector[]) {
    this.size = vectors.length;
    vectors.forEach((vector, at) => {
      for (const [word, value] of vector) {
        const list = this.lists.get(word) ?? [];
        if (list.length === 0) this.lists.set(word, list);
        list.push({ at, value });
      }
    });
  }

  /** Cosine of `query` with every vector, in their order. */
  similarities(query: WordVector): Float64Array {
    const scores = new Float64Array(this.size);
    for (const [word, weight] of query)
      for (const { at, value } of this.lists.get(word) ?? []) scores[at] += weight * value;
    return scores;
  }
}
