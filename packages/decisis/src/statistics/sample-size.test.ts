import { Random } from "@decisis/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapMeans, clusterTotals } from "./cluster-bootstrap.ts";
import { comparePaired, type ScoredTask, type SeedPair, twoSidedP } from "./comparison.ts";
import { type DifferenceSpread, differenceSpread } from "./difference-spread.ts";
import golden from "./fixtures/scipy.json" with { type: "json" };
import { mean, standardDeviation } from "./moments.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { detectableDifference, tasksNeeded } from "./sample-size.ts";

const oneSeed = (sd: number): DifferenceSpread => ({ tasks: sd, seeds: null, correlation: 0 });

/** Differences [S, n] as models that start from 0.5. */
const pairsOf = (differences: readonly (readonly number[])[], cluster = (t: number) => `c${t}`): SeedPair[] => {
  const tasks = (line: readonly number[], of: (d: number) => number): ScoredTask[] =>
    line.map((d, t) => ({ id: `t${t}`, cluster: cluster(t), score: of(d) }));
  return differences.map((line, seed) => ({ seed, from: tasks(line, () => 0.5), to: tasks(line, (d) => 0.5 + d) }));
};

describe("normal quantiles", () => {
  it.each(golden.normal)("agree with SciPy at $p", ({ p, z }) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 13);
  });

  it("are of probabilities only", () => {
    for (const p of [0, 1, -1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});

describe("sample size", () => {
  it.each(golden.sample_size)("agrees with statsmodels for $difference at a spread of $sd", (one) => {
    const test = { alpha: one.alpha, power: one.power };
    const n = tasksNeeded(one.difference, oneSeed(one.sd), {}, test);
    expect(n).toBe(Math.ceil(one.n));
    expect(n).toBe(Math.ceil(one.n_both_tails));
    // What the normal approximation leaves out: z²/2 tasks.
    expect(one.n_t_test - one.n - normalQuantile(one.alpha / 2) ** 2 / 2).toBeCloseTo(0, 0);
    expect(detectableDifference(oneSeed(one.sd), { tasks: 200 }, test)).toBeCloseTo(one.detectable_at_200, 12);
  });

  it("is the inverse of the smallest detectable difference", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 10 }), share, share, (n, s, x, y) => {
        const spread = { tasks: 0.05 + x / 2, seeds: y / 20, correlation: y };
        const difference = detectableDifference(spread, { tasks: n, seeds: s });
        // What tasks add lies above what seeds leave by a part in 10⁵ at least: five of sixteen digits are lost at most.
        const needed = tasksNeeded(difference, spread, { seeds: s });
        expect(Math.abs(needed - n)).toBeLessThanOrEqual(1);
        expect(tasksNeeded(difference * 0.999, spread, { seeds: s })).toBeGreaterThanOrEqual(needed);
        expect(detectableDifference(spread, { tasks: needed, seeds: s })).toBeLessThanOrEqual(difference * (1 + 1e-9));
      }),
    );
  });

  it("falls with seeds, less where tasks move alike under all of them, and has a floor that only seeds lower", () => {
    const spread = { tasks: 0.3, seeds: 0, correlation: 0 };
    expect(tasksNeeded(0.03, spread, { seeds: 1 })).toBe(785);
    expect(tasksNeeded(0.03, spread, { seeds: 5 })).toBe(157);
    expect(tasksNeeded(0.03, { ...spread, correlation: 0.5 }, { seeds: 5 })).toBe(471);
    expect(tasksNeeded(0.03, { ...spread, correlation: 1 }, { seeds: 5 })).toBe(785);
    // 2.80 · 0.03 / √5 = 0.038: above 0.03 however many tasks there are.
    expect(tasksNeeded(0.03, { ...spread, seeds: 0.03 }, { seeds: 5 })).toBe(Number.POSITIVE_INFINITY);
    expect(tasksNeeded(0.03, { ...spread, seeds: 0.03 }, { seeds: 10 })).toBeLessThan(785);
    expect(detectableDifference({ ...spread, seeds: 0.03 }, { tasks: 1e12, seeds: 5 })).toBeCloseTo(0.0376, 4);
  });

  it("cannot plan several seeds from one, nor for no difference", () => {
    expect(() => tasksNeeded(0.03, oneSeed(0.3), { seeds: 2 })).toThrow(/unknown/);
    for (const d of [0, Number.NaN]) expect(() => tasksNeeded(d, oneSeed(0.3))).toThrow(RangeError);
    for (const seeds of [0, 1.5]) expect(() => tasksNeeded(0.1, oneSeed(0.3), { seeds })).toThrow(RangeError);
    expect(() => tasksNeeded(0.1, oneSeed(0.3), {}, { alpha: 0, power: 0.8 })).toThrow(RangeError);
  });

  it("lets the bootstrap find the difference about as often as planned", () => {
    const n = tasksNeeded(0.1, oneSeed(0.3));
    let found = 0;
    for (let study = 0; study < 300; study++) {
      const r = Random.at("planned study", study);
      const tasks = Array.from({ length: n }, (_, i) => ({ cluster: `c${i}`, value: 0.1 + 0.3 * r.normal() }));
      if (twoSidedP(bootstrapMeans([clusterTotals(tasks)], Random.at("draws", study), 1000)) <= 0.05) found++;
    }
    expect(found / 300).toBeGreaterThan(0.74);
    expect(found / 300).toBeLessThan(0.88);
  });
});

