import { describe, expect, it } from "vitest";
import { fictionalOpinions } from "./fictional-case.ts";
import { fictionalHeader } from "./fictional-header.ts";
import { type FictionalJudgment, fictionalJudgment } from "./fictional-judgment.ts";
import { splitOf } from "./split.ts";
import type { Split } from "./split-case.ts";
import { testHeldOutShare, wordingsOf } from "./test-support/held-out-wordings.ts";

const SEED = 4;
const COUNT = 2000;
const JUDGMENTS = Array.from({ length: COUNT }, (_, index) => fictionalJudgment(SEED, index));

const partOf = (index: number): Split => splitOf(`gen:${SEED}:${index}`);
const ofPart = (part: Split): FictionalJudgment[] => JUDGMENTS.filter((_, index) => partOf(index) === part);
const indexOf = (id: string): number => Number(id.split(":")[2]);
const yearOf = (id: string): number => Number(fictionalHeader(SEED, indexOf(id)).decisionDate.slice(0, 4));
const shares = <T>(values: readonly T[]): Map<T, number> =>
  new Map([...Map.groupBy(values, (value) => value)].map(([value, own]) => [value, own.length / values.length]));

describe("fictionalJudgment", () => {
  it("depends on seed and index alone, in whatever order cases are asked for", () => {
    const elsewhere = fictionalJudgment(5, 77);
    expect(fictionalJudgment(SEED, 77)).toEqual(JUDGMENTS[77]);
    expect(elsewhere.opinion.text).not.toBe(JUDGMENTS[77].opinion.text);
  });

  it("writes 1,200 to 3,000 characters of clean prose that no two cases share", () => {
    const paragraphs = new Set<string>();
    for (const [index, { opinion }] of JUDGMENTS.entries()) {
      const { text } = opinion;
      expect(text.length, String(index)).toBeGreaterThanOrEqual(1200);
      expect(text.length, String(index)).toBeLessThanOrEqual(3000);
      for (const fault of [
        /[{}]|undefined|null|NaN/,
        / {2}|\n\n| \n/,
        /\ba (?=[aeio]|un[^i])|\ban (?=[bcdfgjklmnpqrstvwxyz])/i,
        / [,.;)]|\( |,,|;\.|\?\./,
        /\b(the|a|an|of|to|that|over|is|was|had|for|in) \1\b/i,
        /[.] (?!Ct|Cl)[a-z]+ [a-z]+ [a-z]+/,
      ])
        expect(prose(text).match(fault)?.[0], `${index}: ${text}`).toBeUndefined();
      for (const paragraph of text.split("\n")) if (paragraph.length > 300) paragraphs.add(paragraph);
    }
    expect(paragraphs.size).toBeGreaterThan(2.5 * COUNT);
  });

  it("ends in a disposition that agrees with who won below and here", () => {
    for (const { opinion, disposition } of JUDGMENTS) {
      const closing = opinion.text.slice(-160).toLowerCase();
      for (const word of disposition.split(/ and | in part| /).filter((w) => w.length > 4))
        expect(closing, disposition).toMatch(word.replace(/(i?ed|e?d)$/, ""));
    }
    const dispositions = shares(JUDGMENTS.map((judgment) => judgment.disposition));
    expect(dispositions.size).toBe(7);
    for (const [disposition, share] of dispositions) {
      expect(share, disposition).toBeGreaterThan(0.06);
      expect(share, disposition).toBeLessThan(0.35);
    }
  });

  it("prints each parenthetical after its citation, the same wherever the case is cited", () => {
    const known = new Map<string, string>();
    const verbs: string[] = [];
    for (const { opinion, parentheticals } of JUDGMENTS) {
      const printed = [...opinion.text.matchAll(/(\d{4})\) \(([a-z]+) ([^()]+)\)\./g)].map((match) => match.slice(1));
      expect(printed.map(([, verb, text]) => `${verb} ${text}`).sort()).toEqual(
        parentheticals.map(({ verb, text }) => `${verb} ${text}`).sort(),
      );
      for (const { cited, verb, text } of parentheticals) {
        const words = text.split(" ").length;
        expect(words, text).toBeGreaterThanOrEqual(6);
        expect(words, text).toBeLessThanOrEqual(28);
        expect(known.get(cited) ?? text).toBe(text);
        known.set(cited, text);
        verbs.push(verb);
      }
    }
    expect(new Set(known.values()).size).toBeGreaterThan(3000);
    expect(shares(verbs).size).toBeGreaterThanOrEqual(7);
  });

  it("says of a case what the case itself held", () => {
    const opinions = new Map(JUDGMENTS.map((judgment, index) => [`gen:${SEED}:${index}`, judgment]));
    let checked = 0;
    for (const { parentheticals } of JUDGMENTS)
      for (const { cited, text } of parentheticals) {
        const period = text.match(/\b(ten|fourteen|twenty|thirty|forty-five|sixty|ninety) days\b/)?.[0];
        const own = opinions.get(cited)?.opinion.text.split("\n").at(-1);
        if (own === undefined || period === undefined) continue;
        expect(own).toContain(period);
        checked++;
      }
    expect(checked).toBeGreaterThan(50);
  });

  it("cites cases of its own part that were decided before it, treated after they were decided and before they are cited", () => {
    for (const [index, { parentheticals, histories, opinion }] of JUDGMENTS.entries()) {
      const year = yearOf(`gen:${SEED}:${index}`);
      for (const { cited } of [...parentheticals, ...histories]) {
        expect(partOf(indexOf(cited))).toBe(partOf(index));
        expect(yearOf(cited)).toBeLessThan(year);
      }
      for (const { cited, treating, treatment } of histories) {
        if (treating === null) continue;
        expect(opinion.text).toContain(treating);
        const treated = Number(treating.match(/(\d{4})(\)|, ch\. \d+)$/)?.[1]);
        expect(treated, treating).toBeGreaterThanOrEqual(
          yearOf(cited) + (/^(overruled|superseded)/.test(treatment) ? 2 : 0),
        );
        expect(treated, treating).toBeLessThanOrEqual(year);
      }
    }
  });

  it("spreads treatments over the chief classes", () => {
    const own = shares(JUDGMENTS.flatMap(({ histories }) => histories.map(({ treatment }) => treatment)));
    for (const treatment of [
      "affirmed",
      "reversed",
      "vacated",
      "overruled",
      "denied",
      "dismissed",
      "distinguished",
    ] as const) {
      expect(own.get(treatment), treatment).toBeGreaterThan(0.06);
      expect(own.get(treatment), treatment).toBeLessThan(0.25);
    }
  });
});

