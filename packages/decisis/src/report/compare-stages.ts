import { type Evaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import { exactTasks } from "../evaluation/evaluation-scores.ts";
import { REPAIR } from "../runs/stages.ts";
import { comparePaired, type PairedComparison, type ScoredTask, type SeedPair } from "../statistics/comparison.ts";
import { compareExact } from "../statistics/exact-comparison.ts";
import { holm } from "../statistics/holm.ts";
import { tasksNeeded } from "../statistics/sample-size.ts";
import { spreadOfDraws } from "../statistics/spread-of-draws.ts";
import { SMALLEST_GAIN, verdict } from "../statistics/verdict.ts";
import type { Cell, Comparison, Forgetting } from "./report.ts";
import type { ReportedStage, SeedRecord } from "./seed-records.ts";

interface Pair {
  readonly task: string;
  readonly from: ReportedStage;
  readonly to: ReportedStage;
  readonly against: Comparison["against"];
}

/** Every comparison of a report, skill by skill; Holm goes over all of them. */
export function compareStages(
  tasks: readonly string[],
  rows: readonly ReportedStage[],
  seeds: readonly SeedRecord[],
): Comparison[] {
  const compared = tasks
    .flatMap((task) => comparedPairs(rows).map((pair) => ({ ...pair, task })))
    .flatMap((pair) => {
      const pairs = seedPairs(pair, seeds, scoredTasks);
      return pairs.length === 0 ? [] : [{ pair, pairs, result: comparePaired(pairs, pair.from.name, pair.to.name) }];
    });
  const adjusted = holm(compared.map((c) => c.result.p));
  return compared.map(({ pair, pairs, result }, i) => {
    const exact = compareExact(seedPairs(pair, seeds, exactTasks), pair.from.name, pair.to.name);
    return { ...comparison(pair, result, adjusted[i]), tasksNeeded: neededFor(SMALLEST_GAIN, pairs, result), exact };
  });
}

/**
 * Each stage against its start and against the untrained model; the last of a control's rivals against the control and, where
 * there are several, against the model that the first of them started from.
 */
function comparedPairs(rows: readonly ReportedStage[]): Omit<Pair, "task">[] {
  // What a later stage starts from is what came of the earlier one, repairs included.
  const outcome = (id: string): ReportedStage | undefined =>
    rows.find((r) => r.name === id + REPAIR) ?? rows.find((r) => r.name === id);
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

/** Both models of every seed that has both. */
function seedPairs(
  { task, from, to }: Pair,
  seeds: readonly SeedRecord[],
  scores: (evaluation: Evaluation) => readonly ScoredTask[],
): SeedPair[] {
  return seeds.flatMap((record) => {
    const [start, end] = [from, to].map((row) => record.sampled.get(task)?.get(row.modelOf(record)));
    return start && end ? [{ seed: record.seed, from: scores(start), to: scores(end) }] : [];
  });
}

/** Tasks that find `difference` under as many seeds as were compared; infinite where no number is known to. */
export function neededFor(difference: number, pairs: readonly SeedPair[], result: PairedComparison): number {
  const spread = spreadOfDraws(pairs, result);
  return spread === null ? Number.POSITIVE_INFINITY : tasksNeeded(difference, spread, { seeds: pairs.length });
}

/**
 * The best that each skill was after any stage but the last, against what it is at the end; controls are beside the road. Holm goes
 * over the skills.
 */
export function forgetting(
  tasks: readonly string[],
  rows: readonly ReportedStage[],
  cells: readonly Cell[],
  seeds: readonly SeedRecord[],
): Forgetting[] {
  const found = tasks.flatMap((task) => sinceBest(task, rows, cells, seeds) ?? []);
  const adjusted = holm(found.map(({ result }) => result.p));
  return found.map(({ task, best, final, result }, i) => {
    const { difference, ci95, p, perSeed } = result;
    const pAdjusted = adjusted[i];
    const word = verdict({ ...result, pAdjusted });
    return { task, best, final, difference, ci95, p, pAdjusted, verdict: word, perSeed };
  });
}

function sinceBest(
  task: string,
  rows: readonly ReportedStage[],
  cells: readonly Cell[],
  seeds: readonly SeedRecord[],
): (Pick<Forgetting, "task" | "best" | "final"> & { readonly result: PairedComparison }) | null {
  const road = rows.filter((r) => r.stage === null || r.stage.method === "grpo" || r.stage.control_for.length === 0);
  const last = road[road.length - 1];
  const meanOf = (row: ReportedStage): number =>
    cells.find((c) => c.task === task && c.stage === row.name)?.mean ?? Number.NEGATIVE_INFINITY;
  const best = road.slice(0, -1).reduce<ReportedStage | null>((a, b) => (a && meanOf(a) >= meanOf(b) ? a : b), null);
  if (best === null) return null;
  const pairs = seedPairs({ task, from: best, to: last, against: "start" }, seeds, scoredTasks);
  if (pairs.length === 0) return null;
  return { task, best: best.name, final: last.name, result: comparePaired(pairs, best.name, last.name) };
}

function comparison(
  { task, from, to, against }: Pair,
  result: PairedComparison,
  pAdjusted: number,
): Omit<Comparison, "tasksNeeded" | "exact"> {
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
