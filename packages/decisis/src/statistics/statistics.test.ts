import { Random } from "@decisis/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapMeans, bootstrapSums, clusterTotals } from "./cluster-bootstrap.ts";
import { comparePaired, estimateMean, type ScoredTask, twoSidedP } from "./comparison.ts";
import golden from "./fixtures/scipy.json" with { type: "json" };
import { holm } from "./holm.ts";
import { mean, quantile, standardDeviation } from "./moments.ts";
import { wilsonInterval } from "./wilson.ts";

const tasks = (scores: readonly number[], cluster: (i: number) => string = (i) => `c${i}`): ScoredTask[] =>
  scores.map((score, i) => ({ id: `t${i}`, cluster: cluster(i), score }));

describe("moments", () => {
  it("agree with hand-made figures", () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(standardDeviation([1, 2, 6])).toBeCloseTo(Math.sqrt(7), 12);
    expect(standardDeviation([1])).toBeNull();
    expect(quantile([10, 20, 30, 40], 0.5)).toBe(25);
    expect(quantile([10, 20, 30, 40], 0.025)).toBeCloseTo(10.75, 12);
  });

  it.each(golden.moments)("agree with NumPy, case %#", ({ values, sd, quantiles }) => {
    // Values around 10⁶ leave ten digits of a spread around 0.3.
    expect(standardDeviation(values)! / sd).toBeCloseTo(1, 9);
    const sorted = values.toSorted((a, b) => a - b);
    for (const [q, expected] of quantiles) expect(quantile(sorted, q)).toBeCloseTo(expected, 9);
  });
});

describe("Wilson's interval", () => {
  // 14 of 20 and 10 of 20 as quoted for the precursor's Holding column: .48–.85 and .30–.70.
  it.each([
    [14, 20, 0.481, 0.855],
    [10, 20, 0.299, 0.701],
    [0, 10, 0, 0.278],
    [10, 10, 0.722, 1],
  ])("of %i in %i", (k, n, low, high) => {
    const [l, h] = wilsonInterval(k, n);
    expect(l).toBeCloseTo(low, 3);
    expect(h).toBeCloseTo(high, 3);
  });

  it.each(golden.wilson)("agrees with statsmodels on $successes of $trials", ({ successes, trials, interval }) => {
    wilsonInterval(successes, trials).forEach((bound, i) => {
      expect(bound).toBeCloseTo(interval[i], 12);
    });
  });
});

describe("Holm's adjustment", () => {
  it("agrees with R's p.adjust", () => {
    const expected = [0.03, 0.06, 0.06, 0.02];
    holm([0.01, 0.04, 0.03, 0.005]).forEach((p, i) => {
      expect(p).toBeCloseTo(expected[i], 12);
    });
    expect(holm([])).toEqual([]);
  });

  it.each(golden.holm)("agrees with statsmodels on $p", ({ p, adjusted }) => {
    holm(p).forEach((x, i) => {
      expect(x).toBeCloseTo(adjusted[i], 12);
    });
  });

  it("never lowers a p, keeps their order and stays within 1", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (p) => {
        const adjusted = holm(p);
        p.forEach((x, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(x);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          p.forEach((y, j) => {
            if (x < y) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
          });
        });
      }),
    );
  });
});

