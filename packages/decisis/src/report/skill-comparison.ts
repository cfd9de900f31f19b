import { classAnswersOf } from "../environments/registry.ts";
import { type Evaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import { drawnTasks, exactTasks, fewestDraws, labelledTasks, passSizes } from "../evaluation/evaluation-scores.ts";
import {
  comparePaired,
  differencePaired,
  type PairedComparison,
  type PairedDifference,
  type ScoredTask,
  type SeedPair,
} from "../statistics/comparison.ts";
import { compareExact, type ExactComparison } from "../statistics/exact-comparison.ts";
import { holm } from "../statistics/holm.ts";
import { compareMacroScores, type MacroComparison } from "../statistics/macro-comparison.ts";
import { balancedAccuracy, macroF1 } from "../statistics/macro-scores.ts";
import { passAtK, passHatK } from "../statistics/pass-at-k.ts";
import { type Verdict, verdict } from "../statistics/verdict.ts";
import { neededFor } from "./compare-stages.ts";
import { type DrawnOtherwise, drawnOtherwise } from "./drawn-otherwise.ts";

/** Evaluations of two models that were trained with the same seed. */
export interface EvaluationPair {
  readonly seed: number;
  readonly from: Evaluation;
  readonly to: Evaluation;
}

/** All that `decisis compare` says of one skill. */
export interface SkillComparison extends PairedComparison {
  readonly skill: string;
  readonly verdict: Verdict;
  /** By Holm over the skills compared. */
  readonly pAdjusted: number;
  readonly drawnOtherwise: readonly DrawnOtherwise[];
  /** Scored tasks of either side, over the seeds, that the other lacks: they are left out. */
  readonly unpaired: { readonly from: number; readonly to: number };
  /** Tasks that would find `difference` under as many seeds; infinite where only more seeds can help or nothing is known. */
  readonly tasksNeeded: { readonly difference: number; readonly tasks: number };
  readonly exact: ExactComparison | null;
  /** Where every task has several completions on both sides. */
  readonly pass: readonly {
    readonly k: number;
    readonly passAtK: PairedDifference;
    readonly passHatK: PairedDifference;
  }[];
  /** Where the skill chooses among classes and golds are known. */
  readonly classes: {
    readonly macroF1: MacroComparison;
    readonly balancedAccuracy: MacroComparison;
    readonly groupedMacroF1: MacroComparison;
  } | null;
}

/** Compares two models on each skill. `golds`: by task, of skills that choose among classes. */
export function compareSkills(
  skills: ReadonlyMap<string, readonly EvaluationPair[]>,
  golds: ReadonlyMap<string, string>,
  detect: number,
): SkillComparison[] {
  const compared = [...skills].map(([skill, pairs]) => {
    const scored = pairs.map(({ seed, from, to }) => ({ seed, from: scoredTasks(from), to: scoredTasks(to) }));
    return { skill, pairs, scored, result: comparePaired(scored, "compare") };
  });
  const adjusted = holm(compared.map((c) => c.result.p));
  return compared.map(({ skill, pairs, scored, result }, i) => ({
    skill,
    verdict: verdict({ ...result, pAdjusted: compared.length === 1 ? null : adjusted[i] }),
    pAdjusted: adjusted[i],
    ...result,
    drawnOtherwise: drawnOtherwise(pairs),
    unpaired: unpairedTasks(scored),
    tasksNeeded: { difference: detect, tasks: neededFor(detect, scored, result) },
    exact: compareExact(
      pairs.map(({ seed, from, to }) => ({ seed, from: exactTasks(from), to: exactTasks(to) })),
      "compare",
    ),
    pass: comparePasses(pairs),
    classes: compareClasses(skill, pairs, golds),
  }));
}

function unpairedTasks(pairs: readonly SeedPair[]): SkillComparison["unpaired"] {
  const lacking = (some: readonly ScoredTask[], others: readonly ScoredTask[]): number => {
    const ids = new Set(others.map((t) => t.id));
    return some.filter((t) => !ids.has(t.id)).length;
  };
  return {
    from: pairs.reduce((sum, { from, to }) => sum + lacking(from, to), 0),
    to: pairs.reduce((sum, { from, to }) => sum + lacking(to, from), 0),
  };
}

function comparePasses(pairs: readonly EvaluationPair[]): SkillComparison["pass"] {
  const drawn = pairs.map(({ seed, from, to }) => ({ seed, from: drawnTasks(from), to: drawnTasks(to) }));
  return passSizes(fewestDraws(drawn.flatMap(({ from, to }) => [from, to]))).map((k) => {
    const [atK, hatK] = [passAtK, passHatK].map((measure) => {
      const scores = (tasks: (typeof drawn)[number]["from"]) =>
        tasks.map(({ id, cluster, draws, successes }) => ({ id, cluster, score: measure(draws, successes, k) }));
      const scored = drawn.map(({ seed, from, to }) => ({ seed, from: scores(from), to: scores(to) }));
      return differencePaired(scored, measure.name, k);
    });
    return { k, passAtK: atK, passHatK: hatK };
  });
}

function compareClasses(
  skill: string,
  pairs: readonly EvaluationPair[],
  golds: ReadonlyMap<string, string>,
): SkillComparison["classes"] {
  const classes = classAnswersOf(skill);
  if (classes === undefined) return null;
  const [fine, grouped] = [false, true].map((coarse) =>
    pairs.map(({ seed, from, to }) => ({
      seed,
      from: labelledTasks(from, golds, classes, coarse),
      to: labelledTasks(to, golds, classes, coarse),
    })),
  );
  if (fine.some(({ from, to }) => from.length === 0 || to.length === 0)) return null;
  return {
    macroF1: compareMacroScores(macroF1, fine, "compare"),
    balancedAccuracy: compareMacroScores(balancedAccuracy, fine, "compare"),
    groupedMacroF1: compareMacroScores(macroF1, grouped, "compare groups"),
  };
}
