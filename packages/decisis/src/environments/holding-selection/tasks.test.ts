import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadTokenizer } from "@decisis/lm";
import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { importCorpus } from "../../corpus/import-corpus.ts";
import { environmentCard } from "../../report/card.ts";
import { cardText } from "../../report/card-text.ts";
import { chanceCorrected } from "../../statistics/chance.ts";
import type { BuildResult, Environment, SplitCase, Task } from "../environment.ts";
import { collapsed } from "../plain-text.ts";
import { identified } from "../task-id.ts";
import { concedes } from "./concession.ts";
import { holdingSelection } from "./environment.ts";
import { answerLetter, type HoldingFacts, LETTERS, shownOptions } from "./facts.ts";
import { MASK } from "./passage.ts";
import { holdingPrompt } from "./prompt.ts";
import { holdingReward } from "./reward.ts";
import { holdingTasks } from "./tasks.ts";
import { inventedCase, inventedCases, inventedDecision } from "./test-support/invented-cases.ts";
import {
  contentWords,
  cosine,
  inverseFrequencies,
  runsOfLetters,
  TextIndex,
  type WordVector,
  wordVector,
} from "./text-index.ts";
import { holdingVariant } from "./variant.ts";

const CASES = inventedCases(500);
const BUILT = holdingTasks(CASES, { seed: 1 });
const DATA = process.env.DECISIS_DATA;

const solvedWithoutModel = (built: BuildResult<HoldingFacts>) =>
  environmentCard(holdingSelection as Environment, built).baselines.filter(({ solves }) => solves);

/** Tokens of prompts for the pocket model, at a quantile. */
async function tokensAt(quantile: number, tasks: readonly Task<HoldingFacts>[]): Promise<number> {
  const tokenizer = await loadTokenizer(new URL("../../../../../models/pocket", import.meta.url).pathname);
  const lengths = tasks.map((task) => tokenizer.encode(holdingSelection.prompt(task)[0].content).length);
  return lengths.sort((a, b) => a - b)[Math.floor(quantile * lengths.length)];
}

/** Shares of tasks that are solved by a look at how like the options are to the passage, by name of the policy. */
function solvedByLikeness(tasks: readonly Task<HoldingFacts>[], train: readonly Task<HoldingFacts>[]) {
  const frequencies = (of: readonly Task<HoldingFacts>[]) =>
    inverseFrequencies(of.flatMap(({ facts }) => [facts.passage, facts.options[facts.answer]]).map(contentWords));
  const letters = inverseFrequencies(
    tasks.flatMap(({ facts }) => [facts.passage, ...facts.options]).map(runsOfLetters),
  );
  const [own, trained] = [frequencies(tasks), frequencies(train)];
  const vectors: Readonly<Record<string, (text: string) => WordVector>> = {
    counts: (text) => wordVector(contentWords(text), () => 1),
    "training weights": (text) => wordVector(contentWords(text), trained),
    "own weights": (text) => wordVector(contentWords(text), own),
    "squared weights": (text) => wordVector(contentWords(text), (word) => own(word) ** 2),
    letters: (text) => wordVector(runsOfLetters(text), letters),
  };
  const solved: Record<string, number> = {};
  for (const [name, vector] of Object.entries(vectors)) {
    for (const { facts } of tasks) {
      const passage = vector(facts.passage);
      const plain = facts.options.map((option) => cosine(passage, vector(option)));
      const logs = plain.map((value) => Math.log(value + 1e-3));
      const gaps = (of: readonly number[]) =>
        of.map((a, i) => Math.min(...of.filter((_, j) => j !== i).map((b) => Math.abs(a - b))));
      const minus = (of: readonly number[]) => of.map((value) => -value);
      const second = plain.map((value) => -Math.abs(plain.filter((other) => other > value).length - 1));
      const third = plain.map((value) => -Math.abs(plain.filter((other) => other > value).length - 2));
      const policies = { plain, minus: minus(plain), second, third, gap: gaps(plain), logGap: gaps(logs) };
      for (const [policy, values] of Object.entries({ ...policies, close: minus(gaps(plain)) })) {
        const best = Math.max(...values);
        const chosen = values.filter((value) => value >= best - 1e-9).length;
        const right = values[facts.answer] >= best - 1e-9 ? 1 / chosen : 0;
        solved[`${policy} by ${name}`] = (solved[`${policy} by ${name}`] ?? 0) + right / tasks.length;
      }
    }
  }
  return solved;
}