describe("the spread of observed differences", () => {
  const { differences, clusters, anova, cluster_robust_standard_error_of_first_seed } = golden.spread;

  it("agrees with statsmodels' analysis of variance", () => {
    const spread = differenceSpread(pairsOf(differences));
    expect(spread.tasks ** 2).toBeCloseTo(anova.tasks + anova.rest, 12);
    expect(spread.correlation).toBeCloseTo(anova.tasks / (anova.tasks + anova.rest), 12);
    expect(spread.seeds! ** 2).toBeCloseTo(anova.seeds, 12);
  });

  it("agrees with statsmodels' cluster-robust standard error", () => {
    const { tasks } = differenceSpread(pairsOf([differences[0]], (t) => `c${clusters[t]}`));
    expect(tasks / Math.sqrt(clusters.length)).toBeCloseTo(cluster_robust_standard_error_of_first_seed, 12);
  });

  it("of one seed is the standard deviation, and gives what the bootstrap calls detectable", () => {
    const r = Random.at("one seed");
    const line = Array.from({ length: 400 }, () => 0.3 * r.normal());
    const pairs = pairsOf([line]);
    const spread = differenceSpread(pairs);
    expect(spread).toEqual({ tasks: expect.closeTo(standardDeviation(line)!, 12), seeds: null, correlation: 0 });
    const ratio = detectableDifference(spread, { tasks: 400 }) / comparePaired(pairs).smallestDetectable;
    expect(ratio).toBeCloseTo(1, 1);
    const paired = pairsOf([line.map((_, i) => line[i >> 2])], (t) => `c${t >> 2}`);
    const clustered = detectableDifference(differenceSpread(paired), { tasks: 400 });
    expect(clustered / comparePaired(paired).smallestDetectable).toBeCloseTo(1, 1);
  });

  it("finds what differences were made of", () => {
    const found = Array.from({ length: 40 }, (_, study) => {
      const r = Random.at("components", study);
      const tasks = Array.from({ length: 150 }, () => 0.2 * r.normal());
      const seeds = Array.from({ length: 6 }, () => 0.05 * r.normal());
      return differenceSpread(pairsOf(seeds.map((s) => tasks.map((t) => s + t + 0.1 * r.normal()))));
    });
    expect(mean(found.map(({ tasks }) => tasks ** 2))).toBeCloseTo(0.05, 2);
    expect(mean(found.map(({ correlation }) => correlation))).toBeCloseTo(0.8, 1);
    expect(mean(found.map(({ seeds }) => seeds! ** 2)) / 0.05 ** 2).toBeGreaterThan(0.8);
    expect(mean(found.map(({ seeds }) => seeds! ** 2)) / 0.05 ** 2).toBeLessThan(1.2);
  });

  it("is of the tasks that all seeds have, and 0 where nothing differs", () => {
    const [first, second] = pairsOf([
      [0.1, 0.2, 0.4],
      [0.1, 0.2, 0.4],
    ]);
    const spread = differenceSpread([first, { ...second, to: second.to.slice(0, 2) }]);
    expect(spread.tasks).toBeCloseTo(Math.sqrt(0.005), 12);
    expect(spread).toMatchObject({ seeds: 0, correlation: expect.closeTo(1, 12) });
    const none = [0, 0];
    expect(differenceSpread(pairsOf([none, none]))).toEqual({ tasks: 0, seeds: 0, correlation: 0 });
    expect(() => differenceSpread(pairsOf([[0.1, 0.2]], () => "c"))).toThrow(/1 clusters/);
    expect(() => differenceSpread([])).toThrow(RangeError);
  });
});
