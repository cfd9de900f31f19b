import { describe, expect, it } from "vitest";
import { ungraded } from "../gated-components.ts";
import type { Grade, Grader } from "../grade.ts";
import { ADVERSARIAL_CLASSES, type AdversarialClass, CLASS_NUMBERS } from "./adversarial-class.ts";
import { auditGrader } from "./audit-grader.ts";
import { auditSummary } from "./audit-report.ts";
import type { AuditPieces, AuditSubject } from "./audit-subject.ts";
import {
  type Choice,
  type Cited,
  choiceGrader,
  choiceSubject,
  citationGrader,
  citationSubject,
  cite,
  said,
} from "./test-support/subjects.ts";

const FEW = { minimumRows: 1, perClass: 6 };

const scored = (reward: number): Grade => ({
  reward,
  subRewards: {},
  range: [0, 1],
  fault: null,
  failedGate: null,
  reasons: [],
});
const leaky = <Item>(honest: Grader<Item>, pays: (completion: string, item: Item) => boolean): Grader<Item> => ({
  ...honest,
  id: "leaky",
  grade: (item, completion) => (pays(completion, item) ? scored(1) : honest.grade(item, completion)),
});

describe("a sound grader", () => {
  it("passes by degrees", () => {
    const report = auditGrader(citationSubject(200));
    expect(report.failures).toEqual([]);
    expect(report).toMatchObject({ closed: false, rows: 200, gold: { mean: 1 }, equivalents: { lowest: 1 } });
    expect(report.honest?.mean).toBeCloseTo(0.6, 10);
    expect(report.classes.map(({ number }) => number)).toEqual(CLASS_NUMBERS);
    for (const { name, n, formats } of report.classes) {
      expect(n, name).toBeGreaterThanOrEqual(400);
      expect(Object.keys(formats), name).toEqual(["plain", "JSON", "Markdown", "tags"]);
    }
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("passes with closed labels, said or seen", () => {
    const { closed: _, ...unsaid } = choiceSubject(200);
    for (const subject of [choiceSubject(200), unsaid]) {
      const report = auditGrader(subject, { perClass: 4 });
      expect(report.failures).toEqual([]);
      expect(report).toMatchObject({ closed: true, honest: null, majority: { mean: 0.2 } });
    }
  });

  it("passes on prompt and gold alone", () => {
    const { rows, ...rest } = choiceSubject(200);
    const bare = { ...rest, rows: rows.map(({ pieces: _, ...row }) => row) };
    expect(auditGrader(bare, { perClass: 3 }).failures).toEqual([]);
  });

  it("passes in any range, and with labels that weigh differently", () => {
    const subject = choiceSubject(100, {
      id: "weighted",
      range: [-1, 3],
      grade: (item, completion) => {
        const weight = item.letter === "E" ? 0.5 : 1;
        const reward = -1 + 4 * weight * (choiceGrader.grade(item, completion).reward as number);
        return { ...scored(reward), range: [-1, 3] };
      },
    });
    const rows = subject.rows.map((row) => ({ ...row, ceiling: row.item.letter === "E" ? 0.5 : 1 }));
    expect(auditGrader({ ...subject, rows }, FEW).failures).toEqual([]);
    expect(auditGrader(subject, FEW).failures).toEqual([expect.stringMatching(/less than it can; 20 rows, first q4/)]);
  });

  it("is found the same for the same seed", () => {
    const { timings: _, ...first } = auditGrader(citationSubject(12), FEW);
    const { timings: __, ...again } = auditGrader(citationSubject(12), FEW);
    const { timings: ___, ...other } = auditGrader(citationSubject(12), { ...FEW, seed: 2 });
    expect(again).toEqual(first);
    expect(other.classes).not.toEqual(first.classes);
  });
});

/** One careless rule a class, each of which an early version of some grader had. */
const CHEATS: Readonly<Record<AdversarialClass, (completion: string, item: Cited) => boolean>> = {
  1: (completion) => completion.trim() === "",
  2: (completion, item) => completion.includes("Cite this case.") && completion.includes(String(item.page)),
  3: (completion) => completion.replace(/\W/g, "").includes("ABCDE"),
  4: (completion, item) => said(completion).startsWith(cite(item)),
  5: (completion) => completion.includes("Parties") && !/\d/.test(completion),
  6: (completion) => ["held", "judgment", "affirmed", "statute"].every((word) => completion.includes(word)),
  7: (completion, item) => [item.name, item.page, item.year].every((part) => completion.includes(String(part))),
  8: (completion, item) => completion.includes(`Volume ${item.volume}`),
  9: (completion) => /\d Rep\. \d|\d Xq\. 3d \d/.test(completion) && !completion.endsWith(")"),
  10: (completion, item) => completion.replace(/\b(?:not|incorrect|is|wrong)\b/gi, "").includes(cite(item)),
  11: (completion) => /see above|"answer": (?:""|null)/i.test(completion),
  12: (completion, item) => completion.split(cite(item)).length > 10,
  13: (completion, item) => completion !== "" && cite(item).startsWith(completion),
  14: (completion) => /[\p{Script=Thai}\p{Script=Arabic}\p{Script=Han}]/u.test(completion),
  15: (completion) => /[\u00AD\u200B\u202E\u{E0030}-\u{E0039}]/u.test(completion),
  16: (completion) => /rubric|verdict|score/i.test(completion),
  17: (completion) => /^(?:\W|Thought process:|Solution|Let's)/.test(completion) && completion.length < 60,
  18: (completion) => /^\w+ v\. \w+, \d+ Rep\. \d+ \(\d{4}\)$/.test(completion),
  19: (completion) => /perhaps|either|could be|unclear|cannot|not able/i.test(completion),
  20: (completion) => completion.length > 50_000 || /NaN|1e999|Infinity/.test(completion),
};

describe("a careless grader", () => {
  it.each(CLASS_NUMBERS.map((number) => [number, ADVERSARIAL_CLASSES[number]] as const))(
    "is caught by class %i, %s",
    (number) => {
      const { failures, classes } = auditGrader(citationSubject(6, leaky(citationGrader, CHEATS[number])), {
        minimumRows: 1,
      });
      expect(failures.join("\n")).toContain(`class ${number} (`);
      expect(classes[number - 1].worst?.score).toBe(1);
    },
  );

  it("is caught in a single format", () => {
    const { failures } = auditGrader(
      citationSubject(
        60,
        leaky(citationGrader, (completion) => completion.startsWith("##") && completion.length < 40),
      ),
      FEW,
    );
    expect(failures.join("\n")).toMatch(/class 16 \(judge injection, Markdown\): 95th percentile 1\.000/);
  });

  it("is allowed luck in a small draw, and no more", () => {
    const draw = { minimumRows: 1, perClass: 2 };
    const found = (pays: (completion: string, item: Cited) => boolean, allowance: number) =>
      auditGrader(citationSubject(20, leaky(citationGrader, pays)), { ...draw, allowance }).failures.join("\n");
    const wordless = (completion: string) => completion.length < 80 && !/\d/.test(completion);
    const lucky = (completion: string, { id }: Cited) => id === "c3" && wordless(completion);
    expect(found(lucky, 0)).toMatch(/class 17 /);
    expect(found(lucky, 3)).not.toMatch(/class 17 /);
    expect(found(wordless, 3)).toMatch(/class 17 /);
  });

  it.each<[string, RegExp, (completion: string, item: Choice) => boolean]>([
    [
      "the letter anywhere",
      /class 3 \(all options\): mean 1\.000 is above/,
      (text, item) => text.includes(item.letter),
    ],
    ["nothing at all", /class 1 \(empty\): completions like "" score 1\.000/, (text) => text === ""],
    [
      "one letter always",
      /constant "<answer>C<\/answer>" scores 1\.000, the majority answer 0\.200/,
      (text) => said(text) === "C",
    ],
    ["anything", /scores do not fall from rung to rung; 50 rows/, () => true],
    [
      "denials",
      /class 10 \(negation flip\): completions like "<answer>not A/,
      (text, item) => said(text) === `not ${item.letter}`,
    ],
  ])("with closed labels is caught paying %s", (_, failure, pays) => {
    expect(auditGrader(choiceSubject(50, leaky(choiceGrader, pays)), FEW).failures.join("\n")).toMatch(failure);
  });

  it("is caught refusing right answers in other dress", () => {
    const strict = leaky(citationGrader, () => false);
    const { failures } = auditGrader(
      citationSubject(20, {
        ...strict,
        grade: (item, text) => (text.includes("\u00A0") ? scored(0.5) : citationGrader.grade(item, text)),
      }),
      FEW,
    );
    expect(failures).toEqual([
      expect.stringMatching(/^equivalent "no-break spaces" scores 0\.500 .* 20 rows, first c0$/),
    ]);
  });

  it("is caught paying opposites, cuts, and a ladder upside down", () => {
    const subject = citationSubject(
      30,
      leaky(citationGrader, (text, item) => swapped(item) === text || text === cut(item)),
    );
    const { item, gold } = subject.rows[0];
    const { failures } = auditGrader({ ...subject, ladders: [{ item, rungs: ["", gold] }] }, FEW);
    expect(failures.join("\n")).toMatch(/opposites score 1\.000, more than wrong answers with 0\.200/);
    expect(failures.join("\n")).toMatch(/cut at 90 % scores as much as whole; 30 rows/);
    expect(failures.join("\n")).toMatch(/rung to rung; 1 row, first ladder 1/);
  });

  it("is caught paying the last opposites of many", () => {
    const subject = citationSubject(
      10,
      leaky(citationGrader, (text, item) => swapped(item) === text),
    );
    const rows = subject.rows.map((row) => ({
      ...row,
      pieces: () => {
        const { opposites = [], ...pieces } = row.pieces?.() ?? {};
        return { ...pieces, opposites: ["a", "b", "c", "d", ...opposites, ...opposites] };
      },
    }));
    const { failures } = auditGrader({ ...subject, rows }, { minimumRows: 1 });
    expect(failures.join("\n")).toMatch(/opposites score 0\.333, more than wrong answers/);
  });

  it("is caught without order, and where middling is as good as gold", () => {
    const { failures } = auditGrader(
      citationSubject(
        20,
        leaky(citationGrader, (text) => /\(\d{4}\)$/.test(text)),
      ),
      FEW,
    );
    expect(failures.join("\n")).toMatch(/middling honest answers score as much as gold ones/);
    expect(failures.join("\n")).toMatch(
      /gold, middling, wrong and empty answers do not fall: 1\.000, 1\.000, 1\.000, 0\.000/,
    );
    expect(failures.join("\n")).toMatch(/correlate by 0\.\d+ only/);
  });
});

describe("a hostile grader", () => {
  const answering = (grade: (item: Cited, completion: string, honest: Grade) => unknown): string => {
    const grader: Grader<Cited> = {
      ...citationGrader,
      grade: (item, completion) => grade(item, completion, citationGrader.grade(item, completion)) as Grade,
    };
    return auditGrader(citationSubject(10, grader), FEW).failures.join("\n");
  };

  it("may throw", () => {
    expect(
      answering((_, completion, honest) => {
        if (completion.includes("\0")) throw new TypeError("NUL");
        return honest;
      }),
    ).toMatch(/throws TypeError, \d+ times; first row c\d: ".*\\u0000/);
  });

  it.each<[string, RegExp, unknown]>([
    ["NaN", /reward that is no finite number/, scored(Number.NaN)],
    ["infinity", /reward that is no finite number/, scored(Number.POSITIVE_INFINITY)],
    ["a string", /reward that is no finite number/, { ...scored(0), reward: "1" }],
    ["more than the range", /reward outside its range \[0, 1\]/, scored(1.5)],
    ["another range", /another range than it declares/, { ...scored(0), range: [0, 2] }],
    ["a part outside [0, 1]", /part "form" outside \[0, 1\]/, { ...scored(0), subRewards: { form: 7 } }],
    ["nothing", /gives no grade/, undefined],
    ["no reward and no error", /no reward and no error/, { ...scored(0), reward: null }],
  ])("may give %s", (_, failure, grade) => {
    expect(answering((__, completion, honest) => (completion === "." ? grade : honest))).toMatch(failure);
  });

  it("may change its mind at once or later", () => {
    let calls = 0;
    expect(answering((_, completion, honest) => (completion === ":" ? scored(calls++ % 2) : honest))).toMatch(
      /two grades for one completion/,
    );
    let seen = 0;
    expect(answering((_, __, honest) => (seen++ < 2000 ? honest : scored(0)))).toMatch(
      /scores otherwise when other answers/,
    );
  });

  it("may refuse to score; that is counted and is no zero", () => {
    const subject = citationSubject(20, {
      ...citationGrader,
      grade: (item, completion) =>
        completion.includes("{") ? ungraded("grader", "no_parser", "braces") : citationGrader.grade(item, completion),
    });
    const { failures, errors, classes } = auditGrader(subject, FEW);
    expect(errors.no_parser).toBeGreaterThan(100);
    expect(failures.join("\n")).toMatch(/class 17 \(judge master keys\): \d+ of \d+ completions could not be scored/);
    expect(classes[16].n + classes[16].errors).toBe(240);
  });

  it("may be slow: in the length of the answer, or altogether", () => {
    let now = 0;
    const slow = (cost: (length: number) => number): AuditSubject<Cited> =>
      citationSubject(10, {
        ...citationGrader,
        grade: (item, completion) => {
          now += cost(completion.length);
          return citationGrader.grade(item, completion);
        },
      });
    const options = { ...FEW, clock: () => now, budgetSeconds: 1e9 };
    const linear = auditGrader(
      slow((length) => length / 1e4),
      options,
    );
    expect(linear.failures).toEqual([]);
    expect(linear.timings).toEqual(
      [
        { characters: 2_000, milliseconds: 0.4 },
        { characters: 20_000, milliseconds: 4 },
        { characters: 200_000, milliseconds: 40 },
      ].map(({ characters, milliseconds }) => ({ characters, milliseconds: expect.closeTo(milliseconds, 3) })),
    );
    expect(
      auditGrader(
        slow((length) => length ** 2 / 1e7),
        options,
      ).failures.join("\n"),
    ).toMatch(/time grows faster than the answer \(blanks\)/);
    now = 0;
    const halted = auditGrader(
      slow(() => 1000),
      { ...options, budgetSeconds: 100 },
    );
    expect(halted.failures).toEqual([expect.stringMatching(/^given up after 100 s and 1\d\d gradings$/)]);
  });
});

describe("what an audit needs", () => {
  it("is 200 rows and 100 equivalents", () => {
    const { failures } = auditGrader(citationSubject(5), { perClass: 8 });
    expect(failures).toContain("5 rows where 200 are needed");
    expect(failures).toContain("55 equivalents where 100 are needed");
  });

  it("is a row and a range", () => {
    expect(() => auditGrader(citationSubject(0))).toThrow(/no rows/);
    expect(() => auditGrader(citationSubject(1, { ...citationGrader, range: [1, 1] }))).toThrow(/the range \[1, 1\]/);
  });

  it("are the pieces of an environment, which have the last word", () => {
    const asked: string[] = [];
    const seen = new Set<string>();
    const subject = citationSubject(
      12,
      leaky(citationGrader, (completion) => {
        if (completion.length < 100) seen.add(completion);
        return false;
      }),
    );
    const pieces = (): AuditPieces => {
      asked.push("pieces");
      return {
        headings: ["Volume"],
        invented: ["7 Zorb. 8"],
        translations: ["Aulne contre Bouleau"],
        equivalents: (defaults) => [...defaults.slice(0, 1), { name: "own", completion: "own equivalent" }],
        completions: { 17: (defaults) => [...defaults.slice(0, 1), "own key"], 5: () => ["own heading"] },
      };
    };
    const { failures, classes } = auditGrader(
      {
        ...subject,
        rows: subject.rows.map((row) => ({ ...row, pieces })),
        notApplicable: { 3: "there are no options" },
        constants: ["own constant"],
        formats: [{ name: "shout", wrap: (answer) => `${answer}!` }],
      },
      { minimumRows: 1 },
    );
    expect(asked.length).toBe(12);
    for (const completion of [
      "7 Zorb. 8",
      "Aulne contre Bouleau",
      "own key",
      "own key!",
      "own heading",
      "own constant",
    ])
      expect(seen.has(completion), completion).toBe(true);
    expect(seen.has("Volume:")).toBe(false);
    expect(failures.join("\n")).toContain('equivalent "own" scores 0.000');
    expect(classes[2]).toMatchObject({ n: 0, worst: null, notApplicable: "there are no options" });
    expect(classes[16]).toMatchObject({ n: 48, formats: { plain: { n: 24 }, shout: { n: 24 } } });
  });

  it("is recorded in short", () => {
    const report = auditGrader(citationSubject(30), FEW);
    const tried = report.classes.filter(({ n }) => n > 0);
    const worst = tried.reduce((a, b) => (b.mean > a.mean ? b : a));
    expect(auditSummary(report, "2026-01-31")).toEqual({
      date: "2026-01-31",
      subject: "fixture-citation",
      version: "1",
      grader: "fixture-citation",
      rows: 30,
      passed: true,
      failures: [],
      figures: {
        gold: report.gold.mean,
        honest: report.honest?.mean,
        majority: report.majority.mean,
        bestConstant: report.bestConstant.mean,
        worstClass: { name: worst.name, mean: worst.mean, p95: worst.p95 },
        cutAt90: report.cutAt90.mean,
        opposites: report.opposites.mean,
        wrong: report.wrong.mean,
        equivalents: report.equivalents.lowest,
        ladders: report.ladders.n === 0 ? null : report.ladders.spearman,
        attempts: tried.reduce((sum, { n }) => sum + n, 0),
      },
    });
    expect(tried.every(({ mean }) => mean <= worst.mean)).toBe(true);
    expect(auditSummary({ ...report, opposites: { ...report.opposites, n: 0 } }).figures?.opposites).toBeNull();
    expect(auditSummary({ ...report, failures: ["a hole"] })).toMatchObject({ passed: false, failures: ["a hole"] });
  });
});

const swapped = (item: Cited): string => cite({ ...item, name: item.name.split(" v. ").reverse().join(" v. ") });
const cut = (item: Cited): string => cite(item).slice(0, Math.floor(cite(item).length * 0.9));