/** Policies without a model: none may be right more often than `most`, on a part and beside the rest. */
function expectUnsolved(
  tasks: readonly Task<HoldingFacts>[],
  train: readonly Task<HoldingFacts>[],
  most: number,
): void {
  for (const [policy, share] of Object.entries(solvedByLikeness(tasks, train)))
    expect(share, policy).toBeLessThanOrEqual(most);
  for (const { name, answer } of holdingSelection.baselines) {
    const right = tasks.filter((task) => answer(task, train) === task.gold).length;
    expect(right / tasks.length, name).toBeLessThanOrEqual(most);
  }
}

/** Every description is once the answer and four times a distractor, beside the same four. */
function expectClosed(tasks: readonly Task<HoldingFacts>[]): void {
  const fives = Map.groupBy(tasks, ({ facts }) => [...facts.authorities].sort().join(" | "));
  const used = new Set<string>();
  for (const [key, five] of fives) {
    expect(
      five
        .map(({ facts }) => facts.cited.authority)
        .sort()
        .join(" | "),
    ).toBe(key);
    for (const { facts } of five) {
      expect(used.has(facts.cited.authority)).toBe(false);
      expect(new Set(facts.options.map(concedes)).size).toBe(1);
    }
    for (const { facts } of five) used.add(facts.cited.authority);
  }
}

/** What must hold of any build. */
function expectSound(tasks: readonly Task<HoldingFacts>[], cases: readonly SplitCase[]): void {
  expectClosed(tasks);
  const caseOf = new Map(cases.map((c) => [c.record.id, c]));
  const partOfAuthority = new Map<string, string>();
  const partOfCiting = new Map<string, string>();
  const questionOf = new Map<string, string>();
  for (const task of tasks) {
    const { facts } = task;
    const { id, ...content } = task;
    expect(identified(content).id).toBe(id);
    expect(facts.options.length).toBe(LETTERS.length);
    expect(new Set(facts.options.map((option) => option.toLowerCase())).size).toBe(LETTERS.length);
    expect(new Set(facts.authorities).size).toBe(LETTERS.length);
    expect(facts.authorities[facts.answer]).toBe(facts.cited.authority);
    expect(questionOf.get(facts.cited.authority)).toBeUndefined();
    questionOf.set(facts.cited.authority, id);
    const citing = caseOf.get(facts.source.caseId) as SplitCase;
    expect([task.split, task.cluster, task.origin]).toEqual([citing.split, citing.cluster, citing.origin]);
    const masked = collapsed(citing.record.opinions[facts.source.opinion].text).slice(
      facts.source.start,
      facts.source.end,
    );
    expect(masked.startsWith(facts.verb)).toBe(true);
    expect(facts.passage.endsWith(MASK)).toBe(true);
    expect(holdingPrompt(task)[0].content.split(facts.options[facts.answer]).length).toBe(2);
    // No cited or citing case in two parts, distractors' cases included.
    for (const authority of facts.authorities) {
      expect(partOfAuthority.get(authority) ?? task.split).toBe(task.split);
      partOfAuthority.set(authority, task.split);
    }
    expect(partOfCiting.get(task.cluster) ?? task.split).toBe(task.split);
    partOfCiting.set(task.cluster, task.split);
  }
}

