import { existsSync } from "node:fs";
import { treatmentWords } from "@decisis/law";
import { loadTokenizer } from "@decisis/lm";
import { describe, expect, it } from "vitest";
import { placesOfCase } from "../../corpus/as-cited.ts";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { importCorpus } from "../../corpus/import-corpus.ts";
import type { SplitCase } from "../../corpus/split-case.ts";
import type { Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import { balancedClasses } from "./class-balance.ts";
import { treatment } from "./environment.ts";
import type { TreatmentFacts } from "./facts.ts";
import { TREATMENT_LABELS } from "./labels.ts";
import { treatmentPrompt } from "./prompt.ts";
import { LEAST_WORDS, runningWords } from "./shown-text.ts";
import { treatmentTasks } from "./tasks.ts";

const CASES = fictionalCases(5, 200);
const BUILT = treatmentTasks(CASES, { seed: 1, balance: false });
const DATA = process.env.DECISIS_DATA;
const available = DATA !== undefined && existsSync(`${DATA}/cases`);
const MARKS = /\[(?:earlier|later|case|\?|\.\.\.)\]/g;

/** Citing clusters and places of both decisions that occur in more than one part of the split. */
function sharedBetweenParts(tasks: readonly Task<TreatmentFacts>[], cases: readonly SplitCase[]): string[] {
  const placesOfId = new Map(cases.map(({ record, cluster }) => [cluster, placesOfCase(record)]));
  const parts = new Map<string, Set<string>>();
  for (const { split, cluster, facts } of tasks) {
    const names = [cluster, ...facts.earlier.places, ...facts.later.places, ...(placesOfId.get(cluster) ?? [])];
    for (const name of names) parts.set(name, (parts.get(name) ?? new Set()).add(split));
  }
  return [...parts].filter(([, own]) => own.size > 1).map(([name]) => name);
}

function expectSound(tasks: readonly Task<TreatmentFacts>[], cases: readonly SplitCase[]): void {
  const splitOfCluster = new Map(cases.map((one) => [one.cluster, one.split]));
  for (const task of tasks) {
    const { id, ...content } = task;
    expect(identified(content).id).toBe(id);
    expect(task.split).toBe(splitOfCluster.get(task.cluster));
    expect(treatment.reward.grade(task, task.gold).reward).toBe(1);
    expect(task.facts.later.year).toBeGreaterThanOrEqual(task.facts.earlier.year ?? Number.NaN);
    expect(treatmentWords(task.facts.text.replace(MARKS, ""))).toEqual([]);
    expect(task.facts.text).toContain("[earlier]");
    expect(task.facts.text).toContain("[?]");
    expect(task.facts.text).toContain("[later]");
    expect(runningWords(task.facts.text)).toBeGreaterThanOrEqual(LEAST_WORDS);
  }
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  expect(sharedBetweenParts(tasks, cases)).toEqual([]);
}

const meanOf = (name: string, tasks: readonly Task<TreatmentFacts>[], train: readonly Task<TreatmentFacts>[]) => {
  const baseline = treatment.baselines.find((one) => one.name === name) ?? treatment.baselines[0];
  const rewards = tasks.map((task) => treatment.reward.grade(task, baseline.answer(task, train)).reward ?? 0);
  return rewards.reduce((sum, reward) => sum + reward, 0) / tasks.length;
};

describe("twins", () => {
  const plain = treatmentTasks(CASES, { seed: 1 }).tasks;
  const { tasks } = treatmentTasks(CASES, { seed: 1, twins: 2 });
  const known = new Set(plain.map(({ id }) => id));
  const twins = tasks.filter(({ id }) => !known.has(id));

  it("stand beside every training task, and beside no other", () => {
    expect(treatmentTasks(CASES, { seed: 1, twins: 2 }).tasks).toEqual(tasks);
    expect(tasks.filter(({ id }) => known.has(id))).toEqual(plain);
    const training = plain.filter(({ split }) => split === "train");
    expect(twins.length).toBeGreaterThan(1.8 * training.length);
    expect(new Set(twins.map(({ split, origin }) => `${split} ${origin}`))).toEqual(new Set(["train generated"]));
    expect(treatmentTasks(CASES, { seed: 2, twins: 2 }).tasks).not.toEqual(tasks);
    expectSound(tasks, CASES);
  });

  it("have other words, and everything else of their task", () => {
    const words = (text: string): string[] => text.split(/[^\p{L}]+/u);
    let exchanged = 0;
    for (const { facts, gold, cluster } of twins) {
      const own = plain.find(
        (task) =>
          task.cluster === cluster &&
          task.facts.source.start === facts.source.start &&
          task.facts.earlier.places[0] === facts.earlier.places[0],
      )!;
      expect(gold).toBe(own.gold);
      expect({ ...facts, text: null }).toEqual({ ...own.facts, text: null });
      expect(facts.text.match(MARKS)).toEqual(own.facts.text.match(MARKS));
      const [before, after] = [own, { facts }].map((one) => words(one.facts.text.replace(MARKS, "")));
      expect(after.length).toBe(before.length);
      const others = before.filter((word, i) => word !== after[i]);
      expect(others.filter((word) => /^(?:not|no|never|nothing|without)$|^\P{Ll}/u.test(word))).toEqual([]);
      exchanged += others.length / before.length;
    }
    expect(exchanged / twins.length).toBeGreaterThan(0.1);
    expect(exchanged / twins.length).toBeLessThan(0.4);
  });
});

describe("treatmentTasks over generated cases", () => {
  const { tasks } = BUILT;

  it("gives the same tasks each time, masked, in parts that share no decision", () => {
    expect(treatmentTasks(CASES, { seed: 1, balance: false })).toEqual(BUILT);
    expectSound(tasks, CASES);
    expect(tasks.length).toBeGreaterThan(CASES.length);
    expect(new Set(tasks.map(({ facts }) => facts.label)).size).toBe(TREATMENT_LABELS.length);
  });

  it("leaves nothing to expressions over the masked text, and courts a part only", () => {
    const train = tasks.filter(({ split }) => split === "train");
    const majority = meanOf("majority", tasks, train);
    expect(meanOf("phrase-regex", tasks, train)).toBeLessThanOrEqual(majority + 0.05);
    for (const name of ["court-pair", "courts-and-years"]) expect(meanOf(name, tasks, train)).toBeLessThan(0.6);
    const open = treatmentTasks(CASES, { seed: 1, balance: false, variant: "evidence" }).tasks;
    expect(meanOf("phrase-regex", open, train)).toBeGreaterThan(0.9);
  });

  it("puts its marks in the same places whatever the label", () => {
    for (const { facts } of tasks) expect(facts.text).toContain("[earlier], [?], [later]");
  });

  it("shows no sentence of a history to a held-out part that training has, marks, names and numbers aside", () => {
    const built = treatmentTasks(fictionalCases(21, 1000), { seed: 1, balance: false }).tasks;
    const sentences = (text: string): string[] =>
      text
        .replace(MARKS, "#")
        .replace(/(?<![.!?] )\b\p{Lu}[\p{L}'’]+/gu, "N")
        .replace(/\$?\d[\d,.]*(?<!\.)/g, "0")
        .split(/(?<=[.!?]) /)
        .filter((sentence) => runningWords(sentence) > 2);
    // Comparisons name parties and repeat facts, and these fill the frames of every part.
    const [train, held] = [true, false].map((own) =>
      built.filter(
        ({ split, facts }) =>
          (split === "train") === own && (own || !["distinguished", "followed"].includes(facts.label)),
      ),
    );
    const known = new Set(train.flatMap(({ facts }) => sentences(facts.text)));
    expect(held.length).toBeGreaterThan(300);
    expect(held.flatMap(({ facts }) => sentences(facts.text)).filter((sentence) => known.has(sentence))).toEqual([]);
  });

  it("keeps prompts short, with the direction and no name in them", async () => {
    const tokenizer = loadTokenizer(new URL("../../../../../models/pocket", import.meta.url).pathname);
    const encoder = await tokenizer;
    for (const task of tasks) {
      const [{ content }] = treatmentPrompt(task);
      expect(encoder.encode(content).length).toBeLessThanOrEqual(256);
      expect(content).toMatch(
        /^What did the later decision do to the earlier one\?\nEarlier: .*\d{4}\)\nLater: .*\d{4}\)\nText: /,
      );
      expect(content.split("Text: ")[0]).not.toMatch(/ v\. /);
    }
  });

  it("evens out the classes of training", () => {
    const rows = [..."abc"].flatMap((label, i) =>
      Array.from({ length: [300, 120, 90][i] }, (_, k) => ({ id: `${label}${k}`, label })),
    );
    const kept = Map.groupBy(balancedClasses(rows).rows, (row) => row.label);
    expect([...kept.values()].map((own) => own.length)).toEqual([120, 120, 90]);
    expect(balancedClasses(rows).skipped.length).toBe(180);
    expect(balancedClasses(rows.slice(0, 3)).rows.length).toBe(3);
  });
});

/** Section 3 of reward integrity: whatever is not the later court's own treatment of the earlier case gives no task. */
describe("what is no treatment", () => {
  const caseOf = (text: string): SplitCase => ({
    record: { ...CASES[0].record, opinions: [{ type: "majority", author: null, text }] },
    cluster: "x",
    split: "train",
    origin: "real",
  });
  const built = (text: string) => treatmentTasks([caseOf(text)], { seed: 1 });
  const A = "Wenley v. Torberg, 100 F. Supp. 34 (D. Mass. 1950)";
  const B = "200 F.2d 5 (1st Cir. 1952)";
  const READ = "The high court saw nothing to change.";

  it("tells who treats whom, whichever stands first", () => {
    for (const text of [
      `${READ} See ${A}, aff'd, ${B}.`,
      `${READ} See Wenley v. Torberg, ${B}, aff'g 100 F. Supp. 34 (D. Mass. 1950).`,
    ]) {
      const [task, ...more] = built(text).tasks;
      expect(more).toEqual([]);
      expect(task.facts).toMatchObject({
        label: "affirmed",
        earlier: { places: ["100 F. Supp. 34"], year: 1950 },
        later: { places: ["200 F.2d 5"], year: 1952 },
      });
    }
  });

  it.each([
    ["a treating case earlier than the treated", `${A}, aff'd, 180 F.2d 5 (1st Cir. 1949).`, "earlier-than-treated"],
    ["a lower court that reverses", `Wenley v. Torberg, ${B}, rev'd, 120 F. Supp. 34 (D. Mass. 1953).`, "court-cannot"],
    ["a court of another circuit", `${A}, rev'd, 200 F.2d 5 (9th Cir. 1952).`, "court-cannot"],
    [
      "another state that overrules",
      "Wenley v. Torberg, 300 Mass. 1 (1938), overruled by Kelman v. Ostrow, 330 N.H. 4 (1950).",
      "court-cannot",
    ],
    ["direct history under another name", `${A}, aff'd, Kelman v. Ostrow, ${B}.`, "other-litigation"],
    ["a phrase without label", `${A}, remanded, ${B}.`, "no-label"],
    ["a dissent that would overrule", `I would overrule ${A}, and follow ${B}.`, "no-treatment"],
    ["another court quoted", `“The panel affirmed ${A},” said the court in Kelman v. Ostrow, ${B}.`, "no-treatment"],
    ["negation", `${A}, was not affirmed in Kelman v. Ostrow, ${B}.`, "no-treatment"],
    ["a text with nothing to read", `See ${A}, aff'd, ${B}. See also id.`, "bare"],
    ["a phrase of the citing case", `(citing ${A}), aff'd, ${B}.`, "no-treatment"],
  ])("%s", (_, text, reason) => {
    const { tasks, skipped } = built(text);
    expect(tasks).toEqual([]);
    expect(skipped.map((one) => one.reason.split(":")[0])).toEqual([reason]);
  });

  it("drops rows whose decisions are named in two parts, parallel citations and the corpus's own cases joined", () => {
    const chain =
      "The high court saw nothing to change. Wenley v. Torberg, 100 F. Supp. 34 (D. Mass. 1950), aff'd, 200 F.2d 5 (1st Cir. 1952), cert. denied, 345 U.S. 1, 73 S. Ct. 2 (1953).";
    const other =
      "The high court would not hear it. Torberg v. Wenley, 300 F.2d 6 (2d Cir. 1952), cert. denied, 73 S. Ct. 2 (1953).";
    const one = caseOf(chain);
    const two: SplitCase = {
      ...caseOf(other),
      split: "test",
      cluster: "y",
      record: { ...caseOf(other).record, id: "y" },
    };
    const { tasks, skipped } = treatmentTasks([one, two], { seed: 1 });
    expect(tasks.map(({ facts }) => facts.label)).toEqual(["affirmed"]);
    expect(skipped.filter(({ reason }) => reason.startsWith("straddles")).length).toBe(2);
    const cited: SplitCase = {
      ...two,
      record: { ...two.record, opinions: [], citations: [{ type: "official", cite: "200 F.2d 5" }] },
    };
    expect(treatmentTasks([one, cited], { seed: 1 }).tasks).toEqual([]);
  });
});

describe.skipIf(!available)("treatmentTasks over real cases", async () => {
  const { cases } = available ? await importCorpus(`${DATA}/cases`) : { cases: [] };

  it("builds masked tasks in parts that share no decision", () => {
    const { tasks, skipped } = treatmentTasks(cases, { seed: 1 });
    expectSound(tasks, cases);
    const held = (split: string) => tasks.filter((task) => task.split === split).length;
    expect(held("test")).toBeGreaterThan(300);
    expect(tasks.length).toBeGreaterThan(500);
    const reasons = new Set(skipped.map(({ reason }) => reason.split(":")[0]));
    for (const reason of ["straddles", "balance", "bare", "no-label", "court-unknown", "other-litigation"])
      expect(reasons).toContain(reason);
    const train = tasks.filter(({ split }) => split === "train");
    const test = tasks.filter(({ split }) => split === "test");
    expect(meanOf("phrase-regex", test, train)).toBeLessThanOrEqual(meanOf("majority", test, train) + 0.05);
  });
});
