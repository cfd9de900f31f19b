import { classAnswersOf } from "../environments/registry.ts";
import { labelledTasks } from "../evaluation/evaluation-scores.ts";
import { estimateMean } from "../statistics/comparison.ts";
import { estimateClasses } from "../statistics/macro-scores.ts";
import type { ClassScores } from "./report.ts";
import type { ReportedStage, RunRecords } from "./seed-records.ts";

/** Macro-averages of one stage's answers; `null` for a skill without classes, or a stage without answers. */
export function classScores(row: ReportedStage, task: string, { seeds, golds }: RunRecords): ClassScores | null {
  const classes = classAnswersOf(task);
  if (classes === undefined) return null;
  const sampled = seeds.flatMap((record) => record.sampled.get(task)?.get(row.modelOf(record)) ?? []);
  const [fine, grouped] = [false, true].map((coarse) => sampled.map((e) => labelledTasks(e, golds, classes, coarse)));
  if (fine.length === 0 || fine.some((tasks) => tasks.length === 0)) return null;
  const labels = [...new Set(fine.flat().map((t) => t.label))].sort();
  return {
    task,
    stage: row.name,
    n: Math.min(...fine.map((tasks) => tasks.length)),
    ...estimateClasses(fine, grouped, row.name),
    recall: labels.map((label) => {
      const own = fine.map((tasks) =>
        tasks.filter((t) => t.label === label).map((t) => ({ ...t, score: t.answer === label ? 1 : 0 })),
      );
      return { label, n: Math.min(...own.map((o) => o.length)), ...estimateMean(own, row.name, label) };
    }),
  };
}