describe("holdingTasks", () => {
  it("gives the same tasks each time, each sound", () => {
    expect(BUILT.tasks.length).toBeGreaterThan(250);
    expect(holdingTasks(CASES, { seed: 1 })).toEqual(BUILT);
    expectSound(BUILT.tasks, CASES);
  });

  it("keeps letters within two points and the answer's lexical place even", () => {
    const share = (of: readonly Task<HoldingFacts>[], letter: string) =>
      of.filter((task) => answerLetter(task.facts) === letter).length / of.length;
    for (const letter of LETTERS) expect(Math.abs(share(BUILT.tasks, letter) - 0.2)).toBeLessThan(0.02);
    const ranks = LETTERS.map((_, rank) => BUILT.tasks.filter((task) => task.facts.lexicalRank === rank).length);
    expect(ranks[0]).toBeLessThanOrEqual(0.25 * BUILT.tasks.length);
  });

  it("pays constants and chance a fifth on 1,000 tasks, 0 after the correction for chance", () => {
    const { tasks } = holdingTasks(fictionalCases(3, 600), { seed: 1 });
    const thousand = tasks.slice(0, 1000);
    expect(thousand).toHaveLength(1000);
    const { grade } = holdingReward();
    const random = Random.at(7, "letters");
    const policies: (() => string)[] = [...LETTERS.map((letter) => () => letter), () => LETTERS[random.integer(5)]];
    const standardError = Math.sqrt((0.2 * 0.8) / 1000);
    for (const letter of policies) {
      const rewards = thousand.map((task) => grade(task, `<answer>${letter()}</answer>`).reward!);
      const mean = rewards.reduce((a, b) => a + b, 0) / 1000;
      expect(Math.abs(mean - 0.2)).toBeLessThan(3 * standardError);
      expect(Math.abs(chanceCorrected(mean, holdingSelection.chance ?? 0))).toBeLessThan((3 * standardError) / 0.8);
    }
  });

  it("says why a description gives no task", () => {
    const { cite, says } = inventedDecision(0);
    const other = inventedDecision(1);
    const bare = "The ferry was late again, and the drover had to wait on the bank.";
    const reasons = holdingTasks(
      [
        inventedCase("inv:none", "Nothing is cited here."),
        inventedCase("inv:short", `${bare} See Orne, 512 F.2d at 47 (holding that ${says}).`),
        inventedCase("inv:bare", `${bare} We affirm.\n${cite} (holding that ${says}).`.slice(bare.length)),
        inventedCase("inv:train", `${bare} See ${other.cite} (holding that ${other.says}).`, "train"),
        inventedCase("inv:test", `${bare} See ${other.cite} (noting that ${other.says}).`, "test"),
        inventedCase(
          "inv:lonely",
          `${bare} See ${inventedDecision(2).cite} (holding that ${inventedDecision(2).says}).`,
        ),
        inventedCase(
          "inv:told",
          `It is so that ${inventedDecision(3).says}. See ${inventedDecision(3).cite} (holding that ${inventedDecision(3).says}).`,
        ),
      ],
      { seed: 1 },
    ).skipped.map(({ id, reason }) => `${id.split("/")[0]}: ${reason}`);
    expect(reasons.sort()).toEqual([
      "inv:bare: too little before the citation",
      "inv:lonely: fewer than four distractors",
      "inv:none: no describing parenthetical",
      "inv:short: no-full-citation",
      "inv:test: cited case in more than one part",
      "inv:told: the passage says it already",
      "inv:train: cited case in more than one part",
    ]);
  });

  it("asks once about a cited case, whatever reporter names it, and offers nothing else said of it", () => {
    const decision = inventedDecision(5);
    const [name, rest] = decision.cite.split(", ");
    const parallel = `${name}, ${rest.replace(" (", ", 77 S. Ct. 5 (")}`;
    const moved = `${name}, 77 S.Ct. 5 (2d Cir. ${/\d{4}\)/.exec(rest)?.[0]}`;
    const cases = [
      ...inventedCases(60, "test").filter((_, i) => i !== 5),
      inventedCase("inv:x", `${decision.topic} See ${parallel} (holding that ${decision.says}).`, "test"),
      inventedCase(
        "inv:y",
        `${decision.topic} See ${moved} (finding that a swan may not be sold at night by anyone).`,
        "test",
      ),
    ];
    const { tasks, skipped } = holdingTasks(cases, { seed: 1, balance: false });
    expect(skipped.filter(({ reason }) => reason === "longer text of the same cited case").length).toBe(1);
    for (const task of tasks) expect(task.facts.options.filter((option) => /swan/.test(option)).length).toBe(0);
    expect(tasks.filter((task) => task.facts.cited.name === name).length).toBe(1);
  });
});

