import { PairHeap } from "./pair-heap.ts";

/** A word of the training text as symbols, and how often it occurs. */
export interface CountedWord {
  symbols: number[];
  readonly count: number;
}

export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly result: number;
}

/** Symbols stay below this, so that a pair fits into one exact number. */
const BASE = 2 ** 26;

/**
 * Byte-pair encoding's training loop (Sennrich et al. 2016, arXiv 1508.07909): joins the most frequent pair of neighbours, again and
 * again, while `more()` says so. Counts are kept up to date, so a merge costs only the words that it changes. `join` names the
 * symbol for a pair: a new one, or an old one that spells the same. Rewrites `words`.
 */
export function mergePairs(
  words: CountedWord[],
  minFrequency: number,
  more: () => boolean,
  join: (left: number, right: number) => number,
): Merge[] {
  const counts = new Map<number, number>();
  /** Words in which a pair has occurred: a superset, with repetitions. */
  const places = new Map<number, number[]>();
  words.forEach((word, index) => {
    for (let i = 1; i < word.symbols.length; i++) {
      const key = word.symbols[i - 1] * BASE + word.symbols[i];
      counts.set(key, (counts.get(key) ?? 0) + word.count);
      notePlace(places, key, index);
    }
  });
  const heap = new PairHeap();
  for (const [key, count] of counts) heap.push(count, key);

  const merges: Merge[] = [];
  while (heap.size > 0 && more()) {
    const { count, key } = heap.pop();
    const current = counts.get(key) ?? 0;
    if (current !== count) {
      // outdated by an earlier merge; whatever grew was pushed again then
      if (current > 0 && current < count) heap.push(current, key);
      continue;
    }
    if (count < minFrequency || count < 1) break;
    const left = Math.floor(key / BASE);
    const right = key % BASE;
    const result = join(left, right);
    merges.push({ left, right, result });
    const grown = new Set<number>();
    let previous = -1;
    for (const index of places.get(key)!.sort((a, b) => a - b)) {
      if (index === previous) continue;
      previous = index;
      const word = words[index];
      const merged = mergedSymbols(word.symbols, left, right, result);
      if (merged.length === word.symbols.length) continue;
      for (let i = 1; i < word.symbols.length; i++) {
        const old = word.symbols[i - 1] * BASE + word.symbols[i];
        counts.set(old, counts.get(old)! - word.count);
      }
      for (let i = 1; i < merged.length; i++) {
        const now = merged[i - 1] * BASE + merged[i];
        counts.set(now, (counts.get(now) ?? 0) + word.count);
        if (merged[i - 1] === result || merged[i] === result) {
          grown.add(now);
          notePlace(places, now, index);
        }
      }
      word.symbols = merged;
    }
    places.delete(key);
    if (counts.get(key) === 0) counts.delete(key);
    for (const pair of grown) heap.push(counts.get(pair)!, pair);
  }
  return merges;
}

function notePlace(places: Map<number, number[]>, key: number, index: number): void {
  const list = places.get(key);
  if (list) list.push(index);
  else places.set(key, [index]);
}

/** Every `left`, `right` from left to right replaced by `result`. */
function mergedSymbols(symbols: readonly number[], left: number, right: number, result: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < symbols.length; i++) {
    if (symbols[i] === left && symbols[i + 1] === right) {
      out.push(result);
      i++;
    } else out.push(symbols[i]);
  }
  return out;
}
