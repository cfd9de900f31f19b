import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fictionalCases } from "../corpus/fictional-case.ts";
import { importCorpus } from "../corpus/import-corpus.ts";
import type { Environment, SplitCase } from "./environment.ts";
import { taskFault } from "./grade-task.ts";
import { ENVIRONMENTS, environmentOf } from "./registry.ts";
import { canonicalJson } from "./task-id.ts";
import { taskSchema } from "./task-schema.ts";

const DATA = process.env.DECISIS_DATA;
const available = DATA !== undefined && existsSync(`${DATA}/cases`);

it("finds environments by their id and names them all when there is none", () => {
  for (const environment of ENVIRONMENTS) expect(environmentOf(environment.id)).toBe(environment);
  expect(() => environmentOf("no-such")).toThrow(/bluebook-citation/);
});

it("writes equal data as equal text", () => {
  expect(canonicalJson({ b: [1, { d: "x", c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":"x"}]}');
});

describe("schemas", () => {
  const faultsOf = (environment: Environment, cases: readonly SplitCase[]): string[] => {
    const { tasks } = environment.build(cases, { seed: 3, twins: environment.hasTwins ? 1 : 0 });
    expect(tasks.length).toBeGreaterThan(30);
    const schema = taskSchema(environment);
    return tasks
      .flatMap((task) => [task, environment.variant?.(task, 1) ?? task])
      .flatMap((task) => taskFault(environment, task) ?? schema.safeParse(task).error?.message ?? []);
  };

  it.each(ENVIRONMENTS)("of $id fit what it builds of generated cases", (environment) => {
    expect(faultsOf(environment, fictionalCases(7, 300))).toEqual([]);
  });

  it.skipIf(!available).each(ENVIRONMENTS)("of $id fit what it builds of real cases", async (environment) => {
    const { cases } = await importCorpus(`${DATA}/cases`);
    expect(faultsOf(environment, cases)).toEqual([]);
  });

  it.each(ENVIRONMENTS)("of $id refuse facts that lack anything, golds of another form", (environment) => {
    const [task] = environment.build(fictionalCases(7, 60), { seed: 3 }).tasks;
    for (const key of Object.keys(task.facts)) {
      const { [key]: _, ...facts } = task.facts;
      expect(taskFault(environment, { ...task, facts }), key).toMatch(new RegExp(`^facts-malformed: ${key}: `));
    }
    expect(taskFault(environment, { ...task, facts: { ...task.facts, more: 1 } })).toMatch(/^facts-malformed: .*more/);
    expect(taskFault(environment, { ...task, gold: "" })).toMatch(/^missing_gold: /);
    // Graders take a thought in front of the answer for nothing; golds have none.
    const thought = { ...task, gold: `<think>well</think>${task.gold}` };
    expect(taskFault(environment, thought)).toMatch(/^gold-malformed: /);
  });
});
