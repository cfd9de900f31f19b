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
  klBiasCorrection: false,
});

/**
 * An objective from its parts: per token `x = −J(ratio, A) + β·k3` (or `β·ratio·k3`), aggregated over the step.
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

    let rowLow = 0;
    let rowHigh = 0;
    let ratio = 1;
    if (parts.ratio === "token") {
      for (let t = 0; t < mask.length; t++) {
        if (mask[t] === 0) continue;
        ratio = Math.exp(logp[t] - oldLogp[t]);
        const term = parts.surrogate(ratio, typeof advantage === "number" ? advantage : advantage[t], logp[t], options);
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
      if (typeof advantage !== "number") {
        throw new RangeError(`row ${i}: per-token advantages need token-level ratios, not "${parts.ratio}"`);
      }
      ratio = rowRatio(parts.ratio, logRatioSum(logp, oldLogp, mask), length);
      if (length > 0) {
        const term = parts.surrogate(ratio, advantage, Number.NaN, options);
        const slope = weight * term.slope * (parts.ratio === "sequence" ? 1 : length);
        loss -= weight * length * term.value;
        for (let t = 0; t < mask.length; t++) if (mask[t] !== 0) seed[t] = 0 - slope;
        if (term.clippedLow) rowLow = 1;
        if (term.clippedHigh) rowHigh = 1;
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
      let rowKl = 0;
      for (let t = 0; t < mask.length; t++) {
        if (mask[t] === 0) continue;
        const d = logp[t] - refLogp[t];
        let value = klValue("k3", d);
        let slope = klSeed("k3", d);
        if (options.klBiasCorrection) {
          if (parts.ratio === "token") ratio = Math.exp(logp[t] - oldLogp[t]);
          slope = ratio * (parts.ratio === "token" ? value + slope : slope);
          value *= ratio;
        }
        rowKl += value;
        if (beta !== 0) seed[t] += weight * beta * slope;
      }
      kl += rowKl;
      klTokens += length;
      if (beta !== 0) {
        loss += weight * beta * rowKl;
        if (options.klBiasCorrection && parts.ratio !== "token") {
          const shared = (weight * beta * rowKl) / (parts.ratio === "sequence" ? Math.max(length, 1) : 1);
          for (let t = 0; t < mask.length; t++) if (mask[t] !== 0) seed[t] += shared;
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