describe("holdingVariant", () => {
  it("leaves visit 0 as built and shows the answer once under each letter in five visits", () => {
    for (const task of BUILT.tasks.slice(0, 40)) {
      expect(holdingVariant(task, 0)).toEqual(task);
      for (const round of [0, 1, 4]) {
        const letters = LETTERS.map((_, i) => answerLetter(holdingVariant(task, 5 * round + i).facts));
        expect([...letters].sort()).toEqual(LETTERS);
      }
      const varied = holdingVariant(task, 3);
      expect(varied.id).toBe(task.id);
      expect([...shownOptions(varied.facts)].sort()).toEqual([...task.facts.options].sort());
      expect(holdingVariant(varied, 8)).toEqual(holdingVariant(task, 8));
      expect(varied.gold).toBe(`<answer>${answerLetter(varied.facts)}</answer>`);
    }
  });
});

describe("text index", () => {
  it("gives the same cosines as pairs of vectors", () => {
    const texts = BUILT.tasks.slice(0, 30).map((task) => contentWords(task.facts.passage));
    const weight = inverseFrequencies(texts);
    const vectors = texts.map((words) => wordVector(words, weight));
    const index = new TextIndex(vectors);
    vectors.forEach((vector, i) => {
      expect(cosine(vector, vector)).toBeCloseTo(1, 12);
      index.similarities(vector).forEach((value, j) => {
        expect(value).toBeCloseTo(cosine(vectors[i], vectors[j]), 12);
      });
    });
  });
});

it("publishes letters, verbs, what is above chance, and answers on `holding that` apart", () => {
  const card = environmentCard(holdingSelection as Environment, BUILT);
  const test = BUILT.tasks.filter((task) => task.split === "test");
  const holding = test.filter((task) => task.facts.verb === "holding").length;
  expect(card.counts.verb.holding.test).toBe(holding);
  expect(Object.keys(card.counts.letter).sort()).toEqual(LETTERS);
  const [constant, empty] = ["majority-letter", "empty"].map((name) => card.baselines.find((b) => b.name === name)!);
  expect(constant.reward.mean).toBeCloseTo(0.2, 1);
  expect(constant.aboveChance?.mean).toBeCloseTo((constant.reward.mean - 0.2) / 0.8, 12);
  expect(constant.parts.map(({ name, n }) => [name, n])).toEqual([
    ["correctHolding", holding],
    ["correctOther", test.length - holding],
  ]);
  expect(empty).toMatchObject({
    n: test.length,
    reward: { mean: 0 },
    aboveChance: { mean: expect.closeTo(-0.25, 12) },
  });
  expect(cardText(card)).toMatch(/\| tf-idf \| 0\.\d+ \[0\.\d+ … 0\.\d+\] \| −?0\.\d+ \[/);
});

describe("opinions of invented cases", () => {
  it("give sound tasks that no lexical baseline solves, with short prompts", async () => {
    const cases = fictionalCases(3, 300);
    const built = holdingTasks(cases, { seed: 1 });
    expectSound(built.tasks, cases);
    expect(built.tasks.length).toBeGreaterThan(cases.length);
    expect(solvedWithoutModel(built)).toEqual([]);
    const train = built.tasks.filter((task) => task.split === "train");
    expectUnsolved(train, train, 0.2 + 3 * Math.sqrt((0.2 * 0.8) / train.length));
    expect(await tokensAt(0.9, built.tasks.slice(0, 60))).toBeLessThanOrEqual(420);
  });
});

describe.skipIf(DATA === undefined || !existsSync(join(DATA, "cases")))("real cases", () => {
  it("gives sound tasks that no lexical baseline solves, with prompts a small model can hold", async () => {
    const { cases } = await importCorpus(join(DATA ?? "", "cases"));
    const built = holdingTasks(cases, { seed: 1 });
    expectSound(built.tasks, cases);
    const part = (name: Task["split"]) => built.tasks.filter(({ split }) => split === name);
    expect(part("test").length).toBeGreaterThanOrEqual(90);
    expectUnsolved(part("test"), part("train"), 0.35);
    expect(solvedWithoutModel(built)).toEqual([]);
    expect(await tokensAt(0.9, built.tasks)).toBeLessThanOrEqual(512);
  });
});
