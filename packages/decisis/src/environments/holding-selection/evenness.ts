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

/** The five likenesses of one passage, highest first, and their logarithms. */
const sorted = new Float64Array(5);
const logs = new Float64Array(5);
const SCALES = [sorted, logs];
/** Distance of each from the one next to it. */
const gaps = new Float64Array(5);
/** What the answer has of each place, by likeness and by distance. */
const byLikeness = new Float64Array(5);
const byGap = new Float64Array(5);

/**
 * What the five questions about a five tell of their answers by likeness alone, summed over the questions: how often the answer
 * stands at which place, less a fifth. 0 throughout means that nothing is told.
 */
export function traceOf(five: Five, { size, squares }: Likenesses): Float64Array {
  const sums = new Float64Array(traceLength(squares.length));
  for (let answer = 0; answer < 5; answer++) {
    const row = size * five[answer];
    for (let m = 0; m < squares.length; m++) {
      const place = sortLikenesses(squares[m], row, five, answer);
      let at = m * PER_MEASURE;
      fillPlaces(byLikeness, sorted, place);
      addPlaces(sums, at, byLikeness);
      at += 5;
      for (const scale of SCALES) {
        const farthest = fillGaps(scale);
        fillPlaces(byGap, gaps, place);
        addPlaces(sums, at, byGap);
        if (farthest >= 0) addPlaces(sums, at + 5 + 5 * farthest, byLikeness);
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

/** Fills `sorted` and `logs`; returns where the answer stands in them, the first of equal ones. */
function sortLikenesses(square: Float32Array, row: number, five: Five, answer: number): number {
  const own = square[row + five[answer]];
  let place = 0;
  for (let b = 0; b < 5; b++) {
    const value = square[row + five[b]];
    if (value > own) place++;
    let to = b;
    for (; to > 0 && sorted[to - 1] < value; to--) sorted[to] = sorted[to - 1];
    sorted[to] = value;
  }
  for (let b = 0; b < 5; b++) logs[b] = Math.log(sorted[b] + SLIGHT);
  return place;
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

/** Fills `places` with what one of five values has of each, 0 the highest; equal ones share theirs. */
function fillPlaces(places: Float64Array, of: Float64Array, position: number): void {
  const value = of[position];
  let above = 0;
  let same = 0;
  for (let b = 0; b < 5; b++) {
    if (of[b] > value + EQUAL) above++;
    else if (of[b] >= value - EQUAL) same++;
  }
  for (let place = 0; place < 5; place++) places[place] = place >= above && place < above + same ? 1 / same : 0;
}

/** Adds what the answer has of each place, less a fifth. */
function addPlaces(sums: Float64Array, at: number, places: Float64Array): void {
  for (let place = 0; place < 5; place++) sums[at + place] = sums[at + place] - 0.2 + places[place];
}
