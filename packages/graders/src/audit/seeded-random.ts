/**
 * Seeded generator for what an audit draws: SplitMix32, that is the finalizer of MurmurHash3 (Appleby 2011) over a counter that
 * steps by the golden ratio (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195), started from the FNV-1a hash of a path of
 * labels. Period 2^32; for choosing test inputs, not for simulation.
 */
export class SeededRandom {
  private state: number;

  private constructor(state: number) {
    this.state = state;
  }

  /** The stream that belongs to `path`. Equal paths give equal streams; the number 1 and the string "1" differ. */
  static at(...path: readonly (number | string)[]): SeededRandom {
    let hash = 0x811c9dc5;
    const text = path.map((label) => (typeof label === "number" ? `n${label}` : `s${label.length}:${label}`)).join("/");
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return new SeededRandom(hash | 0);
  }

  /** Uniform integer in [0, 2^32). */
  uint32(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  }

  /** Integer in [0, n), even to within n / 2^32. `n` from 1 to 2^32. */
  integer(n: number): number {
    if (!(n >= 1 && n <= 4294967296)) throw new RangeError(`SeededRandom.integer: n must be in [1, 2^32], got ${n}`);
    return Math.floor((this.uint32() / 4294967296) * n);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  /** `count` of the items (all, if there are no more) in drawn order: the first steps of Fisher and Yates. */
  draw<T>(items: readonly T[], count: number = items.length): T[] {
    const pool = [...items];
    const taken = Math.min(count, pool.length);
    for (let i = 0; i < taken; i++) {
      const j = i + this.integer(pool.length - i);
      [pool[i], pool[j]] = [pool[j], pool[i]];
    }
    return pool.slice(0, taken);
  }
}
