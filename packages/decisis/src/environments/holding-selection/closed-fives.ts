import type { Random } from "@decisis/tensor";
import { byLot, clashesOf, type Five, traceLength, traceOf } from "./evenness.ts";
import type { Likenesses } from "./likeness.ts";

/** Exchanges tried for each five in a round. */
const TRIES = 100;
/** A round that brings less than this share of what is left was in vain. */
const WORTHWHILE = 0.1;
/** Fives are even if their traces are at most this share of what they would be with answers drawn by lot. */
const EVEN = 0.5;
/** Above this many times `EVEN` this share of the fives is given up at a time, below it one. */
const FAR = 4;
const AT_A_TIME = 0.05;

interface OpenFive {
  readonly pool: number;
  readonly members: number[];
  trace: Float64Array;
  clashes: number;
}

/**
 * Parts the entries of each pool into fives such that likeness to the passage does not tell which of a five is the answer: hill
 * climbing over exchanges of two entries of a pool, on the square of the sum of all traces. Where that brings nothing more, fives
 * that clash are given up, and with `even` also those that disturb most, until the rest is even. Fives hold positions in their
 * pool; who is in none is left over.
 */
export function closedFives(pools: readonly Likenesses[], random: Random, even: boolean): readonly (readonly Five[])[] {
  const measures = pools[0]?.squares.length ?? 0;
  const bound = EVEN * byLot(measures);
  const sums = new Float64Array(traceLength(measures));
  const spare = pools.map(({ size }) => random.shuffle(Array.from({ length: size }, (_, i) => i)));
  const open: OpenFive[] = pools.flatMap((likenesses, pool) =>
    Array.from({ length: Math.floor(likenesses.size / 5) }, () => {
      const members = spare[pool].splice(0, 5);
      return { pool, members, trace: traceOf(members, likenesses), clashes: clashesOf(members, likenesses) };
    }),
  );
  for (const { trace } of open) add(sums, trace, 1);
  const unevenness = (): number => square(sums) / (5 * open.length);
  const clashes = (): number => open.reduce((all, five) => all + five.clashes, 0);

  while (open.length > 0) {
    const before = unevenness() + clashes();
    climb(open, spare, pools, sums, random, bound);
    const after = unevenness();
    const clashing = open.filter((five) => five.clashes > 0);
    if (clashing.length === 0 && after <= bound) break;
    if (after + clashes() < (1 - WORTHWHILE) * before) continue;
    if (clashing.length === 0 && !even) break;
    const share = clashing.length > 0 || after > FAR * bound ? AT_A_TIME : 0;
    const given = mostDisturbing(clashing.length > 0 ? clashing : open, sums, share);
    for (const five of given) {
      open.splice(open.indexOf(five), 1);
      spare[five.pool].push(...five.members);
      add(sums, five.trace, -1);
    }
  }
  return pools.map((_, pool) => open.filter((five) => five.pool === pool).map(({ members }) => members));
}

/** One round of exchanges with another five or with what is spare, each kept if it brings no more clashes and no more unevenness. */
function climb(
  open: readonly OpenFive[],
  spare: readonly number[][],
  pools: readonly Likenesses[],
  sums: Float64Array,
  random: Random,
  bound: number,
): void {
  const inPool = pools.map((_, pool) => open.filter((five) => five.pool === pool));
  const least = bound * 5 * open.length;
  let now = square(sums);
  let clashing = open.reduce((all, { clashes }) => all + clashes, 0);
  const change = new Float64Array(sums.length);
  for (let tried = 0; tried < TRIES * open.length; tried++) {
    if (now <= least && clashing === 0) return;
    const one = open[random.integer(open.length)];
    const left = spare[one.pool];
    const a = random.integer(5);
    const drawn = random.integer(left.length + 5 * inPool[one.pool].length);
    const other = drawn < left.length ? null : inPool[one.pool][Math.floor((drawn - left.length) / 5)];
    if (other === one) continue;
    const from = other === null ? left : other.members;
    const b = other === null ? drawn : (drawn - left.length) % 5;
    [one.members[a], from[b]] = [from[b], one.members[a]];
    const changed = other === null ? [one] : [one, other];
    const clashes = changed.map(({ members, pool }) => clashesOf(members, pools[pool]));
    const more = changed.reduce((sum, five, i) => sum + clashes[i] - five.clashes, 0);
    if (more <= 0) {
      const traces = changed.map(({ members, pool }) => traceOf(members, pools[pool]));
      change.fill(0);
      changed.forEach((five, i) => {
        add(change, traces[i], 1);
        add(change, five.trace, -1);
      });
      const then = squareOfSum(sums, change, 1);
      if (more < 0 || then <= now) {
        add(sums, change, 1);
        now = then;
        clashing += more;
        changed.forEach((five, i) => {
          five.trace = traces[i];
          five.clashes = clashes[i];
        });
        continue;
      }
    }
    [one.members[a], from[b]] = [from[b], one.members[a]];
  }
}

/** A share of the fives, at least one: those that clash most, and among equals those without which the sums are smallest. */
function mostDisturbing(open: readonly OpenFive[], sums: Float64Array, share: number): readonly OpenFive[] {
  const without = new Map(open.map((five) => [five, squareOfSum(sums, five.trace, -1)]));
  const order = open.toSorted(
    (a, b) => b.clashes - a.clashes || (without.get(a) as number) - (without.get(b) as number),
  );
  return order.slice(0, Math.max(1, Math.floor(share * open.length)));
}

function add(sums: Float64Array, trace: Float64Array, sign: 1 | -1): void {
  for (let k = 0; k < sums.length; k++) sums[k] += sign * trace[k];
}

const square = (sums: Float64Array): number => sums.reduce((all, sum) => all + sum * sum, 0);

/** Square of the sums with a trace, or without it. */
function squareOfSum(sums: Float64Array, trace: Float64Array, sign: 1 | -1): number {
  let all = 0;
  for (let k = 0; k < sums.length; k++) {
    const sum = sums[k] + sign * trace[k];
    all += sum * sum;
  }
  return all;
}
