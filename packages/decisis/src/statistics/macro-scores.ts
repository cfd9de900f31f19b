import { Random } from "@decisis/tensor";
import { bootstrapSums, clusterIndex } from "./cluster-bootstrap.ts";
import type { Estimate } from "./comparison.ts";
import { mean } from "./moments.ts";
import { enoughClusters, percentileInterval, UNKNOWN } from "./percentile-interval.ts";

/** A task of choosing a label. */
export interface LabelledTask {
  readonly id: string;
  readonly cluster: string;
  /** The right label. */
  readonly label: string;
  /** The given one; `null` for an answer that names none, which is wrong. */
  readonly answer: string | null;
}

/** What macro-averages are made of, for one label. */
export interface LabelCounts {
  /** Tasks whose right label it is. */
  readonly support: number;
  /** Tasks on which it was answered. */
  readonly answered: number;
  /** Tasks on which it was answered rightly. */
  readonly hits: number;
}

export type MacroScore = (labels: readonly LabelCounts[]) => number;

/** Mean F1 = 2 · hits / (support + answered) over the labels that occur as right ones. NaN for no tasks. */
export const macroF1: MacroScore = (labels) =>
  meanOverOccurring(labels, ({ hits, support, answered }) => (2 * hits) / (support + answered));

/** Mean recall over the labels that occur as right ones: 1/K for a constant answer. NaN for no tasks. */
export const balancedAccuracy: MacroScore = (labels) =>
  meanOverOccurring(labels, ({ hits, support }) => hits / support);

/** A macro-average of given tasks. */
export const macroScore = (score: MacroScore, tasks: readonly LabelledTask[]): number =>
  score(countsOf(clusterCounts(tasks).map((column) => column.reduce((sum, x) => sum + x, 0))));

/**
 * A macro-average over all tasks of a seed, mean over seeds, with its 95 % interval: clusters and seeds are
 * drawn, and the average is taken anew over the labels of each draw. A rare label may be missing from some draws; its
 * place is then not counted as 0. `path` names the stream of draws.
 */
export function estimateMacroScore(
  score: MacroScore,
  seeds: readonly (readonly LabelledTask[])[],
  ...path: readonly (string | number)[]
): Estimate {
  const index = clusterIndex(seeds);
  const columns = seeds.map((tasks) => clusterCounts(tasks, index));
  const known = enoughClusters(columns.map(([counts]) => ({ counts: counts ?? [] })));
  return {
    mean: mean(seeds.map((tasks) => macroScore(score, tasks))),
    ci95: known
      ? percentileInterval(bootstrapSums(columns, (sums) => score(countsOf(sums)), Random.at("macro score", ...path)))
      : UNKNOWN,
  };
}

/** What is reported of answers that choose among classes. */
export interface ClassEstimates {
  /** Mean F1 over the classes that occur as right ones. */
  readonly macroF1: Estimate;
  /** Mean recall over them: 1/K for a constant answer. */
  readonly balancedAccuracy: Estimate;
  /** Macro-F1 over the coarser classes of headlines. */
  readonly groupedMacroF1: Estimate;
}

/** `fine` by class, `grouped` by the coarser ones; `name` of the policy that answered names the draws. */
export const estimateClasses = (
  fine: readonly (readonly LabelledTask[])[],
  grouped: readonly (readonly LabelledTask[])[],
  name: string,
): ClassEstimates => ({
  macroF1: estimateMacroScore(macroF1, fine, name, "classes"),
  balancedAccuracy: estimateMacroScore(balancedAccuracy, fine, name, "classes"),
  groupedMacroF1: estimateMacroScore(macroF1, grouped, name, "groups"),
});

/** Support, answered and hits of every right label, one after the other; each by cluster. */
export function clusterCounts(
  tasks: readonly LabelledTask[],
  clusters: ReadonlyMap<string, number> = clusterIndex([tasks]),
): Float64Array[] {
  const labels = new Map([...new Set(tasks.map(({ label }) => label))].map((label, i) => [label, i]));
  const columns = Array.from({ length: 3 * labels.size }, () => new Float64Array(clusters.size));
  for (const { cluster, label, answer } of tasks) {
    const c = clusters.get(cluster)!;
    columns[3 * labels.get(label)!][c] += 1;
    // An answer that is no task's right label has no F1 of its own.
    const given = answer === null ? undefined : labels.get(answer);
    if (given !== undefined) columns[3 * given + 1][c] += 1;
    if (answer === label) columns[3 * labels.get(label)! + 2][c] += 1;
  }
  return columns;
}

/** The same sums, over clusters, by label. */
export function countsOf(sums: ArrayLike<number>): LabelCounts[] {
  return Array.from({ length: sums.length / 3 }, (_, i) => ({
    support: sums[3 * i],
    answered: sums[3 * i + 1],
    hits: sums[3 * i + 2],
  }));
}

function meanOverOccurring(labels: readonly LabelCounts[], of: (one: LabelCounts) => number): number {
  return mean(labels.filter(({ support }) => support > 0).map(of));
}
