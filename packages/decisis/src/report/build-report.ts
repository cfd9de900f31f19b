import { type Evaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import type { Stage } from "../runs/run-file.ts";
import { comparePaired, estimateMean, type PairedComparison } from "../statistics/comparison.ts";
import { holm } from "../statistics/holm.ts";
import { mean, standardDeviation } from "../statistics/moments.ts";
import { verdict } from "../statistics/verdict.ts";
import type { Cell, Comparison, Report } from "./report.ts";
import type { RunRecords, SeedRecord } from "./seed-records.ts";

/** The figures of a run, from its record alone. Stages that are not evaluated yet are left out. */
export function buildReport({ description, seeds, wallSeconds }: RunRecords, createdAt: Date): Report {
  const { config, environment } = description;
  const stages = ["base", ...config.stages.map((s) => s.id)].filter((stage) => seeds.some((s) => s.sampled.has(stage)));
  const compared = comparedPairs(config.stages)
    .map(({ from, to, against }) => ({
      from,
      to,
      against,
      pairs: seeds.flatMap(({ seed, sampled }) => {
        const [start, end] = [sampled.get(from), sampled.get(to)];
        return start && end ? [{ seed, from: scoredTasks(start), to: scoredTasks(end) }] : [];
      }),
    }))
    .filter(({ pairs }) => pairs.length > 0)
    .map((c) => ({ ...c, result: comparePaired(c.pairs, c.from, c.to) }));
  const adjusted = holm(compared.map((c) => c.result.p));
  return {
    run: description.name,
    createdAt: createdAt.toISOString(),
    machine: description.machine,
    seeds: seeds.map((s) => s.seed),
    stages,
    tasks: [environment.id],
    cells: stages.map((stage) => cell(stage, environment.id, seeds)),
    baselines: (seeds[0].baselines?.baselines ?? []).map(({ name, mean }) => ({ task: environment.id, name, mean })),
    comparisons: compared.map(({ from, to, against, result }, i) =>
      comparison({ task: environment.id, from, to, against }, result, adjusted[i]),
    ),
    wallSeconds,
  };
}

/** Each stage against its start, against the untrained model, and against the control that spent its budget on SFT. */
function comparedPairs(stages: readonly Stage[]): Pick<Comparison, "from" | "to" | "against">[] {
  const controls = stages.flatMap((s) =>
    s.method === "sft" && s.control_for !== null
      ? [{ from: s.id, to: s.control_for, against: "control" as const }]
      : [],
  );
  return [
    ...stages.map((s) => ({
      from: s.from,
      to: s.id,
      against: s.from === "base" ? ("base" as const) : ("start" as const),
    })),
    ...controls,
    ...stages.filter((s) => s.from !== "base").map((s) => ({ from: "base", to: s.id, against: "base" as const })),
  ];
}

function cell(stage: string, task: string, seeds: readonly SeedRecord[]): Cell {
  const sampled = seeds.flatMap((s) => s.sampled.get(stage) ?? []);
  const greedy = seeds.flatMap((s) => s.greedy.get(stage) ?? []);
  const [low, high] = sampled[0].range;
  const onScale = (share: number): number => low + share * (high - low);
  const scores = sampled.map(scoredTasks);
  const estimate = estimateMean(scores, stage);
  const sd = standardDeviation(scores.map((tasks) => mean(tasks.map((t) => t.score))));
  return {
    stage,
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

function comparison(
  which: Pick<Comparison, "task" | "from" | "to" | "against">,
  result: PairedComparison,
  pAdjusted: number,
): Comparison {
  const word = verdict({ ...result, pAdjusted });
  const { n, clusters, difference, ci95, p, perSeed, smallestDetectable } = result;
  return {
    ...which,
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
