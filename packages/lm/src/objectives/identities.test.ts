import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aggregationWeight } from "./aggregation.ts";
import { klValue } from "./kl.ts";
import {
  emptySums,
  maskedLength,
  mergeSums,
  type ObjectiveOptions,
  objectiveMetrics,
  type PolicyRow,
} from "./objective.ts";
import { type PresetName, presetOptions, presets } from "./presets.ts";
import { arbitraryRow, arbitrarySetting, arbitraryStep, presetNames, totalsOf } from "./test-support/arbitrary-step.ts";

const runs = { numRuns: 250 };
const evaluate = (id: PresetName, rows: readonly PolicyRow[], options: ObjectiveOptions, totals = totalsOf(rows)) =>
  presets[id].objective.evaluate(rows, options, totals);
const near = (a: number, b: number, tolerance = 1e-9) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(a), Math.abs(b)));
const nearAll = (a: readonly Float64Array[], b: readonly Float64Array[], tolerance = 1e-9) =>
  a.forEach((row, i) => {
    row.forEach((x, t) => {
      near(x, b[i][t], tolerance);
    });
  });
const aggregationOf = { grpo: "grpo", dr_grpo: "dr_grpo", dapo: "dapo", gspo: "grpo" } as const;

describe("on-policy", () => {
  test("no clipping, and every seed is −A times its aggregation weight (REINFORCE)", () => {
    fc.assert(
      fc.property(arbitraryStep, arbitrarySetting, ({ rows, totals }, { id, options }) => {
        const onPolicy = rows.map((row) => ({ ...row, oldLogp: row.logp }));
        const plain = { ...options, beta: 0, entropyCoefficient: 0 };
        const { loss, seeds, sums } = evaluate(id, onPolicy, plain, totals);
        const metrics = objectiveMetrics(sums);
        for (const [key, value] of Object.entries(metrics)) if (key.startsWith("clip_")) expect(value).toBe(0);
        let expected = 0;
        onPolicy.forEach((row, i) => {
          const length = maskedLength(row.mask);
          const weight = aggregationWeight(aggregationOf[id], length, totals, options.maskedRows);
          expected -= weight * length * row.advantage;
          row.mask.forEach((m, t) => {
            near(seeds[i][t], m === 0 ? 0 : -row.advantage * weight, 1e-12);
          });
        });
        near(loss, expected, 1e-12);
      }),
      runs,
    );
  });

  test("the loss of grpo is β·kl for advantages that sum to 0 over rows with tokens", () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryRow(1), { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (some, beta) => {
          const mean = some.reduce((a, row) => a + row.advantage, 0) / some.length;
          const rows = some.map((row) => ({
            ...row,
            mask: row.mask.map(() => 1),
            oldLogp: row.logp,
            advantage: row.advantage - mean,
          }));
          let kl = 0;
          for (const row of rows) {
            kl +=
              row.logp.reduce((a, l, t) => a + klValue("k3", l - row.refLogp[t]), 0) / row.logp.length / rows.length;
          }
          near(evaluate("grpo", rows, presetOptions("grpo", { beta })).loss, beta * kl, 1e-11);
        },
      ),
      runs,
    );
  });
});

