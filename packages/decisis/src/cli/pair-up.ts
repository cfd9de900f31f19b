import type { Evaluation, TaskScore } from "../evaluation/evaluation-file.ts";
import type { EvaluationPair } from "../report/skill-comparison.ts";
import { UsageError } from "./output.ts";

/**
 * Seeds that both sides have; a single evaluation on each side is a pair whatever its seed. How completions were drawn may
 * differ, and is said (`drawnOtherwise`); what they answer and how they are scored may not.
 * @throws UsageError for evaluations that do not belong together
 */
export function pairUp(start: readonly Evaluation[], end: readonly Evaluation[]): EvaluationPair[] {
  const pairs =
    start.length === 1 && end.length === 1
      ? [{ seed: end[0].seed, from: start[0], to: end[0] }]
      : start.flatMap((s) => end.filter((e) => e.seed === s.seed).map((e) => ({ seed: s.seed, from: s, to: e })));
  if (pairs.length === 0)
    throw new UsageError("the two have no training seed in common: compare runs with the same seeds");
  for (const { from, to } of pairs) refuseStrangers(from, to);
  return pairs;
}

function refuseStrangers(from: Evaluation, to: Evaluation): void {
  const name = ({ environment: { id, version, variant } }: Evaluation): string =>
    `${id} ${version}${variant === undefined ? "" : ` in the variant ${variant}`}`;
  if (name(from) !== name(to))
    throw new UsageError(`${name(from)} cannot be compared with ${name(to)}: evaluate both on the same environment`);
  const range = (e: Evaluation): string => `${e.range[0]} to ${e.range[1]}`;
  if (range(from) !== range(to))
    throw new UsageError(
      `rewards from ${range(from)} cannot be compared with rewards from ${range(to)}: evaluate both with the same reward`,
    );
  if (from.split !== to.split)
    throw new UsageError(
      `the ${from.split} part cannot be compared with the ${to.split} part: evaluate both on the same part`,
    );
  const tasks = new Map(from.tasks.map((t) => [t.id, t]));
  const common = to.tasks.flatMap((t): [TaskScore, TaskScore][] => {
    const other = tasks.get(t.id);
    return other === undefined ? [] : [[other, t]];
  });
  const scored = ({ reward }: TaskScore): boolean => reward !== null;
  if (!common.some((pair) => pair.every(scored)))
    throw new UsageError("the two have no task in common: evaluate both on the same tasks");
  for (const [a, b] of common) {
    if (a.prompt_hash !== undefined && b.prompt_hash !== undefined && a.prompt_hash !== b.prompt_hash)
      throw new UsageError(`the two answer different prompts of task ${a.id}: evaluate both with the same prompt`);
    if (a.cluster !== b.cluster)
      throw new UsageError(
        `task ${a.id} is of cluster ${a.cluster} on one side and ${b.cluster} on the other: evaluate both on the same cases`,
      );
  }
}
