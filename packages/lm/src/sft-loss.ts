/**
 * How the step's tokens are averaged (names as in verl). `token-mean`: over all valid tokens, so a row weighs as much as it is
 * long. `seq-mean-token-mean`: over each row's valid tokens, then over the rows, so that a label of three tokens weighs as much
 * as a summary of two hundred.
 */
export type SftAggregation = "token-mean" | "seq-mean-token-mean";

export interface SftOptions {
  /** Default `token-mean`. */
  readonly aggregation?: SftAggregation;
  /**
   * Weight of the mean loss over prompt tokens beside that over completion tokens, in [0, 1]; default 0: prompts are only read
   * (Huerta-Enochian and Ko 2024, arXiv 2401.13586). With it, each row has one completion.
   */
  readonly promptLossWeight?: number;
}

/**
 * Supervised fine-tuning: the mean negative log-probability of the label over the valid positions of the optimizer step.
 * Position t predicts label t + 1; temperature plays no part. Prompts and padding have mask 0, the end token has mask 1.
 */
export interface SftRow {
  /** log p(label), nats, one entry per predicting position. */
  readonly logp: Float64Array;
  /** 1 = the label counts. Entries under 0 are never read. */
  readonly mask: Uint8Array;
  /** Entropy of the prediction, nats; only measured. */
  readonly entropy?: Float64Array;
  /** 1 = the most probable token is the label; only measured. */
  readonly correct?: Uint8Array;
}

export interface SftSums {
  readonly loss: number;
  readonly tokens: number;
  readonly entropy: number;
  readonly entropyTokens: number;
  readonly correct: number;
  readonly correctTokens: number;
}

export interface SftEvaluation {
  /** This call's share of the step's loss. */
  readonly loss: number;
  /** ∂loss/∂log p: −1/N_valid (or −1/(N_rows · N_valid of the row)) under the mask, 0 elsewhere. */
  readonly seeds: Float64Array[];
  readonly sums: SftSums;
}

export const emptySftSums: SftSums = Object.freeze({
  loss: 0,
  tokens: 0,
  entropy: 0,
  entropyTokens: 0,
  correct: 0,
  correctTokens: 0,
});

/** Valid tokens of a step and its rows that have any. */
export interface SftTotals {
  readonly tokens: number;
  readonly rows: number;
}

export function sftTotals(masks: readonly Uint8Array[]): SftTotals {
  const counts = masks.map(countValid);
  return { tokens: counts.reduce((a, b) => a + b, 0), rows: counts.filter((n) => n > 0).length };
}

/** `totals` are those of the whole optimizer step, over all micro-batches. Without any valid token the loss is 0. */
export function sftLoss(
  rows: readonly SftRow[],
  totals: SftTotals,
  aggregation: SftAggregation = "token-mean",
): SftEvaluation {
  const sums = { ...emptySftSums };
  const seeds = rows.map(({ logp, mask, entropy, correct }, i) => {
    for (const other of [mask, entropy, correct]) {
      if (other !== undefined && other.length !== logp.length) {
        throw new RangeError(`row ${i}: ${other.length} entries beside ${logp.length} log-probabilities`);
      }
    }
    const weight = 1 / Math.max(aggregation === "token-mean" ? totals.tokens : totals.rows * countValid(mask), 1);
    const seed = new Float64Array(logp.length);
    for (let t = 0; t < mask.length; t++) {
      if (mask[t] === 0) continue;
      sums.loss -= weight * logp[t];
      sums.tokens++;
      seed[t] = -weight;
      if (entropy !== undefined) {
        sums.entropy += entropy[t];
        sums.entropyTokens++;
      }
      if (correct !== undefined) {
        sums.correct += correct[t];
        sums.correctTokens++;
      }
    }
    return seed;
  });
  return { loss: sums.loss, seeds, sums };
}

function countValid(mask: Uint8Array): number {
  return mask.reduce((a, b) => a + b, 0);
}

export function mergeSftSums(a: SftSums, b: SftSums): SftSums {
  return {
    loss: a.loss + b.loss,
    tokens: a.tokens + b.tokens,
    entropy: a.entropy + b.entropy,
    entropyTokens: a.entropyTokens + b.entropyTokens,
    correct: a.correct + b.correct,
    correctTokens: a.correctTokens + b.correctTokens,
  };
}

/** `loss`, `entropy`, `mean_token_accuracy`; `null` = not measured. */
export function sftMetrics(sums: SftSums): Record<string, number | null> {
  return {
    loss: sums.loss,
    entropy: sums.entropyTokens > 0 ? sums.entropy / sums.entropyTokens : null,
    mean_token_accuracy: sums.correctTokens > 0 ? sums.correct / sums.correctTokens : null,
  };
}
