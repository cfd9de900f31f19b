import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type HandMadeTask, handMadeEvaluation } from "../report/test-support/hand-made-records.ts";
import type { Evaluation, TaskScore } from "./evaluation-file.ts";
import { readEvaluation } from "./read-evaluation.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-read-evaluation-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const file = join(root, "scores.json");
const read = (value: unknown): Evaluation => {
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return readEvaluation(file);
};
const whole = handMadeEvaluation("sums", "sft", 1, [
  { id: "a", samples: [{ reward: 0.1, subRewards: { near: 1, far: null } }, { reward: 0.2 }] },
  { id: "b", samples: [{ reward: 1 }, { reward: null }] },
  { id: "c", samples: [{ reward: null }, { reward: null }] },
]);
const first = (change: (task: TaskScore) => object) => ({
  ...whole,
  tasks: [change(whole.tasks[0]), ...whole.tasks.slice(1)],
});
const sample = (change: object) =>
  first((t) => ({ ...t, samples: [{ ...t.samples[0], ...change }, ...t.samples.slice(1)] }));

describe("a stored evaluation", () => {
  it("is read as it was written, whatever was scored", () => {
    const rewards = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    const task = fc.array(rewards, { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 9 }), (drawn) => {
        const samples = Math.max(...drawn.map((own) => own.length));
        const tasks = drawn.map((own, i): HandMadeTask => {
          const full = Array.from({ length: samples }, (_, j) => ({ reward: own[j % own.length] }));
          return { id: `t${i}`, samples: full };
        });
        const written = handMadeEvaluation("sums", "sft", 1, tasks);
        expect(read(written)).toEqual(JSON.parse(JSON.stringify(written)));
      }),
      { numRuns: 50 },
    );
  });

  it("has the summary that its tasks have, whatever stands there", () => {
    const other = { ...whole, sampling: null, summary: { n: 9, mean: 0.99, sub_rewards: [] } };
    expect(read(other).summary).toEqual(whole.summary);
    expect(read({ ...other, tasks: whole.tasks.slice(1) }).summary).toMatchObject({ n: 1, mean: 1 });
  });

  it.each([
    [
      "a reward outside the range",
      sample({ reward: 5 }),
      /tasks\.0\.samples: a reward of 5 is outside the range 0 to 1/,
    ],
    ["one below it", sample({ reward: -3 }), /a reward of -3 is outside/],
    ["the largest number there is", sample({ reward: 1e308 }), /outside the range/],
    ["a score that its samples do not have", first((t) => ({ ...t, reward: 0.9 })), /tasks\.0\.reward: not the mean/],
    ["a score without samples", first((t) => ({ ...t, samples: [] })), /tasks\.0\.reward: not the mean/],
    ["no score of scored samples", first((t) => ({ ...t, reward: null })), /tasks\.0\.reward: not the mean/],
    ["exactness of nothing", first((t) => ({ ...t, exact: 1 })), /tasks\.0\.exact: not the mean/],
    ["exactness above 1", sample({ exact: 7 }), /tasks\.0\.samples\.0\.exact: /],
    ["a score in words", first((t) => ({ ...t, reward: "1" })), /tasks\.0\.reward: .*expected number/],
    ["no score", first(({ reward: _, ...t }) => t), /tasks\.0\.reward: /],
    ["null for a sample", first((t) => ({ ...t, samples: [null] })), /tasks\.0\.samples\.0: /],
    ["a number for a completion", sample({ completion: 5 }), /tasks\.0\.samples\.0\.completion: /],
    ["a task twice", { ...whole, tasks: [...whole.tasks, whole.tasks[1]] }, /tasks\.3\.id: task b stands there twice/],
    ["a range without width", { ...whole, range: [1, 1] }, /\(range: /],
    ["a range without end", { ...whole, range: [-1e308, 1e308] }, /\(range: /],
    ["a range in words", { ...whole, range: [0, "x"] }, /\(range\.1: /],
    ["a seed in words", { ...whole, seed: "\u001b[31mx" }, /\(seed: /],
    ["half a sampling", { ...whole, sampling: { temperature: 0 } }, /\(sampling\.seed: /],
    ["another format", { ...whole, format: "1" }, /\(format: /],
    ["nothing in it", null, /\(the whole: /],
    ["no JSON", JSON.stringify(whole).replace("0.1", "NaN"), /is not valid JSON: give the evaluation file of a run/],
    ["an infinite reward", JSON.stringify(whole).replace("0.1", "1e999"), /expected number/],
  ])("is refused with %s", (_, value, message) => {
    expect(() => read(value)).toThrow(
      expect.objectContaining({ name: "EvaluationFileError", message: expect.stringMatching(message) }),
    );
  });
});
