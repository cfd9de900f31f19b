import { describe, expect, it } from "vitest";
import { classAnswersOf } from "../environments/registry.ts";
import { drawnTasks, labelledTasks, partialComponents, passSizes } from "../evaluation/evaluation-scores.ts";
import { buildReport } from "./build-report.ts";
import { classTables, componentTables, passTable } from "./detail-tables.ts";
import { markdownReport, skillSections } from "./markdown-report.ts";
import { baselineTable, cellTable, exactTable, matrixTable } from "./result-tables.ts";
import { terminalReport } from "./terminal-table.ts";
import { type HandMadeTask, handMadeEvaluation, handMadeRecords } from "./test-support/hand-made-records.ts";

const tasks = (rewards: readonly (readonly (number | null)[])[]): HandMadeTask[] =>
  rewards.map((own, i) => ({ id: `t${i}`, samples: own.map((reward) => ({ reward })) }));
const oneStage = { skills: ["sums"], stages: [{ id: "grpo", mixture: { sums: 1 } }] };
const report = (run: Parameters<typeof handMadeRecords>[0]) => buildReport(handMadeRecords(run), new Date(0));

describe("several completions a task", () => {
  const several = report({
    ...oneStage,
    seeds: [1],
    tasks: (_, stage) =>
      tasks(
        stage === "base"
          ? [
              [0, 0, 1, 0],
              [0, 0, 0, 0],
            ]
          : [
              [1, 1, 1, 1],
              [1, 0, 1, null],
            ],
      ),
  });

  it("give pass@k and pass^k up to what every task has, of scorable completions", () => {
    const [base, grpo] = several.cells.map((c) => c.pass);
    expect(base.map((p) => [p.k, p.passAtK.mean, p.passHatK.mean])).toEqual([
      [2, 0.25, 0],
      [4, 0.5, 0],
    ]);
    expect(grpo.map((p) => [p.k, p.passAtK.mean, p.passHatK.mean])).toEqual([
      [2, 1, expect.closeTo((1 + 1 / 3) / 2)],
      [3, 1, 0.5],
    ]);
    expect(passTable(several)).toMatch(/pass@k.*0\.500/s);
    expect(terminalReport(several)).toMatch(/grpo\s+3\s+1\.000 .*0\.500/);
  });

  it("leave McNemar's test out, and the shares of exact answers in", () => {
    expect(several.comparisons[0].exact).toMatchObject({ fromMean: 0.125, mcnemar: [] });
  });

  it("of one there is nothing to pass", () => {
    expect([0, 1, 2, 3, 4, 6, 8].map(passSizes)).toEqual([[], [], [2], [2, 3], [2, 4], [2, 4, 6], [2, 4, 8]]);
    const [none] = [handMadeEvaluation("sums", "base", 1, tasks([[null], [1]]))].map(drawnTasks);
    expect(none).toEqual([{ id: "t1", cluster: "t1", draws: 1, successes: 1 }]);
  });
});

describe("exact answers", () => {
  const twoSeeds = report({
    ...oneStage,
    seeds: [1, 2],
    tasks: (_, stage, seed) => tasks(stage === "base" ? [[0], [0.5], [1], [0]] : [[1], [seed - 1], [0], [1]]),
  });

  it("are compared beside the rewards, with McNemar's test of each seed", () => {
    const { exact } = twoSeeds.comparisons[0];
    expect(exact).toMatchObject({ fromMean: 0.25, toMean: 0.625, difference: 0.375 });
    expect(exact!.mcnemar.map(({ seed, gained, lost }) => [seed, gained, lost])).toEqual([
      [1, 2, 1],
      [2, 3, 1],
    ]);
    expect(exactTable(twoSeeds)).toMatch(
      /25\.0 %.*62\.5 %.*1: 2 gained, 1 lost, p 1\.000<br>2: 3 gained, 1 lost, p 0\.625/s,
    );
  });

  it("say how many tasks would find 0.03", () => {
    const [c] = twoSeeds.comparisons;
    expect(c.tasksNeeded).toBeGreaterThan(c.n);
    const one = report({ ...oneStage, seeds: [1], tasks: () => tasks([[1]]) });
    expect(one.comparisons[0].tasksNeeded).toBe(Number.POSITIVE_INFINITY);
    expect(terminalReport(one)).toMatch(/n for 0\.03/);
  });
});

