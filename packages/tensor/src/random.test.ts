import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";

const N = 20_000;

test("a path names a stream: equal paths are equal, all others differ", () => {
  const paths: (number | string)[][] = [
    [],
    [1],
    ["1"],
    [1, 2],
    [12],
    [2, 1],
    ["1", "2"],
    ["12"],
    ["1/s1:2"],
    [-1],
    [1.5],
    ["", 1],
    [1, ""],
  ];
  const first = paths.map((path) => Random.at(...path).uint32());
  expect(new Set(first).size).toBe(paths.length);
  expect(paths.map((path) => Random.at(...path).uint32())).toEqual(first);
});

test("streams do not change between versions: runs would not resume", () => {
  const r = Random.at(7, "sample", "task", 0);
  expect([r.uint32(), r.uint32(), r.uint32()]).toEqual([2346497070, 2212460042, 4223763898]);
});

describe("numbers are distributed as promised", () => {
  const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;

  test("uniform", () => {
    const r = Random.at("uniform");
    const xs = Array.from({ length: N }, () => r.uniform());
    expect(xs.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(Math.abs(mean(xs) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / N));
    const bins = new Array<number>(50).fill(0);
    for (const x of xs) bins[Math.floor(50 * x)]++;
    expect(bins.reduce((a, n) => a + (n - N / 50) ** 2 / (N / 50), 0)).toBeLessThan(85.4); // 99.9 % of χ² at 49
  });

  test("the first numbers of neighbouring streams are independent", () => {
    const xs = Array.from({ length: N }, (_, i) => Random.at(1, "sample", "p", i).uniform());
    const bins = new Array<number>(100).fill(0);
    for (let i = 1; i < N; i++) bins[10 * Math.floor(10 * xs[i - 1]) + Math.floor(10 * xs[i])]++;
    expect(bins.reduce((a, n) => a + (n - N / 100) ** 2 / (N / 100), 0)).toBeLessThan(148.2); // at 99
  });

  test("normal", () => {
    const r = Random.at("normal");
    const xs = Array.from({ length: N }, () => r.normal());
    expect(xs.every(Number.isFinite)).toBe(true);
    expect(Math.abs(mean(xs))).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(mean(xs.map((x) => x * x)) - 1)).toBeLessThan(4 * Math.sqrt(2 / N));
    expect(Math.abs(mean(xs.map((x) => x ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / N));
  });

  test("integers are without bias and in range", () => {
    const r = Random.at("integer");
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < N; i++) counts[r.integer(7)]++;
    expect(counts.reduce((a, n) => a + (n - N / 7) ** 2 / (N / 7), 0)).toBeLessThan(22.5); // at 6
    expect(r.integer(1)).toBe(0);
    expect(r.integer(4294967296)).toBeLessThan(4294967296);
    for (const n of [0, -1, 4294967297, Number.NaN]) expect(() => r.integer(n)).toThrow(RangeError);
  });

  test("shuffles hold every item once, in every order equally often", () => {
    const r = Random.at("shuffle");
    const items = [1, 2, 3];
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = r.shuffle(items).join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(["123", "132", "213", "231", "312", "321"]);
    expect([...seen.values()].reduce((a, n) => a + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(20.5); // at 5
    expect(items).toEqual([1, 2, 3]);
    expect(items).toContain(r.pick(items));
  });
});
