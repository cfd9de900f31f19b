/**
 * Supervised fine-tuning: the mean negative log-probability of the label over all valid positions of the optimizer step.
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
  /** ∂loss/∂log p: −1/N_valid under the mask, 0 elsewhere. */
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

/** `validTokens` is N_valid of the whole optimizer step, over all micro-batches. Without any valid token the loss is 0. */
export function sftLoss(rows: readonly SftRow[], validTokens: number): SftEvaluation {
  const weight = 1 / Math.max(validTokens, 1);
  const sums = { ...emptySftSums };
  const seeds = rows.map(({ logp, mask, entropy, correct }, i) => {
    for (const other of [mask, entropy, correct]) {
      if (other !== undefined && other.length !== logp.length) {
        throw new RangeError(`row ${i}: ${other.length} entries beside ${logp.length} log-probabilities`);
      }
    }
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
