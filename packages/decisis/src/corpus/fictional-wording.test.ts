import { Random } from "@decisis/tensor";
import { expect, it } from "vitest";
import { WordingChoice } from "./fictional-wording.ts";

const FRAMES = { training: ["a", "b", "c"], validation: ["v"], test: ["t", "u"] };
const PHRASES = ["1", "2", "3", "validation", "test"] as const;
const drawn = (part: "train" | "validation" | "test", draw: (choice: WordingChoice) => string): Set<string> => {
  const choice = new WordingChoice(Random.at(1, "wording"), part);
  return new Set(Array.from({ length: 200 }, () => draw(choice)));
};

it("has no frame of one part in another", () => {
  const frames = (part: "train" | "validation" | "test") => [...drawn(part, (choice) => choice.frame(FRAMES))].sort();
  expect(frames("train")).toEqual(FRAMES.training);
  expect(frames("validation")).toEqual(FRAMES.validation);
  expect(frames("test")).toEqual(FRAMES.test);
});

it("says half of a held-out part's phrases in words that no other part has", () => {
  const phrases = (part: "train" | "validation" | "test") =>
    [...drawn(part, (choice) => choice.phrase(PHRASES))].sort();
  expect(phrases("train")).toEqual(["1", "2", "3"]);
  expect(phrases("validation")).toEqual(["1", "2", "3", "validation"]);
  expect(phrases("test")).toEqual(["1", "2", "3", "test"]);
  const choice = new WordingChoice(Random.at(2, "wording"), "test");
  for (let i = 0; i < 300; i++) {
    choice.phrase(PHRASES);
    const own = choice.used.filter((wording) => wording === "test").length;
    expect(own / choice.used.length).toBeGreaterThanOrEqual(0.45);
  }
});
