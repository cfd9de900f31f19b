import { describe, expect, it } from "vitest";
import { bluebookTasks } from "../environments/bluebook-citation/tasks.ts";
import { caseInFull, caseInVariedWords, fictionalCase, fictionalCases, fictionalOpinions } from "./fictional-case.ts";
import { CUES } from "./fictional-history-cues.ts";
import { MORE_CUES } from "./fictional-history-varied-cues.ts";
import { sha256 } from "./sha256.ts";
import { splitOf } from "./split.ts";

const PINNED = [300, "a7b1d5043ce4cc62e1f0bf80c4c993eb7f2b2c048b6f4d5706ff471f127a0d78"];
const CASES = fictionalCases(4, 800);

describe("fictionalCases", () => {
  it("depends on seed and index alone", () => {
    expect(fictionalCase(4, 123)).toEqual(CASES[123]);
    expect(fictionalCase(5, 123).record.name).not.toBe(CASES[123].record.name);
    for (const { record, cluster, split, origin } of CASES) {
      expect(cluster).toBe(record.id);
      expect(split).toBe(splitOf(record.id));
      expect(origin).toBe("generated");
      expect(record.provenance.source).toBe("generated");
    }
  });

  it("has the variety of real captions", () => {
    const share = (pattern: RegExp) => CASES.filter((c) => pattern.test(c.record.name)).length;
    for (const pattern of [
      / v\. /,
      /\bet al\./i,
      /^In (?:re|the Matter of)/i,
      / ex rel\. /i,
      /United States/i,
      /\bCITY OF\b/i,
      /Plaintiff-Appellant/,
      /COMMISSIONER/i,
      /, Local \d/i,
      /\b(?:STATE|People|Commonwealth)\b/i,
      /Company|Corporation|Inc\./i,
      /Estate of/i,
      /[a-z]+ [A-Z]\. [A-Z]{3}/,
    ]) {
      expect(share(pattern), String(pattern)).toBeGreaterThan(3);
    }
    expect(new Set(CASES.map((c) => c.record.name)).size).toBeGreaterThan(790);
    expect(new Set(CASES.map((c) => c.record.court.name)).size).toBeGreaterThan(150);
  });

  it("spreads over all kinds of courts without one combination crowding out the rest", () => {
    const { tasks } = bluebookTasks(CASES, { seed: 1, balance: false });
    expect(tasks.length).toBeGreaterThan(0.97 * CASES.length);
    const reporters = Map.groupBy(tasks, (task) => task.facts.gold.reporter);
    expect(reporters.size).toBeGreaterThan(40);
    for (const [reporter, own] of reporters) expect(own.length, reporter).toBeLessThan(0.2 * tasks.length);
    const courts = new Set(tasks.map((task) => task.facts.gold.court));
    for (const court of ["1st Cir.", "2d Cir.", "9th Cir.", "D.C. Cir.", "Fed. Cir.", null])
      expect(courts.has(court), String(court)).toBe(true);
  });
});

/** Over all that a model is shown and graded by; another generator of opinions must not change the tasks that runs were made with. */
it("gives the citation tasks of generated cases that it always gave", () => {
  const { tasks } = bluebookTasks(fictionalCases(1, 300), { seed: 1 });
  // What a version of the environment adds to all tasks alike (its number, provenance) is not the generator's.
  const content = tasks.map(({ split, cluster, facts, gold }) => ({ split, cluster, facts, gold }));
  expect([tasks.length, sha256(JSON.stringify(content))]).toEqual(PINNED);
});

describe("caseInFull", () => {
  it("gives a generated case its opinion in full, and leaves all else as it is", () => {
    for (const from of CASES.slice(0, 40)) {
      const { record, ...rest } = caseInFull(from);
      const { opinions, provenance, ...header } = from.record;
      expect({ ...from, record: { ...record, opinions, provenance } }).toEqual(from);
      expect(record).toMatchObject(header);
      expect(rest).toEqual({ cluster: from.cluster, split: from.split, origin: from.origin });
      expect(record.opinions[0].text).not.toBe(opinions[0].text);
      expect(caseInFull({ ...from, origin: "real" }).record).toBe(from.record);
    }
  });
});

describe("caseInVariedWords", () => {
  it("tells histories in more words of training, and in no words that another part alone has", () => {
    const patternsOf = (wordings: readonly string[]): RegExp[] =>
      wordings
        .map((wording) => wording.replaceAll(/^\{[a-z]\} |\.$/g, "").replaceAll(".", "\\."))
        .map((wording) => wording.replaceAll(/\[([^\]]*)\]/g, "(?:$1)").replaceAll(/\{[a-z]\}/g, ".{1,80}?"))
        .map((pattern) => new RegExp(pattern, "i"));
    const heldOut = patternsOf(
      Object.values(CUES)
        .flat()
        .flatMap(({ validation, test }) => [...validation, ...test]),
    );
    const added = patternsOf(Object.values(MORE_CUES).flat(2));
    const training = CASES.filter(({ split }) => split === "train").map(caseInVariedWords);
    const texts = training.map(({ record }) => record.opinions[0].text);
    expect(texts.filter((text) => heldOut.some((p) => p.test(text)))).toEqual([]);
    expect(added.filter((p) => texts.some((text) => p.test(text))).length).toBeGreaterThan(added.length / 2);
    expect(CASES.some(({ record }) => added.some((p) => p.test(record.opinions[0].text)))).toBe(false);
    const [{ record, ...rest }] = training;
    expect(record.id).toBe(rest.cluster);
    expect(record.provenance.revision).not.toBe(CASES[0].record.provenance.revision);
  });
});

describe("fictionalOpinions", () => {
  const opinions = fictionalOpinions(4, 200);

  it("gives the opinions of training cases in prose of several paragraphs that cites other cases", () => {
    expect(new Set(opinions).size).toBe(200);
    for (const opinion of opinions) {
      expect(opinion.split("\n").length).toBeGreaterThanOrEqual(5);
      expect(opinion.length).toBeGreaterThan(600);
    }
    expect(opinions.filter((opinion) => / v\. .*\d+ \S+ ?\d+.*\d{4}\)/.test(opinion)).length).toBeGreaterThan(180);
  });

  it("never shows a prompt or an answer of the environment, nor a case of another part", () => {
    const text = opinions.join("\n");
    const { tasks } = bluebookTasks(CASES, { seed: 1, balance: false });
    for (const task of tasks) expect(text.includes(task.gold), task.gold).toBe(false);
    for (const label of ["Printed in:", "full citation", "Case:", "Court:", "Date:"]) expect(text).not.toContain(label);
    for (const { record, split } of CASES) {
      if (split !== "train" && / v\. /.test(record.nameAbbreviation))
        expect(text.includes(record.citations[0].cite), record.id).toBe(false);
    }
  });
});