describe("relations between objectives", () => {
  const clip = { epsilonLow: 0.2, epsilonHigh: 0.28, beta: 0.04, delta: 4 };
  const same = (id: PresetName, other: PresetName, rows: readonly PolicyRow[], factor = 1) => {
    const a = evaluate(id, rows, presetOptions(id, clip));
    const b = evaluate(other, rows, presetOptions(other, clip));
    near(a.loss, factor * b.loss);
    nearAll(
      a.seeds,
      b.seeds.map((seed) => seed.map((x) => x * factor)),
    );
  };

  test("equal lengths: grpo = dapo", () => {
    fc.assert(
      fc.property(fc.array(arbitraryRow(6), { minLength: 1, maxLength: 5 }), (rows) => {
        same(
          "grpo",
          "dapo",
          rows.map((row) => ({ ...row, mask: row.mask.map(() => 1) })),
        );
      }),
      runs,
    );
  });

  test("one row: grpo = dapo", () => {
    fc.assert(
      fc.property(arbitraryRow(), (row) => same("grpo", "dapo", [row])),
      runs,
    );
  });

  test("dr_grpo = dapo · N / (B · L_max)", () => {
    fc.assert(
      fc.property(arbitraryStep, ({ rows, totals }) => {
        fc.pre(totals.tokens > 0);
        same("dr_grpo", "dapo", rows, totals.tokens / (totals.rows * totals.maxCompletionLength));
      }),
      runs,
    );
  });

  test("one token a row: gspo = grpo", () => {
    const single = arbitraryRow(1).map((row) => ({ ...row, mask: row.mask.map((_, t) => (t === 0 ? 1 : 0)) }));
    fc.assert(
      fc.property(fc.array(single, { minLength: 1, maxLength: 6 }), (rows) => same("gspo", "grpo", rows)),
      runs,
    );
  });

  test("ε → ∞ without δ is the importance-weighted loss without clipping", () => {
    fc.assert(
      fc.property(arbitraryStep, fc.constantFrom("grpo", "dr_grpo", "dapo"), ({ rows, totals }, id) => {
        const { loss, seeds } = evaluate(id, rows, presetOptions(id, { epsilonLow: 1e9, epsilonHigh: 1e9 }), totals);
        let expected = 0;
        rows.forEach((row, i) => {
          const weight = aggregationWeight(aggregationOf[id], maskedLength(row.mask), totals, "count");
          row.mask.forEach((m, t) => {
            if (m === 0) return;
            const x = weight * row.advantage * Math.exp(row.logp[t] - row.oldLogp[t]);
            expected -= x;
            near(seeds[i][t], -x, 1e-12);
          });
        });
        near(loss, expected, 1e-12);
      }),
      runs,
    );
  });

  test("ε → 0: a token that already moved in its advantage's direction gets no seed, every other one does", () => {
    fc.assert(
      fc.property(arbitraryStep, fc.constantFrom(...presetNames), ({ rows }, id) => {
        const { seeds } = evaluate(id, rows, presetOptions(id, { epsilonLow: 1e-12, epsilonHigh: 1e-12 }));
        rows.forEach((row, i) => {
          const logRatios = row.logp.map((l, t) => l - row.oldLogp[t]);
          const sum = logRatios.reduce((a, x, t) => (row.mask[t] === 0 ? a : a + x), 0);
          row.mask.forEach((m, t) => {
            const logRatio = id === "gspo" ? sum : logRatios[t];
            if (m === 0 || Math.abs(logRatio) < 1e-9 || Math.abs(row.advantage) < 1e-9) return;
            if (logRatio * row.advantage > 0) expect(seeds[i][t]).toBe(0);
            else expect(seeds[i][t] * row.advantage).toBeLessThan(0);
          });
        });
      }),
      runs,
    );
  });

  test("δ = c is a dual clip at c: max(min(rA, clip(r)A), cA) for A < 0", () => {
    fc.assert(
      fc.property(arbitraryRow(1), fc.double({ min: 1.5, max: 5, noNaN: true }), (some, c) => {
        const row = { ...some, mask: some.mask.map((_, t) => (t === 0 ? 1 : 0)) };
        const { loss } = evaluate(
          "grpo",
          [row],
          presetOptions("grpo", { epsilonLow: 0.2, epsilonHigh: 0.28, delta: c }),
        );
        const r = Math.exp(row.logp[0] - row.oldLogp[0]);
        const a = row.advantage;
        const clipped = Math.min(r * a, Math.min(Math.max(r, 0.8), 1.28) * a);
        near(loss, -(a < 0 ? Math.max(clipped, c * a) : clipped), 1e-12);
      }),
      runs,
    );
  });
});

