/**
 * Scores everything again that a run's models wrote, in training and in evaluations, with the rewards as they are now: how many
 * completions have another reward. Where none has, the run is what it would be with these rewards.
 *
 *   npx node packages/decisis/scripts/rescore-run.ts <run folder>...     exit code 1 if a reward, or a run's choice of tasks, differs
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadRunCases } from "../src/cli/load-cases.ts";
import { outputOf } from "../src/cli/output.ts";
import { gradeTask } from "../src/environments/grade-task.ts";
import { environmentOf } from "../src/environments/registry.ts";
import { readEvaluation } from "../src/evaluation/read-evaluation.ts";
import { chooseTasks } from "../src/runs/choose-tasks.ts";
import { readJsonLines, streamJsonLines } from "../src/runs/json-lines.ts";
import type { SampleLine, TaskLine } from "../src/runs/record-lines.ts";
import type { RunDescription } from "../src/runs/run-folder.ts";

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error("usage: rescore-run.ts <run folder>...");
for (const folder of folders) {
  const { config, environments } = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as RunDescription;
  const cases = await loadRunCases(config, outputOf({}));
  const skills = chooseTasks(
    config,
    config.environments.map(({ id }) => environmentOf(id)),
    cases,
  );
  const found = new Map(
    skills.flatMap(({ environment, train, validation, evaluation }) =>
      [...train, ...validation, ...evaluation].map((task) => [task.id, { environment, task }] as const),
    ),
  );
  const recorded = readJsonLines<TaskLine>(join(folder, "tasks.jsonl"));
  const sameTasks = recorded.length === found.size && recorded.every(({ id }) => found.has(id));
  const counts = new Map(environments.map(({ id, version }) => [id, { version, completions: 0, changed: 0 }]));
  const score = (id: string, visit: number, completion: string, before: number | null): void => {
    const { environment, task } = found.get(id)!;
    const { reward } = gradeTask(environment, environment.variant?.(task, visit) ?? task, completion);
    const count = counts.get(environment.id)!;
    count.completions++;
    if (reward !== before) count.changed++;
  };
  if (sameTasks) {
    for (const file of globSync("{.,seeds/*}/samples/*.jsonl", { cwd: folder }))
      for await (const line of streamJsonLines<SampleLine>(join(folder, file)))
        score(line.task, line.visit, line.completion, line.reward);
    for (const file of globSync("{.,seeds/*}/evaluations/*/*/*.json", { cwd: folder }))
      for (const { id, samples } of readEvaluation(join(folder, file)).tasks)
        for (const { completion, reward } of samples) score(id, 0, completion, reward);
  }
  process.stdout.write(`${folder}: ${sameTasks ? "the same tasks" : "other tasks are chosen now"}\n`);
  for (const [id, { version, completions, changed }] of counts)
    process.stdout.write(
      `  ${id} ${version}, now ${environmentOf(id).version}: ${changed} of ${completions} completions have another reward\n`,
    );
  if (!sameTasks || [...counts.values()].some(({ changed }) => changed > 0)) process.exitCode = 1;
}
