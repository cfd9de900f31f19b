import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import { closedFives } from "./closed-fives.ts";
import { byLot, clashesOf, traceLength, traceOf } from "./evenness.ts";
import type { Likenesses } from "./likeness.ts";

const FIVE = [0, 1, 2, 3, 4];
const squareOf = (size: number, likeness: (passage: number, option: number) => number): Float32Array =>
  Float32Array.from({ length: size * size }, (_, at) => likeness(Math.floor(at / size), at % size));
const poolOf = (size: number, ...squares: Float32Array[]): Likenesses => ({
  size,
  squares,
  apart: Uint8Array.from({ length: size * size }, (_, at) => (Math.floor(at / size) === at % size ? 0 : 1)),
});

describe("traceOf", () => {
  it("is nothing where likeness has nothing to do with the passage", () => {
    const pool = poolOf(
      5,
      squareOf(5, (_, option) => option ** 2 / 20),
    );
    for (const sum of traceOf(FIVE, pool)) expect(sum).toBeCloseTo(0, 12);
  });

  it("is nothing where all options are alike", () => {
    const pool = poolOf(
      5,
      squareOf(5, () => 0.3),
    );
    for (const sum of traceOf(FIVE, pool)) expect(sum).toBeCloseTo(0, 12);
  });

  it("counts the answer's places, less a fifth", () => {
    const pool = poolOf(
      5,
      squareOf(5, (passage, option) => (passage === option ? 0.9 : option / 100)),
    );
    const trace = traceOf(FIVE, pool);
    expect(trace).toHaveLength(traceLength(1));
    // By likeness, then by distance to the next.
    for (const first of [0, 5]) {
      expect(trace[first]).toBeCloseTo(4, 12);
      for (let place = 1; place < 5; place++) expect(trace[first + place]).toBeCloseTo(-1, 12);
    }
  });
});

describe("closedFives", () => {
  const random = Random.at(1, "pool");
  const size = 120;
  // Answers are somewhat likelier to be the nearest than other options are.
  const likeness = (passage: number, option: number) => random.uniform() + (passage === option ? 0.25 : 0);
  const pool = poolOf(size, squareOf(size, likeness), squareOf(size, likeness));
  const unevenness = (fives: readonly (readonly number[])[]) => {
    const sums = new Float64Array(traceLength(2));
    for (const five of fives) for (const [k, value] of traceOf(five, pool).entries()) sums[k] += value;
    return sums.reduce((all, sum) => all + sum * sum, 0) / (5 * fives.length);
  };

  it("evens out what drawing by lot leaves uneven, with each entry in one five at most", () => {
    const [fives] = closedFives([pool], Random.at(2), true);
    expect(fives.length).toBeGreaterThan(20);
    expect(new Set(fives.flat()).size).toBe(5 * fives.length);
    expect(unevenness(fives)).toBeLessThan(0.5 * byLot(2));
    const drawn = Array.from({ length: 24 }, (_, i) => FIVE.map((b) => 5 * i + b));
    expect(unevenness(drawn)).toBeGreaterThan(2 * byLot(2));
  });

  it("gives up who cannot stand side by side, and no one else unless it is to be even", () => {
    const apart = Uint8Array.from(pool.apart, (_, at) => (Math.floor(at / size) < 60 && at % size < 60 ? 0 : 1));
    const half = { ...pool, apart };
    const [fives] = closedFives([half], Random.at(3), false);
    // At most one of the sixty that clash in each.
    for (const five of fives) {
      expect(clashesOf(five, half)).toBe(0);
      expect(five.filter((entry) => entry < 60).length).toBeLessThanOrEqual(1);
    }
    expect(fives.length).toBeGreaterThanOrEqual(12);
    expect(closedFives([pool], Random.at(3), false)[0]).toHaveLength(24);
    expect(closedFives([], Random.at(3), true)).toEqual([]);
  });
});
