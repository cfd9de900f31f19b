import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Environment, Task } from "../environments/environment.ts";
import { identified } from "../environments/task-id.ts";
import { promptHash } from "../runs/fingerprint.ts";
import { inMemoryEngine, writeModel } from "../runs/test-support/in-memory-engine.ts";
import { sumsCases, sumsEnvironment } from "../runs/test-support/sums-environment.ts";
import { evaluate } from "./evaluate.ts";
import { evaluateStored } from "./evaluate-stored.ts";
import type { Evaluation, FileSource } from "./evaluation-file.ts";
import { sampleRecords } from "./sample-records.ts";
import { readStoredCompletions } from "./stored-completions.ts";

const sums = sumsEnvironment as Environment;
const heldOut = (environment: Environment): readonly Task[] =>
  environment.build(sumsCases(30), { seed: 0 }).tasks.filter((t) => t.split === "test");
const tasks = heldOut(sums);

/** The next version: off by one is worth half. Ids of tasks are others, since the version is part of them. */
const kinder: Environment = {
  ...sums,
  version: "2",
  build: (cases, options) => {
    const { tasks: old, skipped } = sums.build(cases, options);
    return { skipped, tasks: old.map(({ id: _, ...task }) => identified({ ...task, version: "2" })) };
  },
  reward: {
    ...sums.reward,
    grade: (task, text) => {
      const grade = sums.reward.grade(task, text);
      const { a, b } = task.facts as { a: number; b: number };
      return grade.reward === 0 && text === String(a * b + 1) ? { ...grade, reward: 0.5 } : grade;
    },
  },
};

