import { caseNameParts, partyKey } from "./case-name-key.ts";

const MOST_WORDS = 40;
const MOST_LETTERS = 40;

/**
 * How near two case names are, in [0, 1]: each side against its own side, so that swapped parties earn only what both sides
 * share. 1 exactly when the keys are equal. Bounded work whatever the length.
 */
export function nameSimilarity(a: string, b: string): number {
  const [left, right] = [caseNameParts(a.slice(0, 2000)).map(partyKey), caseNameParts(b.slice(0, 2000)).map(partyKey)];
  const sides = Math.max(left.length, right.length);
  if (sides === 0 || left.length !== right.length) {
    return left.length === 0 || right.length === 0 ? 0 : 0.3 * partySimilarity(left[0], right[0]);
  }
  const scores = left.map((party, index) => partySimilarity(party, right[index]));
  return scores.reduce((product, score) => product * score, 1) ** (1 / scores.length);
}

function partySimilarity(a: string, b: string): number {
  if (a === b) {
    return a === "" ? 0 : 1;
  }
  const [left, right] = [a.split(" ").slice(0, MOST_WORDS), b.split(" ").slice(0, MOST_WORDS)];
  const common = commonInOrder(left, right);
  return Math.min(0.95, (2 * common) / (left.length + right.length));
}

/** Weight of the best in-order alignment of the words. */
function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let previous = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const row = [0];
    for (let index = 0; index < b.length; index += 1) {
      row.push(Math.max(previous[index] + wordSimilarity(word, b[index]), previous[index + 1], row[index]));
    }
    previous = row;
  }
  return previous[b.length];
}

/** Shared letter pairs, counted from 0.6 up only: unlike words earn nothing. */
function wordSimilarity(a: string, b: string): number {
  if (a === b) {
    return 1;
  }
  if (a.length < 4 || b.length < 4 || a.length > MOST_LETTERS || b.length > MOST_LETTERS) {
    return 0;
  }
  const pairs = new Map<string, number>();
  for (let index = 0; index + 1 < a.length; index += 1) {
    const pair = a.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let index = 0; index + 1 < b.length; index += 1) {
    const pair = b.slice(index, index + 2);
    const left = pairs.get(pair) ?? 0;
    if (left > 0) {
      shared += 1;
      pairs.set(pair, left - 1);
    }
  }
  const dice = (2 * shared) / (a.length + b.length - 2);
  return dice < 0.6 ? 0 : dice * 0.9;
}
