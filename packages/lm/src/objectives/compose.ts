import { type Aggregation, aggregationWeight } from "./aggregation.ts";
import { logRatioSum, type RatioLevel, rowRatio } from "./importance-ratio.ts";
import { klSeed, klValue } from "./kl.ts";
import {
  type Evaluation,
  maskedLength,
  type Objective,
  type ObjectiveOptions,
  type PolicyRow,
  type StepTotals,
} from "./objective.ts";
import type { Surrogate } from "./ppo-surrogate.ts";

export interface ObjectiveParts {
  readonly id: string;
  readonly ratio: RatioLevel;
  readonly surrogate: Surrogate;
  readonly aggregation: Aggregation;
  readonly defaults: ObjectiveOptions;
}

/** Settings that every objective starts from. */
export const baseOptions: ObjectiveOptions = Object.freeze({
  beta: 0,
  epsilonLow: 0.2,
  epsilonHigh: 0.2,
  delta: null,
  maskedRows: "count",
  entropyCoefficient: 0,
});

/**
 * An objective from its parts: per token `x = −J(ratio, A) + β·k3`, aggregated over the step.
 *
 * A ratio of a whole row is shared by its tokens, so its slope reaches each of them times `∂log s/∂ℓ_t` (1/L for `sequence`,
 * 1 for `row_sum`) and sums over the row's L equal terms.
 */
export function composeObjective(parts: ObjectiveParts): Objective {
  return {
    id: parts.id,
    defaults: parts.defaults,
    evaluate: (rows, options, totals) => evaluate(parts, rows, options, totals),
  };
}

function evaluate(
  parts: ObjectiveParts,
  rows: readonly PolicyRow[],
  options: ObjectiveOptions,
  totals: StepTotals,
): Evaluation {
  const { beta, entropyCoefficient } = options;
  const entropyWeight = -entropyCoefficient / Math.max(totals.tokens, 1);
  const seeds: Float64Array[] = [];
  const entropySeeds: Float64Array[] | null = entropyCoefficient === 0 ? null : [];
  let loss = 0;
  let tokens = 0;
  let kl = 0;
  let klTokens = 0;
  let entropySum = 0;
  let entropyTokens = 0;
  let clippedLow = 0;
  let clippedHigh = 0;
  let clippedLowRowMin = Infinity;
  let clippedHighRowMax = -Infinity;
  let ratioSum = 0;
  let ratioUnits = 0;
  let ratioMin = Infinity;
  let ratioMax = -Infinity;

  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    checkRow(row, i, options);
    const { logp, oldLogp, refLogp, mask, advantage, entropy } = row;
    const length = maskedLength(mask);
    const weight = aggregationWeight(parts.aggregation, length, totals, options.maskedRows);
    const seed = new Float64Array(logp.length);
    seeds.push(seed);
    tokens += length;

    const level = parts.ratio;
    let rowLow = 0;
    let rowHigh = 0;
    if (level === "token") {
      for (let t = 0; t < mask.length; t++) {
        if (mask[t] === 0) continue;
        const ratio = Math.exp(logp[t] - oldLogp[t]);
        const a = typeof advantage === "number" ? advantage : advantage[t];
        const term = parts.surrogate(ratio, a, logp[t], options);
        loss -= weight * term.value;
        seed[t] = 0 - weight * term.slope;
        if (term.clippedLow) rowLow++;
        if (term.clippedHigh) rowHigh++;
        ratioSum += ratio;
        ratioMin = Math.min(ratioMin, ratio);
        ratioMax = Math.max(ratioMax, ratio);
      }
      ratioUnits += length;
      if (length > 0) {
        clippedLowRowMin = Math.min(clippedLowRowMin, rowLow / length);
        clippedHighRowMax = Math.max(clippedHighRowMax, rowHigh / length);
      }
    } else {
      const ratio = rowRatio(level, logRatioSum(logp, oldLogp, mask), length);
      const perToken = level === "sequence" ? 1 : length;
      if (typeof advantage === "number") {
        const term = parts.surrogate(ratio, advantage, Number.NaN, options);
        if (length > 0) loss -= weight * length * term.value;
        for (let t = 0; t < mask.length; t++) if (mask[t] !== 0) seed[t] = 0 - weight * perToken * term.slope;
        if (length > 0 && term.clippedLow) rowLow = 1;
        if (length > 0 && term.clippedHigh) rowHigh = 1;
      } else {
        throw new RangeError(`row ${i}: per-token advantages need token-level ratios, not "${level}"`);
      }
      ratioSum += ratio;
      ratioUnits++;
      ratioMin = Math.min(ratioMin, ratio);
      ratioMax = Math.max(ratioMax, ratio);
      clippedLowRowMin = Math.min(clippedLowRowMin, rowLow);
      clippedHighRowMax = Math.max(clippedHighRowMax, rowHigh);
    }
    clippedLow += rowLow;
    clippedHigh += rowHigh;

    if (refLogp !== null) {
      klTokens += length;
      for (let t = 0; t < mask.length; t++) {
        if (mask[t] === 0) continue;
        const d = logp[t] - refLogp[t];
        const value = klValue("k3", d);
        kl += value;
        if (beta !== 0) {
          loss += weight * beta * value;
          seed[t] += weight * beta * klSeed("k3", d);
        }
      }
    }
    if (entropy !== undefined) {
      entropyTokens += length;
      for (let t = 0; t < mask.length; t++) if (mask[t] !== 0) entropySum += entropy[t];
    }
    if (entropySeeds !== null) entropySeeds.push(Float64Array.from(mask, (m) => (m === 0 ? 0 : entropyWeight)));
  }

  return {
    loss: entropySeeds === null ? loss : loss + entropyWeight * entropySum,
    seeds,
    entropySeeds,
    sums: {
      policyLoss: loss,
      rows: rows.length,
      tokens,
      kl,
      klTokens,
      entropy: entropySum,
      entropyTokens,
      clippedLow,
      clippedHigh,
      clipUnits: ratioUnits,
      clippedLowRowMin,
      clippedHighRowMax,
      ratio: ratioSum,
      ratioUnits,
      ratioMin,
      ratioMax,
    },
  };
}

function checkRow(row: PolicyRow, i: number, options: ObjectiveOptions): void {
  const n = row.logp.length;
  const check = (name: string, array: { readonly length: number } | undefined | null) => {
    if (array != null && array.length !== n) {
      throw new RangeError(`row ${i}: ${name} has ${array.length} entries, logp has ${n}`);
    }
  };
  check("oldLogp", row.oldLogp);
  check("refLogp", row.refLogp);
  check("mask", row.mask);
  check("entropy", row.entropy);
  if (typeof row.advantage !== "number") check("advantage", row.advantage);
  if (options.beta !== 0 && row.refLogp === null) throw new RangeError(`row ${i}: beta ${options.beta} needs refLogp`);
  if (options.entropyCoefficient !== 0 && row.entropy === undefined) {
    throw new RangeError(`row ${i}: entropyCoefficient ${options.entropyCoefficient} needs entropy`);
  }
}
