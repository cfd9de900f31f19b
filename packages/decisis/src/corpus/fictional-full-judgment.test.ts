import { describe, expect, it } from "vitest";
import { type FullJudgment, fictionalFullJudgment } from "./fictional-full-judgment.ts";
import { fictionalHeader } from "./fictional-header.ts";
import { fictionalJudgment } from "./fictional-judgment.ts";
import { splitOf } from "./split.ts";
import type { Split } from "./split-case.ts";
import { testHeldOutShare, wordingsOf } from "./test-support/held-out-wordings.ts";

const SEED = 4;
const COUNT = 1200;
const JUDGMENTS = Array.from({ length: COUNT }, (_, index) => fictionalFullJudgment(SEED, index));
const partOf = (index: number): Split => splitOf(`gen:${SEED}:${index}`);
const ofPart = (part: Split): FullJudgment[] => JUDGMENTS.filter((_, index) => partOf(index) === part);

describe("fictionalFullJudgment", () => {
  it("depends on seed and index alone", () => {
    const elsewhere = fictionalFullJudgment(5, 77);
    expect(fictionalFullJudgment(SEED, 77)).toEqual(JUDGMENTS[77]);
    expect(elsewhere.opinion.text).not.toBe(JUDGMENTS[77].opinion.text);
  });

  it("writes 1,200 to 6,500 characters of clean prose that hold question, law and application once", () => {
    for (const [index, { opinion, issue, rule, application }] of JUDGMENTS.entries()) {
      const { text } = opinion;
      expect(text.length, String(index)).toBeGreaterThanOrEqual(1200);
      expect(text.length, String(index)).toBeLessThanOrEqual(6500);
      for (const fault of [
        /[{}]|undefined|null|NaN/,
        / {2}|\n\n| \n/,
        / [,.;)]|\( |,,|;\.|\?\./,
        /\b(the|a|an|of|to|over|is|was|for|in) \1\b/,
      ])
        expect(text.match(fault)?.[0], `${index}: ${text}`).toBeUndefined();
      for (const sentence of [issue, rule ?? author(opinion.text), application])
        expect(text.split(sentence).length, `${index}: ${sentence}`).toBe(2);
    }
  });

  it("ends as the short opinion of the case does", () => {
    for (const [index, { opinion }] of JUDGMENTS.slice(0, 300).entries()) {
      const { disposition } = fictionalJudgment(SEED, index);
      for (const word of disposition.split(/ and | in part| /).filter((w) => w.length > 4))
        expect(opinion.text.slice(-160).toLowerCase(), disposition).toMatch(word.replace(/(i?ed|e?d)$/, ""));
    }
  });

  it("puts the application at the beginning, in the middle and at the end of the reasons", () => {
    const after = JUDGMENTS.map(({ opinion: { text }, application }) => {
      const reasons = text.split("\n").find((paragraph) => paragraph.includes(application)) ?? "";
      return reasons.slice(reasons.indexOf(application) + application.length).length / reasons.length;
    });
    for (const [from, to] of [
      [0, 0.05],
      [0.2, 0.5],
      [0.5, 1],
    ])
      expect(after.filter((share) => share >= from && share < to).length / COUNT).toBeGreaterThan(0.1);
  });

  it("cites cases of its own part that were decided before it, in most cases one for the law that decides", () => {
    const indexOf = (id: string): number => Number(id.split(":")[2]);
    const yearOf = (index: number): number => Number(fictionalHeader(SEED, index).decisionDate.slice(0, 4));
    for (const [index, { cited }] of JUDGMENTS.entries()) {
      const others = cited.map(indexOf);
      expect(others.map(partOf)).toEqual(others.map(() => partOf(index)));
      for (const other of others) expect(yearOf(other)).toBeLessThan(yearOf(index));
    }
    expect(JUDGMENTS.filter(({ rule }) => rule !== null).length / COUNT).toBeGreaterThan(0.8);
  });
});

describe("held-out wordings of opinions in full", () => {
  const wordings = (part: Split): Set<string> => wordingsOf(ofPart(part));
  const train = wordings("train");

  testHeldOutShare(ofPart, train);

  it("are each of one part alone, and of words that training uses", () => {
    const validation = wordings("validation");
    const test = wordings("test");
    for (const wording of test) if (validation.has(wording)) expect(train.has(wording), wording).toBe(true);
    const words = (text: string): string[] =>
      text
        .toLowerCase()
        .replace(/\{[a-z]+\}/g, " ")
        .match(/[a-z]+/g) ?? [];
    const known = new Set([...train].flatMap(words));
    expect([...test].flatMap((wording) => words(wording).filter((word) => !known.has(word)))).toEqual([]);
  });
});

const author = (text: string): string => text.split("\n", 1)[0];
