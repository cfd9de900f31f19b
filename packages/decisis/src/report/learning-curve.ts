import { skillOf } from "../curriculum/task-schedule.ts";
import { mean } from "../statistics/moments.ts";
import type { CommonAxis } from "./common-axis.ts";
import type { Chart } from "./curves.ts";
import { type RunRecords, reportedStages } from "./seed-records.ts";
import { type Series, series } from "./series.ts";

/** One skill through all stages: rewards in the stages that train it, and what every stage left of it. */
export function learningCurve(skill: string, records: RunRecords, axis: CommonAxis): Chart | null {
  const { seeds, description } = records;
  const lines = seeds.flatMap(({ curriculum }, i) => {
    const stages = [...description.config.stages, ...(curriculum?.trained ?? [])];
    const mixtures = new Map(stages.map(({ id, mixture }) => [id, Object.keys(mixture)]));
    return axis.lines[i].map((line) => {
      const trained = new Set((mixtures.get(line.stage) ?? []).map(skillOf));
      // A stage of one skill does not name it in its metrics.
      const suffix = trained.size === 1 && trained.has(skill) ? "" : `/${skill}`;
      return { ...line, training: line[`reward${suffix}`], validation: line[`eval_reward${suffix}`] };
    });
  });
  const drawn = [
    series("training", (line) => line.training, lines),
    series("validation", (line) => line.validation, lines),
    heldOut(skill, records, axis),
  ].filter((s) => s.values.length > 0);
  if (drawn.length === 0) return null;
  const note = "Marks: held-out tasks after each stage, which may not have trained this skill.";
  return { title: `Reward: ${skill}`, unit: "reward", note, series: drawn };
}

/** Mean over seeds of what a skill was after each stage, at the last step of the stage. */
function heldOut(skill: string, records: RunRecords, { spans }: CommonAxis): Series {
  const points = reportedStages(records).flatMap((row) => {
    const models = records.seeds.map((s) => ({ model: row.modelOf(s), of: s.sampled.get(skill)?.get(row.modelOf(s)) }));
    const means = models.flatMap(({ of }) => of?.summary.mean ?? []);
    // The base model has no stage and stands before the first.
    const step = Math.max(0, ...models.map(({ model }) => spans.find((s) => s.stage === model)?.last ?? 0));
    return means.length === 0 ? [] : [{ step, value: mean(means) }];
  });
  points.sort((a, b) => a.step - b.step);
  const values = points.map((p) => p.value);
  return { name: "held out", steps: points.map((p) => p.step), values, smoothed: values, marks: true };
}
