import { expect, it } from "vitest";
import type { Evaluation, TaskScore } from "../evaluation/evaluation-file.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { compareSkills } from "../report/skill-comparison.ts";
import { handMadeEvaluation } from "../report/test-support/hand-made-records.ts";
import { pairUp } from "./pair-up.ts";

const evaluation = handMadeEvaluation("sums", "sft", 1, [
  { id: "a", samples: [{ reward: 0.5 }] },
  { id: "b", samples: [{ reward: 1 }] },
]);
const task = (change: Partial<TaskScore>): Evaluation => ({
  ...evaluation,
  tasks: [evaluation.tasks[0], { ...evaluation.tasks[1], ...change }],
});
const said = (from: Evaluation, to: Evaluation): string =>
  comparisonText("a", "b", compareSkills(new Map([["sums", pairUp([from], [to])]]), new Map(), 0.03)[0], 1);

it.each([
  [
    "environment",
    evaluation,
    { ...evaluation, environment: { id: "sums", version: "2" } },
    /sums 1 cannot be .* sums 2/,
  ],
  ["range", evaluation, { ...evaluation, range: [0, 100] as const }, /rewards from 0 to 1 cannot be .* from 0 to 100/],
  ["part", evaluation, { ...evaluation, split: "validation" }, /the test part cannot be .* the validation part/],
  ["prompt", task({ prompt_hash: "1" }), task({ prompt_hash: "2" }), /different prompts of task b/],
  ["cluster", evaluation, task({ cluster: "x" }), /task b is of cluster b on one side and x on the other/],
  ["tasks", evaluation, { ...evaluation, tasks: [] }, /no task in common/],
])("refuses two with another %s", (_, from, to, message) => {
  expect(() => pairUp([from], [to])).toThrow(message);
  expect(() => pairUp([to], [from])).toThrow();
});

it("pairs older files, which know no prompts", () => {
  expect(pairUp([evaluation], [task({ prompt_hash: "2" })])).toHaveLength(1);
});

it("says how completions were drawn otherwise, and nothing where they were not", () => {
  const sampling = evaluation.sampling!;
  const greedy: Evaluation = { ...evaluation, mode: "greedy", sampling: { ...sampling, temperature: 0 } };
  expect(said(evaluation, evaluation)).not.toMatch(/careful/);
  expect(said(greedy, evaluation)).toMatch(/\ncareful, drawn otherwise: mode greedy → sampled; temperature 0 → 1\n/);
  const again: Evaluation = { ...evaluation, seed: 77, sampling: { ...sampling, seed: 5, max_completion_length: 9 } };
  expect(said(evaluation, again)).toMatch(/: seed 1 → 77; longest completion 8 → 9; generation seed 1 → 5\n/);
  const unknown: Evaluation = { ...evaluation, sampling: null };
  expect(said(unknown, evaluation)).toMatch(/: temperature not known → 1\n/);
  expect(said(unknown, unknown)).toMatch(/: temperature not known\n/);
});
