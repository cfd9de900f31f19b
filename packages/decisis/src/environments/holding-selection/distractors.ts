import { Random } from "@decisis/tensor";
import { contentWords, cosine, inverseFrequencies, TextIndex, type WordVector, wordVector } from "./text-index.ts";

/** What distractors are chosen by. A pool holds one text of each authority. */
export interface PoolEntry {
  readonly id: string;
  readonly authority: string;
  readonly cluster: string;
  /** Authorities that the passage cites, the entry's own among them. */
  readonly mentioned: ReadonlySet<string>;
  readonly passage: string;
  readonly option: string;
}

export interface ChosenDistractors {
  /** Positions in the pool. */
  readonly distractors: readonly number[];
  /** Distractors that are nearer to the passage than the answer is. */
  readonly rank: number;
}

/** Options with at least this cosine say nearly the same. */
export const NEAR_DUPLICATE = 0.5;
/** A distractor's likeness to the passage differs from the answer's by at least this factor, so that no other weighting turns it round. */
const MARGIN = 0.9;
/** So many are kept that are a little nearer to the passage than the answer is, and as many that are a little farther. */
const CANDIDATES = 96;
/** An option is a distractor in at most so many tasks (the mean is four). */
const MOST_USES = 12;
const DISTRACTORS = 4;

/**
 * Four distractors for every entry of a pool, about as like its passage as its answer is, such that the answer's place among the
 * five by likeness to the passage is even over the pool as far as the pool allows. `null` where it has no four.
 *
 * The likest of all would give themselves away in a large pool: all are about the passage's words, and so like each other.
 */
export function chooseDistractors(pool: readonly PoolEntry[], seed: number): readonly (ChosenDistractors | null)[] {
  const optionWords = pool.map((entry) => contentWords(entry.option));
  const passageWords = pool.map((entry) => contentWords(entry.passage));
  const weight = inverseFrequencies([...optionWords, ...passageWords]);
  const options = optionWords.map((words) => wordVector(words, weight));
  const index = new TextIndex(options);
  const uses = pool.map(() => 0);
  const chosen: (ChosenDistractors | null)[] = pool.map(() => null);
  const counts = Array.from({ length: DISTRACTORS + 1 }, () => 0);

  const candidates = pool.map((entry, i): Candidates => {
    const scores = index.similarities(wordVector(passageWords[i], weight));
    const twins = index.similarities(options[i]);
    const allowed = (j: number): boolean =>
      j !== i &&
      twins[j] < NEAR_DUPLICATE &&
      pool[j].cluster !== entry.cluster &&
      pool[j].authority !== entry.authority &&
      !entry.mentioned.has(pool[j].authority);
    return {
      nearer: closest(scores, scores[i], (j) => MARGIN * scores[j] > scores[i] && allowed(j)),
      farther: closest(scores, scores[i], (j) => scores[j] < MARGIN * scores[i] && allowed(j)),
    };
  });
  // Those with the least choice of ranks first.
  const order = pool
    .map((_, i) => i)
    .sort((a, b) => freedom(candidates[a]) - freedom(candidates[b]) || (pool[a].id < pool[b].id ? -1 : 1));
  for (const i of order) {
    const random = Random.at(seed, "holding-distractors", pool[i].id);
    const ranks = random.shuffle(feasibleRanks(candidates[i])).sort((a, b) => counts[a] - counts[b]);
    for (const rank of ranks) {
      const picked = pick(candidates[i], rank, random, options, uses);
      if (picked === null) continue;
      for (const j of picked) uses[j]++;
      counts[rank]++;
      chosen[i] = { distractors: picked, rank };
      break;
    }
  }
  return chosen;
}

/** Positions of the `CANDIDATES` scores closest to `middle` among those that `allowed` lets through, closest first, equals in pool order. */
function closest(scores: Float64Array, middle: number, allowed: (position: number) => boolean): number[] {
  const best: number[] = [];
  const distance = (position: number) => Math.abs(scores[position] - middle);
  for (let j = 0; j < scores.length; j++) {
    if (best.length === CANDIDATES && distance(j) >= distance(best[CANDIDATES - 1])) continue;
    if (!allowed(j)) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const half = (low + high) >> 1;
      if (distance(best[half]) <= distance(j)) low = half + 1;
      else high = half;
    }
    best.splice(low, 0, j);
    if (best.length > CANDIDATES) best.pop();
  }
  return best;
}

interface Candidates {
  /** Those as near to the passage as the answer first. */
  readonly nearer: readonly number[];
  readonly farther: readonly number[];
}

const feasibleRanks = ({ nearer, farther }: Candidates): number[] =>
  Array.from({ length: DISTRACTORS + 1 }, (_, rank) => rank).filter(
    (rank) => nearer.length >= rank && farther.length >= DISTRACTORS - rank,
  );

const freedom = (candidates: Candidates): number => feasibleRanks(candidates).length;

/** `rank` entries nearer than the answer and the rest farther, none nearly the same as another, none used too often. */
function pick(
  { nearer, farther }: Candidates,
  rank: number,
  random: Random,
  options: readonly WordVector[],
  uses: readonly number[],
): number[] | null {
  const picked: number[] = [];
  const take = (from: readonly number[], many: number): boolean => {
    const usable = from.filter((j) => uses[j] < MOST_USES);
    for (const j of random.shuffle(usable)) {
      if (many === 0) break;
      if (picked.some((other) => cosine(options[other], options[j]) >= NEAR_DUPLICATE)) continue;
      picked.push(j);
      many--;
    }
    return many === 0;
  };
  return take(nearer, rank) && take(farther, DISTRACTORS - rank) ? picked : null;
}