describe("the cluster bootstrap", () => {
  it("draws what enumeration of every sample of one seed gives", () => {
    const totals = clusterTotals([
      { cluster: "a", value: 1 },
      { cluster: "a", value: 0 },
      { cluster: "b", value: 1 },
      { cluster: "c", value: 0.5 },
    ]);
    const exact: number[] = [];
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 3; k++) {
          const drawn = [i, j, k];
          const sum = drawn.reduce((s, c) => s + totals.sums[c], 0);
          exact.push(sum / drawn.reduce((s, c) => s + totals.counts[c], 0));
        }
    const draws = bootstrapMeans([totals], Random.at(1), 40_000);
    expect(mean(draws)).toBeCloseTo(mean(exact), 2);
    expect(standardDeviation(draws)!).toBeCloseTo(Math.sqrt(mean(exact.map((x) => (x - mean(exact)) ** 2))), 2);
    expect(quantile(draws, 0.5)).toBeCloseTo(quantile(exact.sort(), 0.5), 2);
  });

  it("draws what enumeration gives for a figure that is no mean", () => {
    const columns = [Float64Array.of(1, 0, 2), Float64Array.of(1, 3, 2)];
    const figure = ([a, b]: Float64Array) => a ** 2 / (1 + b);
    const exact: number[] = [];
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 3; k++) exact.push(figure(Float64Array.from(columns, (c) => c[i] + c[j] + c[k])));
    const draws = bootstrapSums([columns], figure, Random.at(3), 40_000);
    expect([...new Set(draws)]).toEqual([...new Set(exact)].sort((a, b) => a - b));
    // A share of 40,000 draws has a standard error of 0.0025 at most.
    for (const value of new Set(exact)) {
      const share = (values: ArrayLike<number>) => mean(Array.from(values, (x) => Number(x === value)));
      expect(Math.abs(share(draws) - share(exact))).toBeLessThan(0.01);
    }
  });

  it("draws seeds too: seeds without spread inside still differ from each other", () => {
    const flat = (value: number) => clusterTotals(["a", "b"].map((cluster) => ({ cluster, value })));
    const draws = bootstrapMeans([flat(0), flat(1)], Random.at(2), 20_000);
    const share = (x: number) => draws.filter((d) => d === x).length / draws.length;
    expect(share(0)).toBeCloseTo(0.25, 1);
    expect(share(0.5)).toBeCloseTo(0.5, 1);
    expect(share(1)).toBeCloseTo(0.25, 1);
  });

  it.each([
    [0.2, 0.2],
    [0.25, 0.1],
  ])(
    "finds no difference where there is none, though all seeds share their tasks (spread %d and %d)",
    (shared, own) => {
      const studies = 300;
      let found = 0;
      for (let study = 0; study < studies; study++) {
        const random = Random.at("no difference", study);
        const task = Array.from({ length: 200 }, () => shared * random.normal());
        const totals = [1, 2, 3, 4, 5].map(() =>
          clusterTotals(task.map((t, i) => ({ cluster: String(i), value: t + own * random.normal() }))),
        );
        if (twoSidedP(bootstrapMeans(totals, Random.at("draws", study), 400)) <= 0.05) found++;
      }
      expect(found / studies).toBeLessThanOrEqual(0.07);
    },
  );

  it("widens when tasks come in clusters", () => {
    const r = Random.at("clusters");
    const cases = Array.from({ length: 40 }, () => r.uniform());
    const scores = cases.flatMap((x) => Array.from({ length: 5 }, () => x));
    const width = ([low, high]: readonly [number, number]) => high - low;
    const clustered = estimateMean([tasks(scores, (i) => `c${Math.floor(i / 5)}`)]).ci95;
    const independent = estimateMean([tasks(scores)]).ci95;
    expect(width(clustered) / width(independent)).toBeGreaterThan(1.8);
    expect(width(clustered) / width(independent)).toBeLessThan(2.7);
  });

  it("covers the truth about as often as it says", () => {
    // 200 studies of 3 seeds × 60 clusters; the truth lies inside 95 % intervals of one seed in about 95 % of them.
    let inside = 0;
    for (let study = 0; study < 200; study++) {
      const r = Random.at("coverage", study);
      const from = tasks(Array.from({ length: 60 }, () => r.normal()));
      const to = from.map((t) => ({ ...t, score: t.score + 0.3 + r.normal() }));
      const differences = clusterTotals(to.map((t, i) => ({ cluster: t.cluster, value: t.score - from[i].score })));
      const draws = bootstrapMeans([differences], Random.at("draws", study), 1000);
      if (quantile(draws, 0.025) <= 0.3 && 0.3 <= quantile(draws, 0.975)) inside++;
    }
    expect(inside / 200).toBeGreaterThan(0.9);
    expect(inside / 200).toBeLessThan(0.99);
  });
});

describe("a paired comparison", () => {
  it("of a model with itself finds nothing", () => {
    const a = tasks([0.1, 0.9, 0.4, 0.4]);
    const c = comparePaired([{ seed: 1, from: a, to: a }]);
    expect(c).toMatchObject({ n: 4, difference: 0, ci95: [0, 0], p: 1 });
  });

  it("pairs by task, whatever the order, and leaves out tasks that only one model has", () => {
    const from = tasks([0, 0.5, 1]);
    const to = [...tasks([0.2, 0.7, 1.2, 9])].reverse();
    const c = comparePaired([{ seed: 1, from, to }]);
    expect(c.n).toBe(3);
    expect(c.difference).toBeCloseTo(0.2, 12);
    expect(c.ci95[0]).toBeCloseTo(0.2, 12);
    expect(c.fromMean).toBeCloseTo(0.5, 12);
  });

  it("knows that one cluster says nothing about spread", () => {
    const c = comparePaired([{ seed: 1, from: tasks([0], () => "c"), to: tasks([1], () => "c") }]);
    expect(c.ci95).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(c.p).toBe(1);
  });

  it("gives the same figures again, and mirrored ones for swapped models", () => {
    const r = Random.at("mirror");
    const draw = () => tasks(Array.from({ length: 50 }, () => r.uniform()));
    const pairs = [1, 2, 3].map((seed) => ({ seed, from: draw(), to: draw() }));
    const there = comparePaired(pairs, "x");
    const back = comparePaired(
      pairs.map(({ seed, from, to }) => ({ seed, from: to, to: from })),
      "x",
    );
    expect(comparePaired(pairs, "x")).toEqual(there);
    expect(back.difference).toBeCloseTo(-there.difference, 12);
    expect(back.ci95[0]).toBeCloseTo(-there.ci95[1], 12);
    expect(back.p).toBe(there.p);
    expect(there.perSeed).toHaveLength(3);
  });

  it("doubles the smaller tail", () => {
    expect(twoSidedP(Float64Array.from([-1, 1, 2, 3, 4, 5, 6, 7, 8]))).toBeCloseTo(0.4, 12);
    expect(twoSidedP(new Float64Array(9))).toBe(1);
  });

  it("shrinks the smallest detectable difference with more tasks", () => {
    const study = (n: number) => {
      const r = Random.at("power", n);
      const from = tasks(Array.from({ length: n }, () => r.uniform()));
      return comparePaired([{ seed: 1, from, to: from.map((t) => ({ ...t, score: t.score + 0.2 * r.normal() })) }])
        .smallestDetectable;
    };
    // 2.80 · 0.2 / √n
    expect(study(100)).toBeCloseTo(0.056, 1);
    expect(study(400) / study(100)).toBeCloseTo(0.5, 1);
  });
});
