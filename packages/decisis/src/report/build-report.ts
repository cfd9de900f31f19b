import { partialComponents } from "../evaluation/evaluation-scores.ts";
import { cell } from "./cells.ts";
import { classScores } from "./class-scores.ts";
import { compareStages, forgetting } from "./compare-stages.ts";
import type { Report } from "./report.ts";
import { type RunRecords, reportedStages } from "./seed-records.ts";

/** The figures of a run, from its record alone. Stages that are not evaluated yet are left out. */
export function buildReport(records: RunRecords, createdAt: Date): Report {
  const { description, seeds, wallSeconds } = records;
  const rows = reportedStages(records);
  const tasks = description.environments.map((e) => e.id);
  const cells = tasks.flatMap((task) => {
    const parts = partialComponents(seeds.flatMap((s) => [...(s.sampled.get(task)?.values() ?? [])]));
    return rows.flatMap((row) => cell(row, task, seeds, parts, records.citedInTraining) ?? []);
  });
  return {
    run: description.name,
    createdAt: createdAt.toISOString(),
    command: description.command,
    machine: description.machine,
    seeds: seeds.map((s) => s.seed),
    stages: rows.map((r) => r.name),
    tasks,
    cells,
    audits: (description.audits ?? []).map(({ subject, rows, passed, failures }) => ({
      task: subject,
      rows,
      passed,
      failures,
      override: passed ? null : description.config.audit.override,
    })),
    baselines: tasks.flatMap((task) =>
      (seeds[0].baselines.get(task)?.baselines ?? []).map(({ name, mean, aboveChance = null, macroF1 = null }) => ({
        task,
        name,
        mean,
        aboveChance,
        macroF1,
      })),
    ),
    comparisons: compareStages(tasks, rows, seeds),
    forgetting: forgetting(tasks, rows, cells, seeds),
    classes: tasks.flatMap((task) => rows.flatMap((row) => classScores(row, task, records) ?? [])),
    wallSeconds,
  };
}