test("seeds equal central differences away from kinks, with KL, correction and entropy bonus", () => {
  const h = 1e-6;
  fc.assert(
    fc.property(arbitraryStep, arbitrarySetting, fc.nat(), ({ rows, totals }, { id, options }, pick) => {
      const places = rows.flatMap((row, i) => [...row.mask].flatMap((m, t) => (m === 0 ? [] : [[i, t] as const])));
      fc.pre(places.length > 0);
      const [i, t] = places[pick % places.length];
      const ratios = rows.map((row) => {
        const d = row.logp.map((l, u) => l - row.oldLogp[u]);
        const sum = d.reduce((a, x, u) => (row.mask[u] === 0 ? a : a + x), 0);
        return id === "gspo" ? Math.exp(sum / maskedLength(row.mask)) : Math.exp(d[t]);
      });
      const kinks = [1 - options.epsilonLow, 1 + options.epsilonHigh, options.delta ?? Infinity];
      fc.pre(kinks.every((k) => Math.abs(ratios[i] - k) > 1e-4));
      // With δ inside the clip range there is a jump between both clips; such settings are refused before a run.
      fc.pre(options.delta === null || options.delta > 1 + options.epsilonHigh);
      const at = (key: "logp" | "entropy", shift: number) => {
        const moved = rows.map((row, j) => {
          if (j !== i) return row;
          const values = row[key].slice();
          values[t] += shift;
          return { ...row, [key]: values };
        });
        return evaluate(id, moved, options, totals).loss;
      };
      const { seeds, entropySeeds } = evaluate(id, rows, options, totals);
      expect(Math.abs((at("logp", h) - at("logp", -h)) / (2 * h) - seeds[i][t])).toBeLessThanOrEqual(1e-7);
      const entropySlope = (at("entropy", h) - at("entropy", -h)) / (2 * h);
      expect(Math.abs(entropySlope - (entropySeeds?.[i][t] ?? 0))).toBeLessThanOrEqual(1e-7);
    }),
    { numRuns: 500 },
  );
});

test("at the kink itself the gradient flows", () => {
  const at = (logRatio: number, advantage: number) => {
    const row = {
      logp: Float64Array.of(-1),
      oldLogp: Float64Array.of(-1 - logRatio),
      refLogp: null,
      mask: Uint8Array.of(1),
      advantage,
    };
    const epsilon = Math.expm1(1);
    return evaluate("grpo", [row], presetOptions("grpo", { epsilonLow: 0, epsilonHigh: epsilon })).seeds[0][0];
  };
  expect(at(1, 1)).toBeCloseTo(-Math.E, 12);
  expect(at(0, -1)).toBe(1);
  expect(at(1 + 1e-9, 1)).toBe(0);
});

describe("a step is a step however it is cut", () => {
  test("splits, order and number of processes change neither loss, seeds nor metrics", () => {
    fc.assert(
      fc.property(
        arbitraryStep.chain((step) =>
          fc.record({
            step: fc.constant(step),
            order: fc.shuffledSubarray(
              step.rows.map((_, i) => i),
              { minLength: step.rows.length },
            ),
            cuts: fc.array(fc.nat(step.rows.length), { maxLength: 4 }),
          }),
        ),
        arbitrarySetting,
        ({ step: { rows, totals }, order, cuts }, { id, options }) => {
          const whole = evaluate(id, rows, options, totals);
          const bounds = [0, ...cuts.sort((a, b) => a - b), rows.length];
          const seeds: Float64Array[] = [];
          let loss = 0;
          let sums = emptySums;
          for (let k = 1; k < bounds.length; k++) {
            const indexes = order.slice(bounds[k - 1], bounds[k]);
            const part = evaluate(
              id,
              indexes.map((i) => rows[i]),
              options,
              totals,
            );
            loss += part.loss;
            sums = mergeSums(sums, part.sums);
            indexes.forEach((i, j) => {
              seeds[i] = part.seeds[j];
            });
          }
          near(loss, whole.loss);
          nearAll(seeds, whole.seeds);
          const metrics = objectiveMetrics(sums);
          for (const [key, value] of Object.entries(objectiveMetrics(whole.sums))) {
            if (value === null) expect(metrics[key]).toBeNull();
            else near(metrics[key] ?? Number.NaN, value);
          }
        },
      ),
      runs,
    );
  });

  test("padding with garbage changes nothing, not even a bit", () => {
    const garbage = fc.array(fc.constantFrom(Number.NaN, -Infinity, Infinity, 0, 1e300), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(arbitraryStep, garbage, arbitrarySetting, ({ rows, totals }, extra, { id, options }) => {
        const pad = (values: Float64Array) => Float64Array.of(...values, ...extra);
        const padded = rows.map((row) => ({
          logp: pad(row.logp),
          oldLogp: pad(row.oldLogp),
          refLogp: pad(row.refLogp),
          entropy: pad(row.entropy),
          mask: Uint8Array.of(...row.mask, ...extra.map(() => 0)),
          advantage: row.advantage,
        }));
        const a = evaluate(id, rows, options, totals);
        const b = evaluate(id, padded, options, totals);
        expect(b.loss).toBe(a.loss);
        expect(b.sums).toEqual(a.sums);
        b.seeds.forEach((seed, i) => {
          expect(seed.slice(0, rows[i].logp.length)).toEqual(a.seeds[i]);
          expect(seed.slice(rows[i].logp.length).every((x) => x === 0)).toBe(true);
        });
      }),
      runs,
    );
  });

  test("one advantage per token, all equal, is one advantage per row", () => {
    fc.assert(
      fc.property(arbitraryStep, fc.constantFrom("grpo", "dr_grpo", "dapo"), ({ rows }, id) => {
        const perToken = rows.map((row) => ({ ...row, advantage: row.logp.map(() => row.advantage) }));
        expect(evaluate(id, perToken, presetOptions(id))).toEqual(evaluate(id, rows, presetOptions(id)));
      }),
      runs,
    );
  });
});

