import { existsSync } from "node:fs";
import { formatCitation } from "@decisis/law";
import { describe, expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { importCorpus } from "../../corpus/import-corpus.ts";
import { identified } from "../task-id.ts";
import { bluebookCitation } from "./environment.ts";
import { bluebookPrompt, printedPlaces } from "./prompt.ts";
import { MAX_CAPTION } from "./prompt-caption.ts";
import { bluebookTasks } from "./tasks.ts";
import { BALANCE } from "./training-balance.ts";

const CASES = fictionalCases(5, 400);
const BUILT = bluebookTasks(CASES, { seed: 1 });
const BUILT_TASKS = BUILT.tasks;
const DATA = process.env.DECISIS_DATA;

describe("bluebookTasks", () => {
  it("gives the same tasks each time, identified by their content, in the part of their case", () => {
    const { tasks, skipped } = BUILT;
    expect(bluebookTasks(CASES, { seed: 1 })).toEqual(BUILT);
    expect(tasks.length + skipped.length).toBe(CASES.length);
    expect(tasks.length).toBeGreaterThan(380);
    expect(new Set(tasks.map((task) => task.id)).size).toBe(tasks.length);
    const splitOfCluster = new Map(CASES.map((c) => [c.cluster, c.split]));
    for (const task of tasks) {
      const { id, ...content } = task;
      expect(identified(content).id).toBe(id);
      expect(id).toMatch(/^[0-9a-f]{16}$/);
      expect(task.split).toBe(splitOfCluster.get(task.cluster));
      expect(task.gold).toBe(formatCitation(task.facts.gold));
    }
  });

  it("says why a case gives no task", () => {
    const [good] = CASES;
    const broken = (id: string, change: object) => ({ ...good, record: { ...good.record, id, ...change } });
    const { tasks, skipped } = bluebookTasks(
      [
        broken("none", { citations: [] }),
        broken("unknown", {
          citations: [{ type: "official", cite: "1 Zorblax 2", volume: "1", reporter: "Zorblax", page: "2" }],
        }),
        broken("long", { name: `${"Very ".repeat(100)}Long v. Wenley` }),
      ],
      { seed: 1 },
    );
    expect(tasks).toEqual([]);
    expect(skipped.map(({ id, reason }) => [id, reason.split(":")[0]])).toEqual([
      ["none", "no-citation"],
      ["unknown", "unknown-reporter"],
      ["long", "caption-too-long"],
    ]);
  });

  it("thins out a crowded combination of reporter and court in training only", () => {
    const crowd = CASES.slice(0, 20);
    const many = Array.from({ length: 40 }, (_, i) => ({
      ...crowd[i % crowd.length],
      cluster: `x${i}`,
      record: {
        ...crowd[i % crowd.length].record,
        id: `x${i}`,
        decisionDate: "1950-01-01",
        court: { name: "Supreme Court of the United States", abbreviation: "U.S." },
        citations: [{ type: "official", cite: `340 U.S. ${10 * i + 1}` }],
      },
    }));
    const asTraining = many.map((c) => ({ ...c, split: "train" as const }));
    const { tasks, skipped } = bluebookTasks(asTraining, { seed: 1 });
    expect(tasks.length).toBe(BALANCE.always);
    expect(skipped.filter(({ reason }) => reason.startsWith("balance")).length).toBe(40 - BALANCE.always);
    expect(
      bluebookTasks(
        many.map((c) => ({ ...c, split: "test" as const })),
        { seed: 1 },
      ).tasks.length,
    ).toBe(40);
  });

  it("gives twins with the court, the reporters, the year and the frame of the caption of the case", () => {
    const twins = new Map(
      bluebookTasks(CASES, { seed: 1, twin: true, balance: false }).tasks.map((task) => [task.cluster, task]),
    );
    let compared = 0;
    for (const task of bluebookTasks(CASES, { seed: 1, balance: false }).tasks) {
      const twin = twins.get(task.cluster);
      if (twin === undefined) continue;
      compared++;
      expect(twin).toMatchObject({
        split: task.split,
        origin: "generated",
        facts: { twin: true, court: task.facts.court, decisionDate: task.facts.decisionDate },
      });
      expect(twin.facts.gold).toMatchObject({
        reporter: task.facts.gold.reporter,
        court: task.facts.gold.court,
        year: task.facts.gold.year,
      });
      expect(twin.facts.gold.caseName).not.toBe(task.facts.gold.caseName);
      expect(twin.facts.caption.replace(/\p{L}+/gu, "")).toBe(task.facts.caption.replace(/\p{L}+/gu, ""));
      expect(bluebookCitation.reward.grade(twin, twin.gold).reward).toBe(1);
      expect(bluebookCitation.reward.grade(twin, task.gold).reward).toBeLessThan(0.25);
    }
    expect(compared).toBeGreaterThan(300);
  });

  it("adds twins of real training cases, put together from captions of the training part alone", () => {
    const real = CASES.slice(0, 200).map((c) => ({ ...c, origin: "real" as const }));
    const build = (cases: typeof real) =>
      bluebookTasks([...cases, ...CASES.slice(200)], { seed: 1, twins: 3, balance: false }).tasks;
    const twins = build(real).filter((task) => task.facts.twin);
    const training = new Set(real.filter((c) => c.split === "train").map((c) => c.cluster));
    expect(twins.length).toBeGreaterThan(2 * training.size);
    expect(new Set(twins.map((task) => task.gold)).size).toBe(twins.length);
    for (const task of twins) {
      expect(training.has(task.cluster)).toBe(true);
      expect(task).toMatchObject({ split: "train", origin: "generated" });
    }
    const otherTest = real.map((c) =>
      c.split === "train" ? c : { ...c, record: { ...c.record, name: "Zyzzyva v. Qwertz" } },
    );
    expect(build(otherTest).filter((task) => task.facts.twin)).toEqual(twins);
  });

  it("lets the sides of real training cases meet, each cited as in its own case", () => {
    const real = CASES.slice(0, 200).map((c) => ({ ...c, origin: "real" as const }));
    const { tasks } = bluebookTasks(real, { seed: 1, twins: 8, balance: false });
    // Words are exchanged; a side is known by what stands between them.
    const frame = (side: string) => side.replace(/[\p{L}.'’]+/gu, "x");
    const first = (task: (typeof tasks)[number]) => frame(task.facts.gold.caseName.split(" v. ")[0]);
    const own = new Map(tasks.filter((t) => !t.facts.twin).map((t) => [t.cluster, t]));
    let crossed = 0;
    for (const twin of tasks.filter((t) => t.facts.twin)) {
      const task = own.get(twin.cluster)!;
      expect(twin.facts).toMatchObject({ court: task.facts.court, decisionDate: task.facts.decisionDate });
      expect(first(twin)).toBe(first(task));
      expect(bluebookCitation.reward.grade(twin, twin.gold).reward).toBe(1);
      if (frame(twin.facts.caption) !== frame(task.facts.caption)) crossed++;
    }
    expect(crossed).toBeGreaterThan(100);
  });
});

describe("bluebookPrompt", () => {
  it("is short, shows every printed place and never the short name or the answer", () => {
    let hidden = 0;
    const lengths: number[] = [];
    const tasks = BUILT_TASKS;
    const shortNames = new Map(CASES.map((c) => [c.cluster, c.record.nameAbbreviation]));
    for (const task of tasks) {
      const [message, ...more] = bluebookPrompt(task);
      expect(more).toEqual([]);
      expect(message.role).toBe("user");
      expect(message.content).not.toContain(task.gold);
      expect(printedPlaces(task).length).toBe(task.facts.citations.length);
      for (const place of printedPlaces(task)) expect(message.content).toContain(place);
      if (!message.content.includes(shortNames.get(task.cluster) as string)) hidden++;
      lengths.push(message.content.length);
    }
    lengths.sort((a, b) => a - b);
    expect(hidden / tasks.length).toBeGreaterThan(0.7);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(250);
    expect(lengths[lengths.length - 1]).toBeLessThan(MAX_CAPTION + 220);
  });

  it("varies the order of places and the spacing of reporters", () => {
    const tasks = BUILT_TASKS;
    const several = tasks.filter((task) => task.facts.citations.length > 1);
    const reordered = several.filter(
      (task) => printedPlaces(task)[0].replaceAll(" ", "") !== task.facts.citations[0].replaceAll(" ", ""),
    );
    expect(reordered.length / several.length).toBeGreaterThan(0.3);
    const spaced = tasks.filter((task) => task.facts.citations.some((cite) => /\. (?=[A-Z])/.test(cite)));
    const closed = spaced.filter((task) => !printedPlaces(task).some((cite) => /\. (?=[A-Z])/.test(cite)));
    expect(closed.length / spaced.length).toBeGreaterThan(0.35);
    expect(closed.length / spaced.length).toBeLessThan(0.65);
  });
});

it("baselines score between nothing and the regular expressions, which leave most of exactness to be learnt", () => {
  const tasks = BUILT_TASKS;
  const train = tasks.filter((task) => task.split === "train");
  const test = tasks.filter((task) => task.split === "test");
  const mean = (name: string, metric?: string) => {
    const baseline = bluebookCitation.baselines.find((b) => b.name === name);
    if (baseline === undefined) throw new Error(name);
    const grades = test.map((task) => bluebookCitation.reward.grade(task, baseline.answer(task, train)));
    return (
      grades.reduce((sum, grade) => sum + ((metric ? grade.subRewards[metric] : grade.reward) as number), 0) /
      test.length
    );
  };
  expect(mean("empty")).toBe(0);
  expect(mean("majority")).toBeLessThan(0.05);
  expect(mean("copy-input")).toBeLessThan(0.25);
  expect(mean("regex-reassembly")).toBeGreaterThan(mean("copy-with-year"));
  expect(mean("regex-reassembly", "exact")).toBeLessThan(0.3);
});

it.skipIf(DATA === undefined || !existsSync(`${DATA}/cases`))("builds tasks from nearly every real case", async () => {
  const { cases } = await importCorpus(`${DATA}/cases`);
  const { tasks, skipped } = bluebookTasks(cases, { seed: 1 });
  expect(skipped.filter(({ reason }) => !reason.startsWith("balance")).length).toBeLessThan(0.02 * cases.length);
  for (const task of tasks)
    expect(bluebookCitation.reward.grade(task, task.gold)).toMatchObject({ reward: 1, subRewards: { exact: 1 } });
});
