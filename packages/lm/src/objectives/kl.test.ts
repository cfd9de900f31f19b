import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { klSeed, klValue } from "./kl.ts";

const runs = { numRuns: 250 };

test("k3 is never negative and 0 only at d = 0", () => {
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (d) => {
      expect(klValue("k3", d)).toBeGreaterThanOrEqual(0);
      if (Math.abs(d) > 1e-7) expect(klValue("k3", d)).toBeGreaterThan(0);
    }),
    runs,
  );
  expect(klValue("k3", 0)).toBe(0);
});

test("seeds are the derivatives of the values", () => {
  const h = 1e-6;
  fc.assert(
    fc.property(fc.constantFrom("k1", "k2", "k3"), fc.double({ min: -3, max: 3, noNaN: true }), (k, d) => {
      const slope = (klValue(k, d + h) - klValue(k, d - h)) / (2 * h);
      expect(Math.abs(slope - klSeed(k, d))).toBeLessThanOrEqual(1e-7);
    }),
    runs,
  );
});

describe("expectations over a softmax of five symbols, by enumeration", () => {
  const logits = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 5, maxLength: 5 });
  const softmax = (z: number[]) => {
    const e = z.map(Math.exp);
    const sum = e.reduce((a, b) => a + b);
    return e.map((x) => x / sum);
  };
  const kl = (p: number[], q: number[]) => p.reduce((a, x, i) => a + x * Math.log(x / q[i]), 0);
  /** Gradient of a function of the logits by central differences. */
  const gradient = (f: (z: number[]) => number, z: number[]) =>
    z.map((_, v) => {
      const at = (h: number) => f(z.map((x, u) => (u === v ? x + h : x)));
      return (at(1e-5) - at(-1e-5)) / 2e-5;
    });
  /** E_{o∼p}[ seed(o) · ∂ℓ_o/∂z ], what training follows when o is sampled on-policy. */
  const followed = (p: number[], seed: (o: number) => number) =>
    p.map((pv, v) => p.reduce((a, po, o) => a + po * seed(o) * ((o === v ? 1 : 0) - pv), 0));
  const close = (a: number[], b: number[]) => {
    a.forEach((x, i) => {
      expect(Math.abs(x - b[i])).toBeLessThanOrEqual(1e-8);
    });
  };

  test("E[k1] = E[k3] = KL(π‖π_ref)", () => {
    fc.assert(
      fc.property(logits, logits, (z, w) => {
        const [p, q] = [softmax(z), softmax(w)];
        for (const k of ["k1", "k3"] as const) {
          const mean = p.reduce((a, x, o) => a + x * klValue(k, Math.log(p[o] / q[o])), 0);
          expect(Math.abs(mean - kl(p, q))).toBeLessThanOrEqual(1e-8);
        }
      }),
      runs,
    );
  });

  test("gradients: k1 → 0, k2 → ∇KL(π‖π_ref), k3 → ∇KL(π_ref‖π), ratio·k3 → ∇KL(π‖π_ref)", () => {
    fc.assert(
      fc.property(logits, logits, (z, w) => {
        const [p, q] = [softmax(z), softmax(w)];
        const d = p.map((x, o) => Math.log(x / q[o]));
        const forward = gradient((u) => kl(softmax(u), q), z);
        const reverse = gradient((u) => kl(q, softmax(u)), z);
        close(
          followed(p, (o) => klSeed("k1", d[o])),
          p.map(() => 0),
        );
        close(
          followed(p, (o) => klSeed("k2", d[o])),
          forward,
        );
        close(
          followed(p, (o) => klSeed("k3", d[o])),
          reverse,
        );
        close(
          followed(p, (o) => klValue("k3", d[o]) + klSeed("k3", d[o])),
          forward,
        );
      }),
      runs,
    );
  });
});
