import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Component, gatedComponents, ungraded } from "./gated-components.ts";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const component = fc.record({ name: fc.string(), score: unit, floor: unit });

describe("gatedComponents", () => {
  it("reaches both ends of its range", () => {
    const parts: Component[] = [
      { name: "a", score: 1, floor: 0.3 },
      { name: "b", score: 1, floor: 0.9 },
    ];
    expect(gatedComponents([{ name: "present", passed: true }], parts).reward).toBe(1);
    const refused = gatedComponents([{ name: "present", passed: false, reason: "no answer" }], parts);
    expect(refused).toMatchObject({ reward: 0, failedGate: "present", fault: "model", reasons: ["no answer"] });
  });

  it("names the first failed gate and reports every component", () => {
    const grade = gatedComponents(
      [
        { name: "first", passed: true },
        { name: "second", passed: false },
        { name: "third", passed: false },
      ],
      [{ name: "volume", score: 0.5, floor: 0.2 }],
    );
    expect(grade.failedGate).toBe("second");
    expect(grade.subRewards).toEqual({ first: 1, second: 0, third: 0, volume: 0.5 });
  });

  it("multiplies what the floors leave", () => {
    const grade = gatedComponents(
      [],
      [
        { name: "volume", score: 0, floor: 0.25 },
        { name: "space", score: 0, floor: 0.9 },
      ],
    );
    expect(grade.reward).toBeCloseTo(0.225, 12);
  });

  it("keeps the reward inside its range and rising in every score", () => {
    fc.assert(
      fc.property(fc.array(component, { maxLength: 8 }), fc.nat(), unit, (parts, at, better) => {
        const before = gatedComponents([], parts).reward as number;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(1);
        if (parts.length === 0) return;
        const i = at % parts.length;
        const raised = parts.map((p, k) => (k === i ? { ...p, score: Math.max(p.score, better) } : p));
        expect(gatedComponents([], raised).reward).toBeGreaterThanOrEqual(before - 1e-15);
      }),
    );
  });

  it("gives no reward, rather than 0, for what could not be scored", () => {
    expect(gatedComponents([], [{ name: "name", score: null, floor: 0.5 }])).toMatchObject({
      reward: null,
      fault: "grader",
    });
    expect(gatedComponents([], [{ name: "name", score: Number.NaN, floor: 0.5 }])).toMatchObject({
      reward: null,
      fault: "grader",
    });
    expect(ungraded("reference", "missing_gold", "row 7 has no gold")).toMatchObject({
      reward: null,
      fault: "reference",
    });
  });
});
