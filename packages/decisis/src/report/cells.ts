import { chanceOf } from "../environments/registry.ts";
import { type Evaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import { componentTasks, drawnTasks, fewestDraws, passSizes } from "../evaluation/evaluation-scores.ts";
import { aboveChance } from "../statistics/chance.ts";
import { estimateMean, type ScoredTask } from "../statistics/comparison.ts";
import { mean, standardDeviation } from "../statistics/moments.ts";
import { estimatePass, passAtK, passHatK } from "../statistics/pass-at-k.ts";
import { type Cell, NOT_CITED, type PassRates } from "./report.ts";
import type { ReportedStage, RunRecords, SeedRecord } from "./seed-records.ts";

/** One stage's model on one skill, over the seeds that have it; `null` if none has. `parts`: components to estimate. */
export function cell(
  row: ReportedStage,
  task: string,
  seeds: readonly SeedRecord[],
  parts: readonly string[],
  citedInTraining: RunRecords["citedInTraining"],
): Cell | null {
  const of = (mode: "sampled" | "greedy"): Evaluation[] =>
    seeds.flatMap((record) => record[mode].get(task)?.get(row.modelOf(record)) ?? []);
  const [sampled, greedy] = [of("sampled"), of("greedy")];
  if (sampled.length === 0) return null;
  const [low, high] = sampled[0].range;
  const onScale = (share: number): number => low + share * (high - low);
  const scores = sampled.map(scoredTasks);
  const estimate = estimateMean(scores, row.name);
  const chance = chanceOf(task);
  const sd = standardDeviation(scores.map((tasks) => mean(tasks.map((t) => t.score))));
  return {
    stage: row.name,
    task,
    n: Math.min(...scores.map((s) => s.length)),
    seeds: sampled.length,
    mean: onScale(estimate.mean),
    sd: sd === null ? null : sd * (high - low),
    ci95: [onScale(estimate.ci95[0]), onScale(estimate.ci95[1])],
    aboveChance: chance === null ? null : aboveChance(estimate, chance),
    metrics: { range_min: low, range_max: high, ...cellMetrics(sampled, greedy) },
    pass: passRates(sampled, row.name),
    parts: [
      ...parts.map((name) => ({ name, tasks: sampled.map((e) => componentTasks(e, name)) })),
      ...notCited(scores, citedInTraining),
    ].map(({ name, tasks }) => ({
      name,
      n: Math.min(...tasks.map((t) => t.length)),
      ...estimateMean(tasks, row.name, name),
    })),
  };
}

/** Where training cites some of the tasks and some not, the latter. */
function notCited(scores: readonly (readonly ScoredTask[])[], citedInTraining: RunRecords["citedInTraining"]) {
  const tasks = scores.map((own) => own.filter(({ id }) => citedInTraining.get(id) === false));
  const known = scores[0].some(({ id }) => citedInTraining.get(id) === true);
  return known && tasks.every((own) => own.length > 0) ? [{ name: NOT_CITED, tasks }] : [];
}

function passRates(sampled: readonly Evaluation[], stage: string): PassRates[] {
  const drawn = sampled.map(drawnTasks);
  return passSizes(fewestDraws(drawn)).map((k) => ({
    k,
    passAtK: estimatePass(passAtK, k, drawn, "pass@k", stage),
    passHatK: estimatePass(passHatK, k, drawn, "pass^k", stage),
  }));
}

function cellMetrics(sampled: readonly Evaluation[], greedy: readonly Evaluation[]): Record<string, number> {
  const summaries = sampled.map((e) => e.summary);
  const components = Object.keys(summaries[0].sub_rewards);
  const known: [string, (number | null)[]][] = [
    ["exact", summaries.map((s) => s.exact)],
    ["greedy", greedy.map((e) => e.summary.mean)],
    ["greedy_exact", greedy.map((e) => e.summary.exact)],
    ["mean_length", summaries.map((s) => s.mean_length)],
    ["clipped_ratio", summaries.map((s) => s.clipped_ratio)],
    ["unscorable", summaries.map((s) => s.unscorable)],
    ...components.map((c): [string, (number | null)[]] => [
      `rewards/${c}`,
      summaries.map((s) => s.sub_rewards[c] ?? null),
    ]),
  ];
  return Object.fromEntries(
    known.flatMap(([name, values]) => {
      const numbers = values.filter((v) => v !== null);
      return numbers.length === 0 ? [] : [[name, mean(numbers)]];
    }),
  );
}