describe("held-out wordings", () => {
  const wordings = (part: Split): Set<string> => wordingsOf(ofPart(part));
  const train = wordings("train");

  testHeldOutShare(ofPart, train);

  it("are each of one part alone, and none stands in the pretraining opinions", () => {
    const own = (part: Split, other: Split): string[] => {
      const theirs = wordings(other);
      return [...wordings(part)].filter((wording) => !train.has(wording) && !theirs.has(wording));
    };
    const test = own("test", "validation");
    expect(test.length).toBeGreaterThan(300);
    expect(own("validation", "test").length).toBeGreaterThan(300);
    const validation = wordings("validation");
    const shared = [...wordings("test")].filter((wording) => validation.has(wording));
    for (const wording of shared) expect(train.has(wording), wording).toBe(true);
    const pretraining = fictionalOpinions(SEED, 60).join("\n");
    for (const wording of test) if (wording.split(" ").length > 4) expect(pretraining).not.toContain(wording);
  });

  it("use the words of training in the test part", () => {
    const words = (text: string): string[] =>
      text
        .toLowerCase()
        .replace(/\{[a-z]+\}/g, " ")
        .match(/[a-z]+/g) ?? [];
    const known = new Set([...train].flatMap(words));
    const unknown = [...wordings("test")].flatMap((wording) =>
      words(wording)
        .filter((word) => !known.has(word))
        .map((word) => `${word}: ${wording}`),
    );
    expect(unknown).toEqual([]);
  });
});

/** Text without what stands between a citation's first digit and its closing bracket, whose full stops end no sentence. */
function prose(text: string): string {
  return text
    .split("\n")
    .slice(1)
    .join("\n")
    .replace(/[A-Z][^()\n]*? \d+ [A-Z][^()]*?\([^()]*\d{4}\)/g, "Smith")
    .replace(/\b(Inc|Co|Corp|Ltd|Jr|Sr|v|L\.L\.C|L\.P|N\.A|Bros|ex rel|[A-Z]\.[A-Z])\./g, "$1");
}
