import type { TaskScore } from "../../evaluation/evaluation-file.ts";
import { mean } from "../../statistics/moments.ts";
import { type PreferenceRates, preferenceRates, type Rate, rate } from "../../statistics/preference-rates.ts";
import { type RankCorrelation, rankCorrelation } from "../../statistics/rank-correlation.ts";
import type { EvaluationPair } from "../skill-comparison.ts";
import { type BlindAnswers, BlindAnswersError } from "./blind-answers.ts";
import { completionHash, firstScored } from "./blind-form.ts";

/** What people preferred, beside what the reward says of the same completions. */
export interface Preferences {
  readonly raters: number;
  /** Pairs that someone judged. */
  readonly n: number;
  readonly clusters: number;
  readonly seeds: readonly number[];
  /** Pairs that were drawn for the form and not shown, since both completions were the same. */
  readonly identical: number;
  /** One preference a pair: what most raters said. */
  readonly rates: PreferenceRates;
  /** Mean rewards of the judged completions, as shares of the range. */
  readonly fromMean: number;
  readonly toMean: number;
  /** Of preference (−1 to 1, mean over raters) with the difference of rewards. */
  readonly correlation: RankCorrelation;
  /** Pairs judged by several raters on which all said the same; `null` where there is none. */
  readonly agreement: Rate | null;
}

interface JudgedPair {
  readonly cluster: string;
  readonly seed: number;
  readonly fromScore: number;
  readonly toScore: number;
  /** +1 for `to`, −1 for `from`, 0 for no difference; one a rater. */
  readonly said: number[];
}

/**
 * Joins answers with the evaluations that the form was made from. Completions are found by their hashes, so that `from` and
 * `to` need not be given in the order in which the form was made.
 *
 * @throws BlindAnswersError for answers to another form, or of other evaluations
 */
export function preferences(evaluations: readonly EvaluationPair[], raters: readonly BlindAnswers[]): Preferences {
  const [first] = raters;
  const other = raters.find((r) => r.form !== first.form);
  if (other !== undefined)
    throw new BlindAnswersError(`answers to the forms ${first.form} and ${other.form}: give those of one form`);
  const pairs = new Map<string, JudgedPair>();
  const find = judgedPairs(evaluations);
  for (const { answers } of raters)
    for (const answer of answers) {
      const key = `${answer.seed}/${answer.task}`;
      const found = find(answer);
      if (found === null)
        throw new BlindAnswersError(
          `what was judged of task ${answer.task} is not what these two wrote: give the evaluations that the form was made from`,
        );
      const pair = pairs.get(key) ?? { ...found.pair, said: [] };
      pair.said.push(answer.choice === "same" ? 0 : (answer.choice === "left") === found.toIsLeft ? 1 : -1);
      pairs.set(key, pair);
    }
  const judged = [...pairs.values()];
  const several = judged.filter(({ said }) => said.length > 1);
  return {
    raters: raters.length,
    n: judged.length,
    clusters: new Set(judged.map((p) => p.cluster)).size,
    seeds: [...new Set(judged.map((p) => p.seed))].sort((a, b) => a - b),
    identical: first.identical,
    rates: preferenceRates(judged.map(({ said }) => Math.sign(mean(said)))),
    fromMean: mean(judged.map((p) => p.fromScore)),
    toMean: mean(judged.map((p) => p.toScore)),
    correlation: rankCorrelation(
      judged.map((p) => ({ cluster: p.cluster, x: p.toScore - p.fromScore, y: mean(p.said) })),
      "preference",
    ),
    agreement:
      several.length === 0
        ? null
        : rate(several.filter(({ said }) => said.every((s) => s === said[0])).length, several.length),
  };
}

type Found = { readonly pair: Omit<JudgedPair, "said">; readonly toIsLeft: boolean };

/** Finds the pair of an answer by task, seed and both completions. */
function judgedPairs(
  evaluations: readonly EvaluationPair[],
): (answer: BlindAnswers["answers"][number]) => Found | null {
  const bySeed = new Map(
    evaluations.map(({ seed, from, to }) => [
      seed,
      {
        range: to.range,
        from: new Map(from.tasks.map((t) => [t.id, t])),
        to: new Map(to.tasks.map((t) => [t.id, t])),
      },
    ]),
  );
  return ({ task, seed, left, right }) => {
    // Two lone evaluations are a pair whatever their seeds.
    const both = bySeed.get(seed) ?? (evaluations.length === 1 ? [...bySeed.values()][0] : undefined);
    const [start, end] = [both?.from.get(task), both?.to.get(task)];
    if (both === undefined || start === undefined || end === undefined) return null;
    const [a, b] = [start, end].map(hashed);
    if (a === null || b === null) return null;
    const toIsLeft = b.hash === left && a.hash === right;
    if (!toIsLeft && !(a.hash === left && b.hash === right)) return null;
    const [low, high] = both.range;
    const share = (reward: number): number => (reward - low) / (high - low);
    const pair = { cluster: end.cluster, seed, fromScore: share(a.reward), toScore: share(b.reward) };
    return { pair, toIsLeft };
  };
}

function hashed(task: TaskScore): { readonly hash: string; readonly reward: number } | null {
  const sample = firstScored(task);
  return sample === null ? null : { hash: completionHash(sample.completion), reward: sample.reward! };
}
