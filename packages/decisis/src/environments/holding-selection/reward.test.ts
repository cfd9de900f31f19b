import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdingEquivalents } from "./equivalents.ts";
import { answerLetter, LETTERS, shownOptions } from "./facts.ts";
import { HOLDING_CONSTANTS, holdingPieces } from "./hostile.ts";
import { ladderOf } from "./ladder.ts";
import { holdingPrompt } from "./prompt.ts";
import { MAX_ANSWER } from "./read-answer.ts";
import { holdingReward } from "./reward.ts";
import { holdingTasks } from "./tasks.ts";
import { inventedCases } from "./test-support/invented-cases.ts";
import { holdingVariant } from "./variant.ts";

const { tasks: TASKS } = holdingTasks(inventedCases(60, "test"), { seed: 1, balance: false });
const [TASK] = TASKS;
const grader = holdingReward();
const score = (answer: string, task = TASK) => grader.grade(task, answer).reward;
const RIGHT = answerLetter(TASK.facts);
const WRONG = LETTERS.filter((letter) => letter !== RIGHT);

describe("holdingReward", () => {
  it("reaches both ends of its range and nothing between", () => {
    expect(grader.range).toEqual([0, 1]);
    expect(grader.grade(TASK, TASK.gold)).toMatchObject({
      reward: 1,
      fault: null,
      failedGate: null,
      reasons: [],
      subRewards: { correct: 1, holding: TASK.facts.verb === "holding" ? 1 : 0 },
    });
    expect(grader.grade(TASK, `<answer>${WRONG[0]}</answer>`)).toMatchObject({
      reward: 0,
      fault: null,
      failedGate: null,
    });
    expect(grader.grade(TASK, "  ")).toMatchObject({ reward: 0, fault: "model", failedGate: "present" });
  });

  it("shows answers on rows that said holding apart from the others", () => {
    const holding = TASKS.find((task) => task.facts.verb === "holding") as (typeof TASKS)[number];
    const other = TASKS.find((task) => task.facts.verb !== "holding") as (typeof TASKS)[number];
    expect(grader.grade(holding, holding.gold).subRewards).toMatchObject({ correctHolding: 1, correctOther: null });
    expect(grader.grade(other, "A, or rather B").subRewards).toMatchObject({ correctHolding: null, correctOther: 0 });
  });

  it("follows the order of a visit", () => {
    for (let visit = 0; visit < 7; visit++) {
      const varied = holdingVariant(TASK, visit);
      expect(score(varied.gold, varied)).toBe(1);
      expect(score(shownOptions(TASK.facts)[TASK.facts.answer], varied)).toBe(1);
      expect(LETTERS.filter((letter) => score(letter, varied) === 1)).toEqual([answerLetter(varied.facts)]);
    }
  });

  it("takes over a hundred ways of writing the right answer, and none of them for a wrong one", () => {
    const names = new Set<string>();
    for (const task of TASKS.slice(0, 10)) {
      for (const { name, completion } of holdingEquivalents(task)) {
        names.add(name);
        expect(score(completion, task), `${name}: ${completion}`).toBe(1);
      }
    }
    expect(names.size).toBeGreaterThanOrEqual(80);
    expect(
      new Set(TASKS.slice(0, 10).flatMap((t) => holdingEquivalents(t).map((e) => e.completion))).size,
    ).toBeGreaterThan(100);
  });

  it("gives nothing for the contrary of the right answer", () => {
    for (const task of TASKS.slice(0, 20))
      for (const opposite of holdingPieces(task).opposites ?? []) expect(score(opposite, task), opposite).toBe(0);
  });

  it("puts only the first rung of a ladder above nothing", () => {
    for (const task of TASKS.slice(0, 10))
      expect(ladderOf(task).map((answer) => score(answer, task))).toEqual([1, 0, 0]);
  });

  it.each([
    ["empty", () => ""],
    ["prose with the word a", () => "This is a case about a contract."],
    ["prose that begins with a letter", () => "A cat sat on a mat."],
    ["prose that ends with a letter", () => "There is no plan b"],
    ["all letters", () => "A B C D E"],
    ["all options", () => shownOptions(TASK.facts).join("\n")],
    ["the prompt", () => holdingPrompt(TASK)[0].content],
    ["the end of the prompt", () => holdingPrompt(TASK)[0].content.slice(-200)],
    ["right or wrong", () => `<answer>${RIGHT} or ${WRONG[0]}</answer>`],
    ["right, then wrong", () => `<answer>${RIGHT}</answer><answer>${WRONG[0]}</answer>`],
    ["wrong, then right", () => `The answer is ${WRONG[0]}. <answer>${RIGHT}</answer>`],
    ["wrong, then right in words", () => `The answer is ${WRONG[0]}. The answer is ${RIGHT}.`],
    ["wrong struck out", () => `~~${WRONG[0]}~~ ${RIGHT}`],
    ["right twice", () => `${RIGHT}\n${RIGHT}`],
    ["right fifty times", () => `<answer>${RIGHT}</answer>`.repeat(50)],
    ["letter of one option, text of another", () => `${RIGHT}. ${shownOptions(TASK.facts)[LETTERS.indexOf(WRONG[0])]}`],
    ["denied", () => `The answer is not <answer>${RIGHT}</answer>`],
    ["the opposite", () => `The opposite of <answer>${RIGHT}</answer>`],
    ["struck out", () => `~~<answer>${RIGHT}</answer>~~`],
    ["doubted", () => `<answer>${RIGHT}</answer>?`],
    ["called wrong within", () => JSON.stringify({ answer: RIGHT, checks: [{ is_wrong: true }] })],
    ["hedged", () => `Perhaps ${RIGHT}`],
    ["taken back", () => `<answer>${RIGHT}</answer> No, wait.`],
    ["unclosed tag", () => `<answer>${RIGHT}`],
    ["unfinished thought", () => `<think>It is <answer>${RIGHT}</answer>`],
    ["key given twice", () => `{"answer": "${WRONG[0]}", "answer": "${RIGHT}"}`],
    ["homoglyph", () => `<answer>${RIGHT === "A" ? "\u0410" : "\u0415"}</answer>`],
    ["hidden text", () => `<answer>${WRONG[0]}<!-- ${RIGHT} --></answer>`],
    ["not an option", () => "<answer>F</answer>"],
    ["a megabyte", () => RIGHT.repeat(1_000_000)],
    ["blanks without end", () => `answer is${" ".repeat(MAX_ANSWER - 20)}x`],
    ["quotation marks without end", () => `${'"'.repeat(MAX_ANSWER - 20)}x`],
    ["too long", () => `${" x".repeat(MAX_ANSWER)} <answer>${RIGHT}</answer>`],
  ])("gives nothing for: %s", (_, answer) => {
    expect(score(answer())).toBe(0);
  });

  it.each([
    ["a ruling called wrong", () => `The court below was wrong.\n\nAnswer: ${RIGHT}`],
    ["a line with a denial", () => `The passage does not speak of the others\n\n${RIGHT}`],
    ["a condition", () => `If the passage is read as a whole, the answer is ${RIGHT}.`],
    ["others listed as wrong", () => JSON.stringify({ answer: RIGHT, incorrect: WRONG })],
  ])("takes reasoning before the answer for reasoning: %s", (_, answer) => {
    expect(score(answer())).toBe(1);
  });

  it("pays no constant more than its share", () => {
    const even = TASKS.slice(0, 60 - (60 % 5));
    for (const constant of HOLDING_CONSTANTS) {
      const mean = even.reduce((sum, task) => sum + (score(constant, task) as number), 0) / even.length;
      expect(mean, constant).toBeLessThanOrEqual(0.2 + 1e-9 + 5 / even.length);
    }
  });

  it("is total, bounded and deterministic", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        RIGHT,
        WRONG[0],
        TASK.gold,
        "<answer>",
        "</answer>",
        "</think>",
        "The answer is ",
        "```",
        '{"answer":',
        "\uD800",
        "\n",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const answer = pieces.join("");
        const grade = grader.grade(TASK, answer);
        expect([0, 1]).toContain(grade.reward);
        expect(grader.grade(TASK, answer)).toEqual(grade);
      }),
      { numRuns: 30 },
    );
  });
});