describe("nothing to learn", () => {
  test("advantages of 0 give policy seeds of exactly 0, also at infinite ratios; the KL's remain", () => {
    fc.assert(
      fc.property(arbitraryStep, arbitrarySetting, ({ rows, totals }, { id, options }) => {
        const equal = rows.map((row) => ({ ...row, oldLogp: row.oldLogp.map(() => -1e4), advantage: 0 }));
        const plain = evaluate(id, equal, { ...options, beta: 0, entropyCoefficient: 0 }, totals);
        expect(plain.loss).toBeCloseTo(0, 15);
        for (const seed of plain.seeds) for (const x of seed) expect(x).toBe(0);
        const corrected = { ...options, klBiasCorrection: false };
        const { seeds } = evaluate(id, equal, { ...corrected, beta: 0.5 }, totals);
        rows.forEach((row, i) => {
          row.mask.forEach((m, t) => {
            if (m !== 0 && Math.abs(row.logp[t] - row.refLogp[t]) > 1e-6) expect(seeds[i][t]).not.toBe(0);
          });
        });
      }),
      runs,
    );
  });

  test("a fully masked step has loss 0 and seeds 0", () => {
    fc.assert(
      fc.property(arbitraryStep, arbitrarySetting, ({ rows }, { id, options }) => {
        const masked = rows.map((row) => ({
          ...row,
          logp: row.logp.map(() => Number.NaN),
          mask: row.mask.map(() => 0),
        }));
        const { loss, seeds, entropySeeds, sums } = evaluate(id, masked, options);
        expect(loss).toBe(0);
        for (const seed of [...seeds, ...(entropySeeds ?? [])]) for (const x of seed) expect(x).toBe(0);
        for (const value of Object.values(objectiveMetrics(sums))) if (value !== null) expect(value).not.toBeNaN();
      }),
      runs,
    );
  });

  test("masked_rows: exclude takes empty rows out of B", () => {
    fc.assert(
      fc.property(arbitraryStep, fc.constantFrom(...presetNames), ({ rows }, id) => {
        const kept = rows.filter((row) => maskedLength(row.mask) > 0);
        const all = evaluate(id, rows, presetOptions(id, { maskedRows: "exclude", beta: 0.04 }));
        near(all.loss, evaluate(id, kept, presetOptions(id, { beta: 0.04 })).loss, 1e-12);
      }),
      runs,
    );
  });
});

test("a NaN under the mask reaches the loss", () => {
  fc.assert(
    fc.property(
      arbitraryRow(1),
      fc.constantFrom(...presetNames),
      fc.constantFrom("logp", "oldLogp"),
      (some, id, key) => {
        const row = { ...some, mask: some.mask.map(() => 1), [key]: some[key].map(() => Number.NaN) };
        expect(evaluate(id, [row], presetOptions(id)).loss).toBeNaN();
      },
    ),
    runs,
  );
});