const root = mkdtempSync(join(tmpdir(), "decisis-stored-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const model = join(root, "model");
writeModel(model, { skill: 0.5 });
const sampled = await evaluate({
  engine: inMemoryEngine(),
  environment: sums,
  tasks,
  model,
  stage: "grpo",
  mode: "sampled",
  split: "test",
  seed: 3,
  sampling: { seed: 1, temperature: 1, samples_per_task: 2, max_completion_length: 8 },
});

let files = 0;
function file(content: string | Uint8Array, ending = "jsonl"): string {
  const path = join(root, `${files++}.${ending}`);
  writeFileSync(path, content);
  return path;
}
const lines = (...values: unknown[]) => file(values.map((v) => `${JSON.stringify(v)}\n`).join(""));
const grade = (path: string, environment = sums, complete = false): Evaluation =>
  evaluateStored({
    stored: readStoredCompletions(path),
    environment,
    tasks: heldOut(environment),
    complete,
    split: "test",
    seed: 1,
    sampling: null,
  });
const source = (e: Evaluation) => e.source as FileSource;
const rewards = (e: Evaluation) => e.tasks.map((t) => t.samples.map((s) => s.reward));

describe("completions out of a file", () => {
  it("are graded as the model's own", () => {
    const evaluation = grade(lines(...tasks.map((t) => ({ task: t.id, completion: t.gold, model: "any" }))));
    expect(evaluation.summary).toMatchObject({ n: tasks.length, mean: 1, exact: 1, mean_length: null });
    expect(evaluation).toMatchObject({ sampling: null, seed: 1, split: "test" });
    expect(source(evaluation)).toMatchObject({ kind: "file", origin: null, rescored: null });
    expect(source(evaluation).sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("may be of some tasks, in any order, with repeats; the last line may lack its end", () => {
    const [a, b] = tasks;
    const evaluation = grade(
      file(
        `\ufeff${JSON.stringify({ id: b.id, completion: "x", repeat: 1 })}\n\n${JSON.stringify({ id: a.id, completion: a.gold, finish_reason: "length", tokens: 2 })}\r\n${JSON.stringify({ id: b.id, completion: b.gold, repeat: 0 })}`,
      ),
    );
    expect(evaluation.tasks.map((t) => t.id)).toEqual([a.id, b.id]);
    expect(rewards(evaluation)).toEqual([[1], [1, 0]]);
    expect(evaluation.tasks[0].samples[0]).toMatchObject({ truncated: true, tokens: 2 });
    expect(evaluation.summary.mean_length).toBe(2);
  });

  it("that are missing have no score", () => {
    const [a, b] = tasks;
    const evaluation = grade(
      lines({ task: a.id, completion: null, error: "HTTP 500" }, { task: b.id, completion: b.gold }),
    );
    expect(evaluation.summary).toMatchObject({ n: 1, mean: 1, unscorable: 1 });
    expect(evaluation.tasks[0].samples[0].error).toEqual({ flag: "no_completion", details: "HTTP 500" });
  });

  it.each<[unknown[], RegExp]>([
    [["{"], /:1: .*expected object/],
    [[{ completion: "x" }], /:1: it names no `task`/],
    [[{ task: "t" }], /:1: completion: /],
    [[{ task: "t", completion: 5 }], /:1: completion: /],
    [
      [
        { task: tasks[0].id, completion: "x" },
        { task: "t", completion: "x" },
      ],
      /:2: `t` is none of the 30 test tasks of sums 1/,
    ],
    [[{ task: tasks[0].id, completion: "x", prompt_hash: "0" }], /:1: .*another prompt/],
    [[0, 0].map((repeat) => ({ task: tasks[0].id, completion: "x", repeat })), /:2: .* has repeat 0 twice/],
    [
      [
        { task: tasks[0].id, completion: "x", prompt_hash: promptHash(sums.prompt(tasks[0])) },
        { task: tasks[0].id, completion: "x", prompt_hash: "0" },
      ],
      /:2: .*another prompt/,
    ],
    [[{ task: tasks[0].id, id: "other", completion: "x" }], /:1: its `task` and its `id` differ/],
    [[{ task: tasks[0].id, completion: "", error: "HTTP 500" }], /:1: it has a `completion` and an `error`/],
    [[{ task: tasks[0].id, completion: "x", error: { details: "lost" } }], /:1: it has a `completion` and an `error`/],
    [
      [
        { task: tasks[0].id, completion: "x" },
        { task: tasks[0].id, completion: "y", repeat: 0 },
      ],
      /:2: some completions of task .* say which `repeat` they are/,
    ],
    [
      [
        { prompt_hash: promptHash(sums.prompt(tasks[0])), completion: "x" },
        { task: tasks[0].id, completion: "y" },
      ],
      /:2: task .* is named in two ways/,
    ],
    [
      [1, 2].map((v) => ({ task: tasks[0].id, completion: "x", environment: "sums", version: `${v}` })),
      /:2: the lines of .* are not all of sums 1/,
    ],
  ])("that cannot be used are named with file and line: %j", (values, message) => {
    expect(() => grade(lines(...values))).toThrow(message);
  });

  it("may have the error of a grader beside them, which is made anew", () => {
    const error = { flag: "grader_error", details: "boom" };
    const evaluation = grade(lines({ task: tasks[0].id, id: tasks[0].id, completion: tasks[0].gold, error }));
    expect(rewards(evaluation)).toEqual([[1]]);
  });

  it("are refused where they are not UTF-8, and not graded with other characters", () => {
    const line = (text: string) =>
      Buffer.from(`${JSON.stringify({ task: tasks[0].id, completion: text })}\n`, "latin1");
    const path = file(Buffer.concat([line("a"), line("caf\u00e9"), line("b")]));
    expect(() => grade(path)).toThrow(`${path}:2: not valid UTF-8`);
    const evaluation = file(
      Buffer.from(JSON.stringify(sampled).replace('"completion":"', '"completion":"\u00e9'), "latin1"),
      "json",
    );
    expect(() => grade(evaluation)).toThrow(`${evaluation}:1: not valid UTF-8`);
  });

  it.each<[object, RegExp]>([
    [{ completion: 5 }, /tasks\.0\.samples\.0\.completion: /],
    [{ completion: null }, /tasks\.0\.samples\.0\.completion: /],
    [{ tokens: "7" }, /tasks\.0\.samples\.0\.tokens: /],
    [{ truncated: 1 }, /tasks\.0\.samples\.0\.truncated: /],
    [{ error: "lost" }, /tasks\.0\.samples\.0\.error: /],
  ])("are refused where an evaluation's sample is not as it was written: %j", (change, message) => {
    const [task, ...rest] = sampled.tasks;
    const changed = { ...task, samples: [{ ...task.samples[0], ...change }, ...task.samples.slice(1)] };
    expect(() => grade(file(JSON.stringify({ ...sampled, tasks: [changed, ...rest] }), "json"))).toThrow(message);
  });

  it("may be very many of one task, and of one prompt", () => {
    const many = 100_000;
    const text = JSON.stringify({ task: tasks[0].id, completion: tasks[0].gold });
    const evaluation = grade(file(`${text}\n`.repeat(many)));
    expect(evaluation.tasks[0].samples).toHaveLength(many);
    expect(evaluation.summary.mean).toBe(1);
  });

  it("have to be of every task where that was asked for", () => {
    expect(() => grade(lines({ task: tasks[0].id, completion: "x" }), sums, true)).toThrow(
      `has no completion of ${tasks.length - 1} of ${tasks.length} tasks, first: ${tasks[1].id}`,
    );
    expect(() => grade(file("\n"))).toThrow(/holds no completions/);
    expect(() => grade(file("{not json\n"))).toThrow(/:1: no JSON/);
    expect(() => grade(join(root, "nowhere.jsonl"))).toThrow(/cannot read/);
  });
});

describe("scoring again", () => {
  const stored = file(JSON.stringify(sampled), "json");
  const records = file(sampleRecords(sampled));

  it.each([
    ["the evaluation file", stored],
    ["its records", records],
  ])("leaves scores as they are under the same reward: %s", (_, path) => {
    const again = grade(path);
    expect(again.tasks).toEqual(
      sampled.tasks.map((t) => ({ ...t, samples: t.samples.map((s) => ({ ...s, finish_reason: null })) })),
    );
    expect(again.summary).toEqual(sampled.summary);
    expect(source(again).rescored).toMatchObject({ from: "sums 1", to: "sums 1", changed: 0, completions: 60 });
  });

  it.each([
    ["the evaluation file", stored],
    ["its records", records],
  ])("finds the tasks by their prompts when the version has changed their ids: %s", (_, path) => {
    const again = grade(path, kinder);
    const off = sampled.tasks.flatMap((t) => t.samples).filter((s) => s.reward === 0).length;
    expect(off).toBeGreaterThan(5);
    expect(again.environment).toEqual({ id: "sums", version: "2" });
    expect(again.tasks.map((t) => t.id)).toEqual(heldOut(kinder).map((t) => t.id));
    expect(rewards(again)).toEqual(rewards(sampled).map((r) => r.map((reward) => (reward === 1 ? 1 : 0.5))));
    expect(source(again).rescored).toEqual({
      from: "sums 1",
      to: "sums 2",
      mean_before: expect.closeTo(1 - off / 60, 12),
      mean_after: expect.closeTo(1 - off / 120, 12),
      changed: off,
      completions: 60,
    });
  });

  it("keeps how the completions were drawn", () => {
    expect(grade(stored)).toMatchObject({ stage: "grpo", seed: 3, sampling: sampled.sampling, mode: "sampled" });
    const twice = grade(file(JSON.stringify(grade(stored, kinder)), "json"), kinder);
    expect(source(twice)).toMatchObject({ origin: { kind: "file" }, rescored: { from: "sums 2", changed: 0 } });
  });

  it("refuses an old evaluation whose prompts are not named, once ids have changed", () => {
    const old = { ...sampled, tasks: sampled.tasks.map(({ prompt_hash: _, ...t }) => t) };
    const path = file(JSON.stringify(old), "json");
    expect(grade(path).summary).toEqual(sampled.summary);
    expect(() => grade(path, kinder)).toThrow(/is none of the 30 test tasks of sums 2/);
  });
});
