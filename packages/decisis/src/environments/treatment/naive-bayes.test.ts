import { expect, it } from "vitest";
import { naiveBayes } from "./naive-bayes.ts";

const example = (label: string, ...features: string[]) => ({ label, features: new Set(features) });
const TRAINING = [
  example("denied", "U.S.", "1 year"),
  example("denied", "U.S.", "0 years"),
  example("denied", "state", "0 years"),
  example("affirmed", "state", "1 year"),
  example("affirmed", "state", "1 year"),
];

it("weighs what is present by how often each label has it", () => {
  const answer = naiveBayes(TRAINING);
  expect(answer(new Set(["U.S."]))).toBe("denied");
  expect(answer(new Set(["state", "1 year"]))).toBe("affirmed");
  // 3/5 · 1.1/3.2 · 2.1/3.2 against 2/5 · 2.1/2.2 · 0.1/2.2: counts of features with 0.1 added, over examples with 0.2.
  expect(answer(new Set(["state", "0 years"]))).toBe("denied");
});

it("knows the more frequent label of what training never saw, and nothing without training", () => {
  expect(naiveBayes(TRAINING)(new Set(["military"]))).toBe("denied");
  expect(naiveBayes(TRAINING)(new Set(["military", "state", "1 year"]))).toBe("affirmed");
  expect(naiveBayes([])(new Set(["state"]))).toBeNull();
});

it("takes the label that comes first in training among equals", () => {
  expect(naiveBayes([example("b", "x"), example("a", "x")])(new Set(["x"]))).toBe("b");
});
