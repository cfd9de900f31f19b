import { type Evaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import { comparePaired, estimateMean, type PairedComparison } from "../statistics/comparison.ts";
import { holm } from "../statistics/holm.ts";
import { mean, standardDeviation } from "../statistics/moments.ts";
import { verdict } from "../statistics/verdict.ts";
import type { Cell, Comparison, Forgetting, Report } from "./report.ts";
import { type ReportedStage, type RunRecords, reportedStages, type SeedRecord } from "./seed-records.ts";

/** The figures of a run, from its record alone. Stages that are not evaluated yet are left out. */
export function buildReport(records: RunRecords, createdAt: Date): Report {
  const { description, seeds, wallSeconds } = records;
  const rows = reportedStages(records);
  const tasks = description.environments.map((e) => e.id);
  const cells = tasks.flatMap((task) => rows.flatMap((row) => cell(row, task, seeds) ?? []));
  const compared = tasks
    .flatMap((task) => comparedPairs(rows).map((pair) => ({ ...pair, task })))
    .flatMap((pair) => compare(pair, seeds) ?? []);
  const adjusted = holm(compared.map((c) => c.result.p));
  return {
    run: description.name,
    createdAt: createdAt.toISOString(),
    machine: description.machine,
    seeds: seeds.map((s) => s.seed),
    stages: rows.map((r) => r.name),
    tasks,
    cells,
    baselines: tasks.flatMap((task) =>
      (seeds[0].baselines.get(task)?.baselines ?? []).map(({ name, mean }) => ({ task, name, mean })),
    ),
    comparisons: compared.map(({ pair, result }, i) => comparison(pair, result, adjusted[i])),
    forgetting: tasks.flatMap((task) => forgetting(task, rows, cells, seeds) ?? []),
    wallSeconds,
  };
}

interface Pair {
  readonly task: string;
  readonly from: ReportedStage;
  readonly to: ReportedStage;
  readonly against: Comparison["against"];
}

/**
 * Each stage against its start and against the untrained model; the last of a control's rivals against the control and, where
 * there are several, against the model that the first of them started from.
 */
function comparedPairs(rows: readonly ReportedStage[]): Omit<Pair, "task">[] {
  // What a later stage starts from is what came of the earlier one, repairs included.
  const outcome = (id: string): ReportedStage | undefined =>
    rows.find((r) => r.name === `${id}+replay`) ?? rows.find((r) => r.name === id);
  const starts: Omit<Pair, "task">[] = [];
  const controls: Omit<Pair, "task">[] = [];
  const bases: Omit<Pair, "task">[] = [];
  for (const to of rows) {
    const { stage } = to;
    if (stage === null) continue;
    const from = outcome(stage.from);
    if (from !== undefined) starts.push({ from, to, against: stage.from === "base" ? "base" : "start" });
    if (stage.from !== "base") bases.push({ from: rows[0], to, against: "base" });
    if (stage.method !== "sft" || stage.control_for.length === 0) continue;
    const last = outcome(stage.control_for[stage.control_for.length - 1]);
    if (last === undefined) continue;
    controls.push({ from: to, to: last, against: "control" });
    if (from !== undefined && last.stage?.from !== stage.from) controls.push({ from, to: last, against: "start" });
  }
  return [...starts, ...controls, ...bases];
}

function compare(pair: Pair, seeds: readonly SeedRecord[]): { pair: Pair; result: PairedComparison } | null {
  const { task, from, to } = pair;
  const pairs = seeds.flatMap((record) => {
    const [start, end] = [from, to].map((row) => record.sampled.get(task)?.get(row.modelOf(record)));
    return start && end ? [{ seed: record.seed, from: scoredTasks(start), to: scoredTasks(end) }] : [];
  });
  return pairs.length === 0 ? null : { pair, result: comparePaired(pairs, from.name, to.name) };
}

/** The best that a skill was after any stage but the last, against what it is at the end; controls are beside the road. */
function forgetting(
  task: string,
  rows: readonly ReportedStage[],
  cells: readonly Cell[],
  seeds: readonly SeedRecord[],
): Forgetting | null {
  const road = rows.filter((r) => r.stage === null || r.stage.method === "grpo" || r.stage.control_for.length === 0);
  const last = road[road.length - 1];
  const meanOf = (row: ReportedStage): number =>
    cells.find((c) => c.task === task && c.stage === row.name)?.mean ?? Number.NEGATIVE_INFINITY;
  const best = road.slice(0, -1).reduce<ReportedStage | null>((a, b) => (a && meanOf(a) >= meanOf(b) ? a : b), null);
  if (best === null) return null;
  const found = compare({ task, from: best, to: last, against: "start" }, seeds);
  if (found === null) return null;
  const { difference, ci95, p, perSeed } = found.result;
  const word = verdict({ ...found.result, pAdjusted: null });
  return { task, best: best.name, final: last.name, difference, ci95, p, verdict: word, perSeed };
}

function cell(row: ReportedStage, task: string, seeds: readonly SeedRecord[]): Cell | null {
  const of = (mode: "sampled" | "greedy"): Evaluation[] =>
    seeds.flatMap((record) => record[mode].get(task)?.get(row.modelOf(record)) ?? []);
  const [sampled, greedy] = [of("sampled"), of("greedy")];
  if (sampled.length === 0) return null;
  const [low, high] = sampled[0].range;
  const onScale = (share: number): number => low + share * (high - low);
  const scores = sampled.map(scoredTasks);
  const estimate = estimateMean(scores, row.name);
  const sd = standardDeviation(scores.map((tasks) => mean(tasks.map((t) => t.score))));
  return {
    stage: row.name,
    task,
    n: Math.min(...scores.map((s) => s.length)),
    seeds: sampled.length,
    mean: onScale(estimate.mean),
    sd: sd === null ? null : sd * (high - low),
    ci95: [onScale(estimate.ci95[0]), onScale(estimate.ci95[1])],
    metrics: { range_min: low, range_max: high, ...cellMetrics(sampled, greedy) },
  };
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

function comparison({ task, from, to, against }: Pair, result: PairedComparison, pAdjusted: number): Comparison {
  const word = verdict({ ...result, pAdjusted });
  const { n, clusters, difference, ci95, p, perSeed, smallestDetectable } = result;
  return {
    task,
    from: from.name,
    to: to.name,
    against,
    difference,
    ci95,
    p,
    pAdjusted,
    significant: word === "better" || word === "worse",
    verdict: word,
    n,
    clusters,
    perSeed,
    smallestDetectable,
  };
}
