import type { Likenesses } from "./likeness.ts";

/** Entries of a pool, each of which is the answer to one question about all five. */
export type Five = readonly number[];

/** Pairs of a five that cannot stand side by side. */
export function clashesOf(five: Five, { size, apart }: Likenesses): number {
  let clashes = 0;
  for (let a = 0; a < five.length; a++)
    for (let b = 0; b < a; b++) if (apart[size * five[a] + five[b]] === 0) clashes++;
  return clashes;
}

/**
 * Numbers for each measure: the answer's place by likeness; on the plain scale and on that of logarithms, its place by distance
 * to the next, and its place by likeness given which place is farthest from the next; its standardised likeness.
 */
const PER_MEASURE = 5 + 2 * (5 + 25) + 1;
/** Whether the answer shares any word with the passage, given how many of the five do. */
const SHARES_A_WORD = 5;
/** What is added to a likeness before its logarithm is taken. */
const SLIGHT = 1e-3;
const EQUAL = 1e-6;
/** Brings the variance of a standardised likeness, 1, to that of a place, 0.16. */
const AS_PLACE = 0.4;

export const traceLength = (measures: number): number => measures * PER_MEASURE + SHARES_A_WORD;

/** What the squares of the sums over n questions come to, divided by n, if answers are drawn by lot: a place weighs 5 * 0.16. */
export const byLot = (measures: number): number => measures * (5 * 0.8 + 0.16);

/** The five likenesses of one passage, highest first, and whose they are. */
const sorted = new Float64Array(5);
const logs = new Float64Array(5);
const owner = new Int32Array(5);
/** Distance of each from the one next to it. */
const gaps = new Float64Array(5);

/**
 * What the five questions about a five tell of their answers by likeness alone, summed over the questions: how often the answer
 * stands at which place, less a fifth. 0 throughout means that nothing is told.
 */
export function traceOf(five: Five, { size, squares }: Likenesses): Float64Array {
  const sums = new Float64Array(traceLength(squares.length));
  for (let answer = 0; answer < 5; answer++) {
    const row = size * five[answer];
    for (let m = 0; m < squares.length; m++) {
      sortLikenesses(squares[m], row, five);
      const place = owner.indexOf(answer);
      let at = m * PER_MEASURE;
      addPlace(sorted, place, sums, at);
      at += 5;
      for (const scale of [sorted, logs]) {
        const farthest = fillGaps(scale);
        addPlace(gaps, place, sums, at);
        if (farthest >= 0) addPlace(sorted, place, sums, at + 5 + 5 * farthest);
        at += 30;
      }
      let [sum, square] = [0, 0];
      for (const value of sorted) {
        sum += value;
        square += value * value;
      }
      const variance = square / 5 - (sum / 5) ** 2;
      if (variance > EQUAL ** 2) sums[at] += (AS_PLACE * (sorted[place] - sum / 5)) / Math.sqrt(variance);
      if (m === 0) {
        let alike = 0;
        for (const value of sorted) if (value > 0) alike++;
        if (alike > 0 && alike < 5)
          sums[sums.length - SHARES_A_WORD + alike] += (sorted[place] > 0 ? 1 : 0) - alike / 5;
      }
    }
  }
  return sums;
}

function sortLikenesses(square: Float32Array, row: number, five: Five): void {
  for (let b = 0; b < 5; b++) {
    const value = square[row + five[b]];
    let to = b;
    for (; to > 0 && sorted[to - 1] < value; to--) {
      sorted[to] = sorted[to - 1];
      owner[to] = owner[to - 1];
    }
    sorted[to] = value;
    owner[to] = b;
  }
  for (let b = 0; b < 5; b++) logs[b] = Math.log(sorted[b] + SLIGHT);
}

/** Fills `gaps` on a scale that falls; the place of the widest, -1 if two are as wide. */
function fillGaps(scale: Float64Array): number {
  for (let b = 0; b < 5; b++) {
    const above = b === 0 ? Number.POSITIVE_INFINITY : scale[b - 1] - scale[b];
    const below = b === 4 ? Number.POSITIVE_INFINITY : scale[b] - scale[b + 1];
    gaps[b] = above < below ? above : below;
  }
  let widest = 0;
  for (let b = 1; b < 5; b++) if (gaps[b] > gaps[widest]) widest = b;
  for (let b = 0; b < 5; b++) if (b !== widest && gaps[widest] - gaps[b] < EQUAL) return -1;
  return widest;
}

/** Adds the place of one of five values, 0 the highest; equal ones share their places. Less a fifth each. */
function addPlace(of: Float64Array, position: number, sums: Float64Array, at: number): void {
  let [above, same] = [0, 0];
  for (let b = 0; b < 5; b++) {
    if (of[b] > of[position] + EQUAL) above++;
    else if (of[b] >= of[position] - EQUAL) same++;
  }
  for (let place = 0; place < 5; place++) sums[at + place] -= 0.2;
  for (let place = above; place < above + same; place++) sums[at + place] += 1 / same;
}
