import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { fictionalCases } from "../corpus/fictional-case.ts";
import { importCorpus } from "../corpus/import-corpus.ts";
import type { SplitCase } from "./environment.ts";
import { environmentName, inVariant } from "./evaluation-variant.ts";
import { taskFault } from "./grade-task.ts";
import { ENVIRONMENTS, environmentOf } from "./registry.ts";
import { taskSchema } from "./task-schema.ts";

const DATA = process.env.DECISIS_DATA;
const available = DATA !== undefined && existsSync(`${DATA}/cases`);
const VARIANTS = ENVIRONMENTS.flatMap(({ id, evaluationVariants = [] }) =>
  evaluationVariants.map(({ name }) => [id, name] as const),
);

/** Tasks of the variant, each sound and none of them a task of runs. */
function soundTasks(id: string, name: string, cases: readonly SplitCase[]) {
  const environment = environmentOf(id);
  const varied = inVariant(environment, name);
  const { tasks } = varied.build(cases, { seed: 1 });
  const known = new Set(environment.build(cases, { seed: 1 }).tasks.map((task) => task.id));
  const schema = taskSchema(varied);
  for (const task of tasks) {
    expect(task.split).not.toBe("train");
    expect(known.has(task.id)).toBe(false);
    expect(taskFault(varied, task)).toBeNull();
    expect(schema.safeParse(task).error).toBeUndefined();
  }
  expect(varied.build(cases, { seed: 1 }).tasks).toEqual(tasks);
  return tasks;
}

it.each(VARIANTS)("%s in the variant %s: held-out tasks of their own from generated cases", (id, name) => {
  const tasks = soundTasks(id, name, fictionalCases(7, 200));
  if (name.startsWith("checked")) expect(tasks).toEqual([]);
  else expect(new Set(tasks.map(({ split }) => split))).toEqual(new Set(["validation", "test"]));
});

it.skipIf(!available).each(VARIANTS)("%s in the variant %s: held-out tasks from real cases", async (id, name) => {
  const { cases } = await importCorpus(`${DATA}/cases`);
  const test = soundTasks(id, name, cases).filter(({ split }) => split === "test");
  expect(test.length).toBeGreaterThan(name.startsWith("checked") ? 30 : 300);
});

it("shows the phrase where it is to be read", () => {
  const cases = fictionalCases(7, 200);
  const { tasks } = inVariant(environmentOf("treatment"), "evidence").build(cases, { seed: 1 });
  for (const { facts } of tasks) {
    expect(facts.variant).toBe("evidence");
    expect(facts.text).not.toContain("[?]");
  }
});

it("names its tasks, keeps their reward, and makes no twins", () => {
  const treatment = environmentOf("treatment");
  const varied = inVariant(treatment, "evidence");
  expect(environmentName(varied)).toEqual({ id: "treatment", version: treatment.version, variant: "evidence" });
  expect(environmentName(treatment)).toEqual({ id: "treatment", version: treatment.version });
  expect(varied.reward).toBe(treatment.reward);
  expect(varied.hasTwins).toBe(false);
});

it("refuses names that there are not", () => {
  expect(() => inVariant(environmentOf("treatment"), "open")).toThrow(
    new RangeError("treatment has no variant `open`: there are evidence, checked, checked-evidence"),
  );
  expect(() => inVariant(environmentOf("holding-selection"), "twin")).toThrow(
    new RangeError("holding-selection has no variant `twin`: it has none"),
  );
});
