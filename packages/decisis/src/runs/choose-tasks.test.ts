import { describe, expect, it } from "vitest";
import type { Environment, SplitCase } from "../environments/environment.ts";
import { chooseTasks, NoTasksError } from "./choose-tasks.ts";
import { parseRunFile, type RunFile } from "./run-file.ts";
import { sumsCases, sumsEnvironment } from "./test-support/sums-environment.ts";

const sums = sumsEnvironment as Environment;
const file = (environment: string): RunFile =>
  parseRunFile(
    `{ name: x, model: m, corpus: { folder: f }, environments: [{ id: sums, ${environment} }], evaluation: { tasks: 5 }, stages: [{ id: s, method: sft, max_steps: 1 }] }`,
    "run.yaml",
  );
const choose = (cases: readonly SplitCase[], file: RunFile) => chooseTasks(file, [sums], cases)[0];
const both = [...sumsCases(30, "real"), ...sumsCases(60, "generated")];
const origins = (tasks: readonly { origin: string }[]) => tasks.filter((t) => t.origin === "generated").length;

describe("choosing tasks", () => {
  it("trains on real cases alone unless a share of generated ones is asked for", () => {
    expect(origins(choose(both, file("seed: 0")).train)).toBe(0);
    const { train, validation, evaluation } = choose(both, file("include_generated: 0.25"));
    expect(origins(train) / train.length).toBeCloseTo(0.25, 1);
    expect(origins(train) / train.length).toBeLessThanOrEqual(0.25);
    expect(origins([...validation, ...evaluation])).toBe(0);
  });

  it("takes generated ones where there are no others", () => {
    const { train, evaluation } = choose(sumsCases(30), file("max_train_tasks: 4"));
    expect(train).toHaveLength(4);
    expect(evaluation).toHaveLength(5);
  });

  it("keeps the same tasks for the same seed, in another order for another", () => {
    const ids = (environment: string) => choose(sumsCases(30), file(environment)).train.map((t) => t.facts);
    expect(ids("max_train_tasks: 9")).toEqual(ids("max_train_tasks: 9"));
    expect(ids("max_train_tasks: 9")).not.toEqual(ids("max_train_tasks: 9, seed: 1"));
  });

  it("refuses twins where the environment has none", () => {
    expect(() => choose(sumsCases(30), file("twins: 2"))).toThrow(/sums has no twins/);
  });

  it("refuses a cluster that lies in two parts", () => {
    const cases = sumsCases(30).map((c) => ({ ...c, cluster: "one" }));
    expect(() => choose(cases, file("seed: 0"))).toThrow(NoTasksError);
    expect(() => choose(cases, file("seed: 0"))).toThrow(/cluster one is in test and in /);
  });
});
