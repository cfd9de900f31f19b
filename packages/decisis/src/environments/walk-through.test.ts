import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { auditGrader } from "@decisis/graders";
import { afterAll, expect, it } from "vitest";
import { fictionalCases } from "../corpus/fictional-case.ts";
import { scoreBaselines } from "../evaluation/baselines.ts";
import { auditSubject } from "./audit.ts";
import type { Environment } from "./environment.ts";
import { taskFault } from "./grade-task.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/environments.md"), "utf8");
const walkThrough = page.slice(page.indexOf("## Add an environment"));
const [source, ownTest] = [...walkThrough.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);

// A folder beside the others, as the page says, so that its imports are those of a skill.
const scratch = join(import.meta.dirname, ".walk-through");
mkdirSync(scratch, { recursive: true });
const folder = mkdtempSync(join(scratch, "skill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the skill of docs/environments.md is whole: tasks, sound golds, a reward without a hole, its baseline's figure", async () => {
  writeFileSync(join(folder, "environment.ts"), source.replaceAll('from "../', 'from "../../'));
  const { shortForm } = (await import(pathToFileURL(join(folder, "environment.ts")).href)) as {
    shortForm: Environment;
  };
  const cases = [0, 1_000_000].flatMap((seed) =>
    fictionalCases(seed, 300).filter(({ split }) => (split === "test") === seed > 0),
  );
  const { tasks } = shortForm.build(cases, { seed: 0 });
  expect(tasks.flatMap((task) => taskFault(shortForm, task) ?? [])).toEqual([]);
  const [train, test] = ["train", "test"].map((split) => tasks.filter((task) => task.split === split));
  const [{ name, mean }] = scoreBaselines(shortForm, test, train).baselines;
  expect(walkThrough).toContain(`${mean?.toFixed(3)} for \`${name}\` (${test.length} test tasks)`);

  expect(ownTest).toContain("auditGrader(auditSubject(shortForm, tasks.slice(0, 200)), { seed: 1 })");
  const audited = shortForm.build(fictionalCases(1, 400), { seed: 1 }).tasks.slice(0, 200);
  expect(auditGrader(auditSubject(shortForm, audited), { seed: 1 }).failures).toEqual([]);
});
