import { comparePaired, type Interval, type ScoredTask } from "../statistics/comparison.ts";
import { holm } from "../statistics/holm.ts";
import { type Verdict, verdict } from "../statistics/verdict.ts";
import { skillOf } from "./task-schedule.ts";

/** One model's scores on the gate's tasks, by skill. */
export interface GateScores {
  readonly stage: string;
  readonly bySkill: ReadonlyMap<string, readonly ScoredTask[]>;
}

/** A skill after a stage, against the best that it was after an earlier one. */
export interface GateFinding {
  readonly skill: string;
  /** Stage after which the skill was best so far. */
  readonly best: string;
  /** Now − then, as a share of the reward's range. */
  readonly difference: number;
  readonly ci95: Interval;
  readonly pAdjusted: number;
  readonly verdict: Verdict;
}

/**
 * Compares every skill after a stage with the best it was at any of the stages that led there. A skill is lost where the
 * verdict is `worse`: by Holm over the skills, by at least 0.03 of the range. One seed decides for itself: the gate acts while
 * that seed trains.
 */
export function gateFindings(now: GateScores, earlier: readonly GateScores[], seed: number): GateFinding[] {
  const compared = [...now.bySkill].flatMap(([skill, scores]) => {
    const best = bestOf(skill, earlier);
    if (best === null) return [];
    const result = comparePaired([{ seed, from: best.scores, to: scores }], "gate", seed, now.stage, skill);
    return [{ skill, best: best.stage, result }];
  });
  const adjusted = holm(compared.map((c) => c.result.p));
  return compared.map(({ skill, best, result }, i) => ({
    skill,
    best,
    difference: result.difference,
    ci95: result.ci95,
    pAdjusted: adjusted[i],
    verdict: verdict({ ...result, pAdjusted: adjusted[i] }),
  }));
}

export const lostSkills = (findings: readonly GateFinding[]): string[] =>
  findings.filter((f) => f.verdict === "worse").map((f) => f.skill);

/** The mixture of a repair: `share` of the draws to the lost skills, evenly, the rest to what the stage trained. */
export function replayMixture(
  trained: Readonly<Record<string, number>>,
  lost: readonly string[],
  share: number,
): Record<string, number> {
  const kept = Object.entries(trained).filter(([source]) => !lost.includes(skillOf(source)));
  const sum = kept.reduce((total, [, weight]) => total + weight, 0);
  // A stage that lost what it trained itself has nothing else to go on with.
  const rest = kept.length === 0 ? 0 : 1 - share;
  return {
    ...Object.fromEntries(kept.map(([source, weight]) => [source, (rest * weight) / sum])),
    ...Object.fromEntries(lost.map((skill) => [skill, (1 - rest) / lost.length])),
  };
}

function bestOf(
  skill: string,
  earlier: readonly GateScores[],
): { stage: string; scores: readonly ScoredTask[] } | null {
  let best: { stage: string; scores: readonly ScoredTask[]; mean: number } | null = null;
  for (const { stage, bySkill } of earlier) {
    const scores = bySkill.get(skill);
    if (scores === undefined || scores.length === 0) continue;
    const mean = scores.reduce((sum, s) => sum + s.score, 0) / scores.length;
    if (best === null || mean > best.mean) best = { stage, scores, mean };
  }
  return best;
}
