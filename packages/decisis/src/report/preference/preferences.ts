import type { EvaluatedSample, Evaluation } from "../../evaluation/evaluation-file.ts";
import { mean } from "../../statistics/moments.ts";
import { type PreferenceRates, preferenceRates, type Rate, rate } from "../../statistics/preference-rates.ts";
import { type RankCorrelation, rankCorrelation } from "../../statistics/rank-correlation.ts";
import { type DrawnOtherwise, drawnOtherwise } from "../drawn-otherwise.ts";
import type { EvaluationPair } from "../skill-comparison.ts";
import { type BlindAnswers, BlindAnswersError, pairKey } from "./blind-answers.ts";
import { type BlindForm, type BlindPair, firstScored } from "./blind-form.ts";

/** What people preferred, beside what the reward says of the same completions. */
export interface Preferences {
  /** Who judged at least one pair. */
  readonly raters: number;
  /** Pairs that someone judged. */
  readonly n: number;
  readonly clusters: number;
  readonly seeds: readonly number[];
  /** Pairs that were drawn for the form and not shown, since both completions were the same. */
  readonly identical: number;
  readonly drawnOtherwise: readonly DrawnOtherwise[];
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
 * Joins answers with the evaluations that the form was made from, which need not be given in the order in which it was made.
 *
 * @throws BlindAnswersError for the form of other evaluations
 */
export function preferences(
  evaluations: readonly EvaluationPair[],
  form: BlindForm,
  raters: readonly BlindAnswers[],
): Preferences {
  const shown = new Map(form.pairs.map((pair) => [pairKey(pair), shownPair(evaluations, pair)]));
  const pairs = new Map<string, JudgedPair>();
  for (const { answers } of raters)
    for (const answer of answers) {
      const key = pairKey(answer);
      const { toIsLeft, pair } = shown.get(key)!;
      const judged = pairs.get(key) ?? { ...pair, said: [] };
      judged.said.push(answer.choice === "same" ? 0 : (answer.choice === "left") === toIsLeft ? 1 : -1);
      pairs.set(key, judged);
    }
  const judged = [...pairs.values()];
  const several = judged.filter(({ said }) => said.length > 1);
  return {
    raters: raters.filter(({ answers }) => answers.length > 0).length,
    n: judged.length,
    clusters: new Set(judged.map((p) => p.cluster)).size,
    seeds: [...new Set(judged.map((p) => p.seed))].sort((a, b) => a - b),
    identical: form.identical,
    drawnOtherwise: drawnOtherwise(evaluations),
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

interface ShownPair {
  readonly pair: Omit<JudgedPair, "said">;
  readonly toIsLeft: boolean;
}

/** Finds who wrote which completion of a pair. */
function shownPair(evaluations: readonly EvaluationPair[], { task, seed, left, right }: BlindPair): ShownPair {
  // Two lone evaluations are a pair whatever their seeds.
  const both = evaluations.length === 1 ? evaluations[0] : evaluations.find((e) => e.seed === seed);
  const completionOf = (evaluation: Evaluation | undefined): EvaluatedSample | null => {
    const found = evaluation?.tasks.find((t) => t.id === task);
    return found === undefined ? null : firstScored(found);
  };
  const [from, to] = [completionOf(both?.from), completionOf(both?.to)];
  const toIsLeft = to?.completion === left && from?.completion === right;
  if (!toIsLeft && !(from?.completion === left && to?.completion === right))
    throw new BlindAnswersError(
      `what the form shows of task ${task} is not what these two wrote: give the evaluations that it was made from`,
    );
  const [low, high] = both!.to.range;
  const share = (sample: EvaluatedSample): number => (sample.reward! - low) / (high - low);
  const { cluster } = both!.to.tasks.find((t) => t.id === task)!;
  return { toIsLeft, pair: { cluster, seed, fromScore: share(from!), toScore: share(to!) } };
}