describe("a skill that chooses among classes", () => {
  const answer = (label: string) => `<answer>${label}</answer>`;
  const labels = ["affirmed", "affirmed", "affirmed", "reversed", "modified"];
  const run = {
    skills: ["treatment", "sums"],
    stages: [{ id: "grpo", mixture: { treatment: 1 } }],
    seeds: [1, 2],
    golds: new Map(labels.map((label, i) => [`t${i}`, answer(label)])),
    tasks: (_: string, stage: string) =>
      labels.map((label, i) => {
        const given = stage === "base" ? "affirmed" : label === "reversed" ? "vacated" : label;
        return { id: `t${i}`, samples: [{ completion: answer(given), reward: given === label ? 1 : 0 }] };
      }),
  };
  const classes = report(run);

  it("has macro-averages of every stage, by class and by group", () => {
    expect(classes.classes.map((c) => [c.task, c.stage, c.n])).toEqual([
      ["treatment", "base", 5],
      ["treatment", "grpo", 5],
    ]);
    const [base, grpo] = classes.classes;
    expect(base.balancedAccuracy.mean).toBeCloseTo(1 / 3);
    expect(base.macroF1.mean).toBeCloseTo(0.75 / 3);
    // `modified` is in no group; vacated for reversed stays within its own.
    expect(grpo.groupedMacroF1.mean).toBe(1);
    expect(grpo.recall.map((r) => [r.label, r.n, r.mean])).toEqual([
      ["affirmed", 3, 1],
      ["modified", 1, 1],
      ["reversed", 1, 0],
    ]);
    expect(classTables(classes)).toContain("By class: treatment");
    expect(terminalReport(classes)).toMatch(/treatment: grpo\s+0\.667 \[/);
  });

  it("leaves out completions that could not be scored and tasks without a gold", () => {
    const broken = handMadeEvaluation("treatment", "base", 1, [
      { id: "t0", samples: [{ reward: null }, { reward: 0, completion: "no idea" }] },
      { id: "other", samples: [{ reward: 1, completion: answer("affirmed") }] },
    ]);
    expect(labelledTasks(broken, run.golds, classAnswersOf("treatment")!)).toEqual([
      { id: "t0/1", cluster: "t0", label: "affirmed", answer: null },
    ]);
  });
});

describe("a skill whose task is to pick an option", () => {
  const rewards = { base: [1, 0, 0, 0, 0], grpo: [1, 1, 1, 0, 0] };
  const records = handMadeRecords({
    skills: ["holding-selection", "sums"],
    stages: [{ id: "grpo", mixture: { "holding-selection": 1 } }],
    seeds: [1, 2],
    tasks: (_, stage) => tasks(rewards[stage as keyof typeof rewards].map((reward) => [reward])),
  });
  const policy = { name: "constant", mean: 0.2, tasks: [] };
  const scores = { environment: { id: "holding-selection", version: "1" }, baselines: [{ ...policy, aboveChance: 0 }] };
  const older = { environment: { id: "sums", version: "1" }, baselines: [policy] };
  const baselines = new Map([scores, older].map((s) => [s.environment.id, s]));
  const found = buildReport({ ...records, seeds: records.seeds.map((seed) => ({ ...seed, baselines })) }, new Date(0));
  const cell = (task: string, stage: string) => found.cells.find((c) => c.task === task && c.stage === stage)!;

  it("has what is above chance beside its reward, with the interval", () => {
    const { mean, ci95, aboveChance } = cell("holding-selection", "grpo");
    expect(mean).toBeCloseTo(0.6, 12);
    expect(aboveChance?.mean).toBeCloseTo(0.5, 12);
    expect(aboveChance?.ci95).toEqual(ci95.map((end) => expect.closeTo((end - 0.2) / 0.8, 12)));
    expect(cell("holding-selection", "base").aboveChance?.mean).toBeCloseTo(0, 12);
    expect(cell("sums", "grpo").aboveChance).toBeNull();
    expect(found.baselines.map(({ task, aboveChance }) => [task, aboveChance])).toEqual([
      ["holding-selection", 0],
      ["sums", null],
    ]);
  });

  it("shows it wherever figures of stages and baselines stand", () => {
    const text = terminalReport(found);
    expect(text).toMatch(/holding-selection: grpo +0\.600 +\S+ … \S+ +0\.500 \[/);
    expect(text).toMatch(/sums: grpo +0\.600 +\S+ … \S+ +– /);
    expect(text).toMatch(/holding-selection: constant +0\.200 +0\.000\n/);
    expect(text).toMatch(/sums: constant +0\.200 +–\n/);
    const markdown = markdownReport(found, { seeds: [1, 2], samples: [], tasks: {}, recorded: 0 }, true);
    expect(markdown).toMatch(/Above chance<[\s\S]*\| holding-selection \| grpo \| 5 \| 0\.600 \| 0\.500 \|/);
    const [own, other] = cellTable(found).split("sums: figures");
    expect(own).toMatch(/above chance[\s\S]*<td>0\.500<br>/);
    expect(other).not.toContain("above chance");
    expect(baselineTable(found)).toContain("above chance");
  });
});

describe("components", () => {
  const withParts = (id: string, holding: boolean, score: number): HandMadeTask => ({
    id,
    samples: [
      {
        reward: score,
        subRewards: { all: score, holding: holding ? score : null, ...(score > 0 ? { whim: 1 } : {}) },
      },
    ],
  });
  const own = (stage: string) => [
    withParts("a", true, stage === "base" ? 0 : 1),
    withParts("b", true, 0),
    withParts("c", false, 1),
  ];

  it("that speak of part of the tasks stand apart, with n and interval", () => {
    const found = report({ ...oneStage, seeds: [1, 2], tasks: (_, stage) => own(stage) });
    expect(found.cells.map((c) => c.parts)).toEqual([
      [{ name: "holding", n: 2, mean: 0, ci95: [0, 0] }],
      [{ name: "holding", n: 2, mean: 0.5, ci95: [0, 1] }],
    ]);
    expect(componentTables(found)).toMatch(/holding<\/th><td>2<\/td>/);
  });

  it("stand beside the reward on what training does not cite, where it cites some", () => {
    const run = { ...oneStage, seeds: [1, 2], tasks: (_: string, stage: string) => own(stage) };
    const cited = report({
      ...run,
      citedInTraining: new Map([
        ["a", false],
        ["b", true],
        ["c", false],
      ]),
    });
    expect(cited.cells.map((c) => c.parts.slice(1))).toMatchObject([
      [{ name: "not cited in training", n: 2, mean: 0.5 }],
      [{ name: "not cited in training", n: 2, mean: 1 }],
    ]);
    expect(componentTables(cited)).toMatch(/not cited in training<\/th><td>2<\/td>/);
    const none = report({
      ...run,
      citedInTraining: new Map([
        ["a", false],
        ["b", false],
      ]),
    });
    expect(none.cells.map((c) => c.parts.map(({ name }) => name))).toEqual([["holding"], ["holding"]]);
  });

  it("that hang on what was answered are no part", () => {
    const both = ["base", "grpo"].map((stage) => handMadeEvaluation("sums", stage, 1, own(stage)));
    expect(partialComponents(both)).toEqual(["holding"]);
  });
});

describe("what was kept of the best", () => {
  /** The first skill loses a tenth, by two sizes of loss; the others stay. */
  const kept = (skills: readonly string[]) =>
    report({
      skills,
      stages: [{ id: "grpo", mixture: { a: 1 } }],
      seeds: [1],
      tasks: (skill, stage) =>
        tasks(
          Array.from({ length: 20 }, (_, i) => [stage === "base" || skill !== "a" ? 0.5 : 0.4 + (i % 2 ? -0.2 : 0.2)]),
        ),
    });

  it("has Holm over the skills: a loss that is worse alone is none among four", () => {
    const [alone] = kept(["a"]).forgetting;
    expect(alone.p).toBeLessThan(0.05);
    expect(alone).toMatchObject({ best: "base", final: "grpo", pAdjusted: alone.p, verdict: "worse" });
    const four = kept(["a", "b", "c", "d"]);
    expect(four.forgetting.map((f) => [f.task, f.verdict])).toEqual(
      ["a", "b", "c", "d"].map((skill) => [skill, "no significant change"]),
    );
    expect(four.forgetting[0]).toMatchObject({ p: alone.p, pAdjusted: 4 * alone.p });
    const shown = (4 * alone.p).toFixed(3);
    expect(terminalReport(four)).toMatch(
      new RegExp(`p \\(Holm\\) +verdict\\n.*\\na +base .* ${shown} +no significant`),
    );
    expect(skillSections(four)).toContain(`| ${shown} | no significant change |`);
    expect(matrixTable(four)).toContain(`<td>${shown}</td><td><span class="verdict ">no significant change`);
  });
});
