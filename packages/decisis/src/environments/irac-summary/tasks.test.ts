import { existsSync } from "node:fs";
import { loadTokenizer } from "@decisis/lm";
import { describe, expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { fictionalFullJudgment } from "../../corpus/fictional-full-judgment.ts";
import { importCorpus } from "../../corpus/import-corpus.ts";
import type { SplitCase } from "../environment.ts";
import { identified } from "../task-id.ts";
import { answerSections } from "./answer-sections.ts";
import { POCKET_BUDGET } from "./budget.ts";
import { iracSummary } from "./environment.ts";
import { iracPrompt } from "./prompt.ts";
import { iracTasks } from "./tasks.ts";
import { shareIn, stemsOf } from "./words.ts";

const DATA = process.env.DECISIS_DATA;
const POCKET = new URL("../../../../../models/pocket", import.meta.url).pathname;

const CLOSING = "The judgment of the district court is affirmed.";
const TEXT = [
  "DORRANCE, Circuit Judge.",
  "The plaintiff rented an orchard from the defendant in May 1920 and built a press there.",
  "The defendant contends that a tenant may leave the land only with notice.",
  "A tenant may not leave the land unless the lease was broken by the landlord. Pelworth v. Dalmere, 12 F.2d 34, 36 (2d Cir. 1926).",
  "The barn stood at the north end of the land and held the harvest of two years.",
  "In this case the evidence shows that the defendant never mended the press.",
  CLOSING,
  "1 . The press was later sold.",
].join("\n");

function cited(id: string, text: string, split: SplitCase["split"] = "train"): SplitCase {
  const [good] = fictionalCases(1, 1);
  return {
    ...good,
    split,
    cluster: id,
    record: { ...good.record, id, citations: [], opinions: [{ type: "majority", author: null, text }] },
  };
}

describe("iracTasks", () => {
  it("builds excerpt and gold from an opinion, sentence by sentence in its order", () => {
    const { tasks, skipped } = iracTasks([cited("a", TEXT)], { seed: 1 });
    expect(skipped).toEqual([]);
    expect(tasks[0].facts).toMatchObject({
      outcomes: ["affirmed"],
      authorities: [{ name: "Pelworth v. Dalmere", places: ["12 F.2d 34"], court: "2d Cir.", year: "1926" }],
    });
    expect(tasks[0].facts.excerpt.map(({ role }) => role)).toEqual([
      "context",
      "issue",
      "rule",
      "application",
      "conclusion",
    ]);
    expect(tasks[0].gold).toBe(
      [
        "Issue: The defendant contends that a tenant may leave the land only with notice.",
        "Rule: A tenant may not leave the land unless the lease was broken by the landlord. Pelworth v. Dalmere, 12 F.2d 34 (2d Cir. 1926).",
        "Application: In this case the evidence shows that the defendant never mended the press.",
        `Conclusion: ${CLOSING}`,
      ].join("\n"),
    );
    const { id, ...content } = tasks[0];
    expect(identified(content).id).toBe(id);
  });

  it("says why a case gives no task", () => {
    const without = (line: RegExp) =>
      TEXT.split("\n")
        .filter((other) => !line.test(other))
        .join("\n");
    const reasons = (cases: readonly SplitCase[]) =>
      iracTasks(cases, { seed: 1 }).skipped.map(({ id, reason }) => `${id} ${reason.split(":")[0]}`);
    expect(
      reasons([
        cited("a", without(/affirmed/)),
        cited("b", without(/contends/)),
        cited("c", without(/Pelworth/)),
        cited("d", without(/evidence/)),
        { ...cited("e", TEXT), record: { ...cited("e", TEXT).record, opinions: [] } },
      ]),
    ).toEqual(["a no-disposition", "b no-issue", "c no-rule", "d no-application", "e no-lead-opinion"]);
    expect(reasons([cited("a", TEXT), cited("b", TEXT, "test")])).toEqual([
      "a authority-in-several-parts",
      "b authority-in-several-parts",
    ]);
    expect(
      iracTasks([cited("a", TEXT)], { seed: 1, budget: { ...POCKET_BUDGET, answerCharacters: 200 } }).skipped[0].reason,
    ).toMatch(/^too-long/);
  });

  it("gives generated cases tasks of their own part, the same ones each time", () => {
    const cases = fictionalCases(7, 120);
    const { tasks, skipped } = iracTasks(cases, { seed: 1 });
    expect(
      iracTasks(cases.toReversed(), { seed: 1 })
        .tasks.map(({ id }) => id)
        .sort(),
    ).toEqual(tasks.map(({ id }) => id).sort());
    expect(tasks.length + skipped.length).toBe(cases.length);
    expect(tasks.length).toBeGreaterThan(20);
    const splitOf = new Map(cases.map(({ cluster, split }) => [cluster, split]));
    const partOf = new Map<string, string>();
    for (const { split, cluster, origin, facts } of tasks) {
      expect([splitOf.get(cluster), origin]).toEqual([split, "generated"]);
      const [{ places }] = facts.authorities;
      expect(partOf.get(places[0]) ?? split).toBe(split);
      partOf.set(places[0], split);
    }
  });
});

describe("twins", () => {
  const cases = fictionalCases(11, 150);
  const plain = iracTasks(cases, { seed: 1 }).tasks;
  const { tasks } = iracTasks(cases, { seed: 1, twins: 2 });
  const known = new Set(plain.map(({ id }) => id));
  const twins = tasks.filter(({ id }) => !known.has(id));

  it("stand beside the training tasks, the same ones each time, and change nothing else", () => {
    expect(tasks.filter(({ id }) => known.has(id))).toEqual(plain);
    expect(iracTasks(cases, { seed: 1, twins: 2 }).tasks).toEqual(tasks);
    const training = plain.filter(({ split }) => split === "train");
    expect(twins.length).toBeGreaterThan(1.8 * training.length);
    expect(new Set(twins.map(({ id }) => id)).size).toBe(twins.length);
    expect(new Set(twins.map(({ split, origin }) => `${split} ${origin}`))).toEqual(new Set(["train generated"]));
    expect(iracTasks(cases, { seed: 2, twins: 2 }).tasks.map(({ id }) => id)).not.toEqual(tasks.map(({ id }) => id));
  });

  it("keep roles, citations and disposition, exchange many other words, and have golds of full value", () => {
    let exchanged = 0;
    let words = 0;
    for (const twin of twins) {
      const own = plain.find(({ cluster }) => cluster === twin.cluster)!;
      expect(iracSummary.reward.grade(twin, twin.gold).reward).toBe(1);
      expect(twin.facts.excerpt.map(({ role }) => role)).toEqual(own.facts.excerpt.map(({ role }) => role));
      expect({ ...twin.facts, excerpt: null }).toEqual({ ...own.facts, excerpt: null });
      for (const { name } of own.facts.authorities) expect(iracPrompt(twin)[0].content).toContain(name);
      const [before, after] = [own, twin].map((t) => iracPrompt(t)[0].content.split(" "));
      expect(after.length).toBe(before.length);
      words += before.length;
      exchanged += before.filter((word, i) => word !== after[i]).length;
    }
    expect(exchanged / words).toBeGreaterThan(0.05);
    expect(exchanged / words).toBeLessThan(0.4);
  });

  it("take their words from the training part alone", () => {
    const marked = cases.map((c) =>
      c.split === "train"
        ? c
        : {
            ...c,
            origin: "real" as const,
            record: { ...c.record, opinions: [{ type: "majority", author: null, text: "zyxzyxzyx ".repeat(99_999) }] },
          },
    );
    for (const { split, facts } of iracTasks(marked, { seed: 1, twins: 2 }).tasks)
      if (split === "train") expect(JSON.stringify(facts)).not.toMatch(/zyx/);
  });
});

describe("generated cases", () => {
  const cases = fictionalCases(7, 900);
  const { tasks } = iracTasks(cases, { seed: 1 });
  const ofPart = (part: SplitCase["split"]) => tasks.filter(({ split }) => split === part);
  const test = ofPart("test");
  const meanOf = (name: string) => {
    const { answer } = iracSummary.baselines.find((baseline) => baseline.name === name)!;
    return (
      test.reduce((sum, task) => sum + (iracSummary.reward.grade(task, answer(task, [])).reward ?? 0), 0) / test.length
    );
  };

  it("give a task in most cases of every part", () => {
    for (const part of ["train", "validation", "test"] as const)
      expect(ofPart(part).length / cases.filter(({ split }) => split === part).length, part).toBeGreaterThan(0.6);
  });

  it("have golds of the sentences that were meant: the question, the law that decides, its application", () => {
    const wrong: string[] = [];
    let cut = 0;
    for (const { cluster, gold } of tasks) {
      const [seed, index] = cluster.split(":").slice(1).map(Number);
      const meant = fictionalFullJudgment(seed, index);
      const { sections } = answerSections(gold);
      const pairs = [
        [sections.issue, meant.issue],
        [sections.rule, meant.rule ?? ""],
        [sections.application, meant.application],
      ].map(([given, own]) => [given, own, stemsOf(given), stemsOf(own)] as const);
      for (const [given, own, words, all] of pairs) {
        if (shareIn(words, new Set(all)) < 0.95) wrong.push(`${cluster}: ${given}, not ${own}`);
        // A pin and parallel citations go.
        else if (shareIn(all, new Set(words)) < 0.75) cut++;
      }
    }
    expect(wrong.length / tasks.length, wrong.slice(0, 5).join("\n")).toBeLessThan(0.01);
    expect(cut / (3 * tasks.length)).toBeLessThan(0.1);
  });

  it("are solved by no baseline and by no place in the excerpt", () => {
    for (const { name } of iracSummary.baselines) expect(meanOf(name), name).toBeLessThan(0.6);
    for (const role of ["issue", "rule", "application"] as const) {
      const places = test.flatMap(({ facts: { excerpt } }) => {
        const at = excerpt.findIndex((sentence) => sentence.role === role);
        return [at, at - excerpt.length];
      });
      for (const [place, found] of Map.groupBy(places, (at) => at))
        expect(found.length / test.length, `${role} at ${place}`).toBeLessThan(0.7);
    }
  });

  it("show more than one citation, and sentences on both sides of the application", () => {
    expect(test.filter(({ facts }) => facts.authorities.length > 1).length / test.length).toBeGreaterThan(0.9);
    const after = test.map(
      ({ facts: { excerpt } }) => excerpt.length - 2 - excerpt.findIndex(({ role }) => role === "application"),
    );
    for (const count of [0, 1, 2])
      expect(after.filter((found) => found === count).length / test.length, String(count)).toBeGreaterThan(0.1);
  });

  it("have the hash of the opinion in full, which other environments do not show", () => {
    const short = new Map(cases.map(({ cluster, record }) => [cluster, record.provenance]));
    for (const { cluster, provenance } of tasks.slice(0, 50)) {
      expect(provenance).toMatchObject({ source: "generated", licence: "Apache-2.0" });
      expect(provenance.sha256).not.toBe(short.get(cluster)?.sha256);
      expect(provenance.revision).not.toBe(short.get(cluster)?.revision);
    }
  });
});

describe.skipIf(DATA === undefined || !existsSync(`${DATA}/cases`))("real cases", () => {
  it("give tasks that the pocket model has room for and whose golds are right", async () => {
    const { cases } = await importCorpus(`${DATA}/cases`);
    const { tasks, skipped } = iracTasks(cases, { seed: 1 });
    expect(tasks.length + skipped.length).toBe(cases.length);
    expect(tasks.filter(({ split }) => split === "test").length).toBeGreaterThanOrEqual(90);
    expect(skipped.filter(({ reason }) => reason.startsWith("gold-fails-check")).length).toBeLessThan(30);
    const tokenizer = await loadTokenizer(POCKET);
    const tokens = (texts: readonly string[]) =>
      texts.map((text) => tokenizer.encode(text).length).sort((a, b) => a - b);
    const prompts = tokens(tasks.map((task) => iracPrompt(task)[0].content));
    const golds = tokens(tasks.map(({ gold }) => gold));
    expect(prompts[Math.floor(prompts.length * 0.95)]).toBeLessThanOrEqual(420);
    expect(golds[Math.floor(golds.length / 2)]).toBeLessThanOrEqual(170);
    const mean = (name: string) => {
      const answer = iracSummary.baselines.find((baseline) => baseline.name === name)?.answer;
      const test = tasks.filter(({ split }) => split === "test");
      return (
        test.reduce((sum, task) => sum + (iracSummary.reward.grade(task, answer?.(task, []) ?? "").reward ?? 0), 0) /
        test.length
      );
    };
    for (const name of ["empty", "prompt-echo", "keyword-shell", "first-sentences"])
      expect(mean(name), name).toBeLessThan(0.1);
    expect(mean("longest-sentences")).toBeLessThan(mean("cited-sentence"));
  });
});
