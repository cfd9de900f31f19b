import type { AdamWState } from "./adamw.ts";
import type { TokenGroup } from "./batch.ts";
import { clipScale, globalNorm } from "./clip-gradient.ts";
import type { DecoderModel, TokenScores } from "./decoder-model.ts";
import { dapo } from "./objectives/dapo.ts";
import { drGrpo } from "./objectives/dr-grpo.ts";
import { grpo } from "./objectives/grpo.ts";
import { gspo } from "./objectives/gspo.ts";
import {
  type Evaluation,
  type Objective,
  type ObjectiveOptions,
  objectiveMetrics,
  type PolicyRow,
  type StepTotals,
  stepTotals,
} from "./objectives/objective.ts";
import { Optimizer, type OptimizerStep } from "./optimizer.ts";
import { promptTargets } from "./prompt-targets.ts";
import { type SftEvaluation, type SftOptions, type SftRow, sftLoss, sftMetrics, sftTotals } from "./sft-loss.ts";

export interface UpdateOptions extends OptimizerStep {
  /** Bound on the global gradient norm; 0 = no clipping. */
  readonly maxGradNorm: number;
}

/** A loss that is not a number: training must stop, nothing was updated. `details.row` is the row it was first seen in. */
export class NonFiniteLossError extends Error {
  readonly details: { readonly row: number };
  constructor(message: string, row: number) {
    super(message);
    this.name = "NonFiniteLossError";
    this.details = { row };
  }
}

export interface PolicyCompletion {
  readonly ids: Int32Array;
  /** 1 where the token takes part in the loss. */
  readonly mask: Uint8Array;
  readonly advantage: number;
  /** ℓ at generation time, recomputed by the trainer; absent on the first update of a generation (ratio 1). */
  readonly oldLogp?: Float64Array;
  readonly refLogp?: Float64Array;
}

export interface PolicyStepRequest {
  readonly groups: readonly {
    readonly promptIds: Int32Array;
    readonly completions: readonly PolicyCompletion[];
    /** τ that its completions were sampled at; absent = 1. */
    readonly temperature?: number;
  }[];
  readonly lossType: "grpo" | "dr_grpo" | "dapo";
  readonly importanceLevel: "token" | "sequence";
  readonly options: ObjectiveOptions;
  readonly maxCompletionLength: number;
  readonly update: UpdateOptions;
}

export interface StepResult {
  readonly metrics: Record<string, number | null>;
  /** ℓ of every completion before the update, `[group][completion]`. */
  readonly logp: Float64Array[][];
}

/** Optimizer state and step logic on top of a model. Everything here is deterministic. */
export class Trainer {
  readonly model: DecoderModel;
  /** Updates skipped in a row because the gradient was not finite although the loss was. */
  skipped = 0;
  private readonly gradients: Float32Array<ArrayBuffer>[];
  private readonly optimizer: Optimizer;

  constructor(model: DecoderModel) {
    this.model = model;
    this.gradients = model.trainable.map(({ value }) => new Float32Array(value.length));
    this.optimizer = new Optimizer(model, this.gradients);
  }

  get state(): AdamWState {
    return this.optimizer.state;
  }

  /**
   * One supervised update: mean loss over the completion tokens of the rows, and `promptLossWeight` times that
   * over their prompt tokens. `loss` is the former, `prompt_loss` the latter, unweighted.
   */
  async sftStep(rows: readonly TokenGroup[], update: UpdateOptions, options: SftOptions = {}): Promise<StepResult> {
    const { aggregation = "token-mean", promptLossWeight = 0 } = options;
    const read = promptLossWeight > 0 ? promptTargets(rows) : { rows, promptTokens: rows.map(() => 0) };
    const heads = rows.flatMap((r, i) => r.completions.map(() => read.promptTokens[i]));
    const mean = (parts: readonly SftRow[]): SftEvaluation =>
      sftLoss(parts, sftTotals(parts.map((p) => p.mask)), aggregation);
    const evaluate = (scores: readonly TokenScores[]): { completion: SftEvaluation; prompt: SftEvaluation } => ({
      completion: mean(scores.map((s, k) => scoresWithin(s, heads[k], s.logp.length))),
      prompt: mean(scores.map((s, k) => scoresWithin(s, 0, heads[k]))),
    });
    const blank = evaluate(read.rows.flatMap((r) => r.completions.map((ids) => blankScores(ids.length))));
    const seeds = blank.completion.seeds.map((seed, k) =>
      Float64Array.of(...blank.prompt.seeds[k].map((s) => promptLossWeight * s), ...seed),
    );
    this.clearGradients();
    const scores = await this.model.backward(read.rows, regroup(read.rows, seeds), this.gradients);
    const { completion, prompt } = evaluate(scores.flat());
    refuseNonFinite(completion.loss + promptLossWeight * prompt.loss, scores);
    return {
      metrics: {
        ...sftMetrics(completion.sums),
        ...(promptLossWeight > 0 ? { prompt_loss: prompt.loss } : {}),
        ...(await this.update(update)),
      },
      logp: scores.map((group, i) => group.map((s) => s.logp.subarray(read.promptTokens[i]))),
    };
  }

  /**
   * One policy-gradient update. If the seeds do not depend on ℓ (first update of a generation, no KL term, no entropy bonus)
   * a single pass gives loss and gradient; otherwise a forward pass comes first.
   */
  async policyStep(request: PolicyStepRequest): Promise<StepResult> {
    const objective = objectiveOf(request);
    const groups: TokenGroup[] = request.groups.map(({ completions, ...group }) => ({
      ...group,
      completions: completions.map((c) => c.ids),
    }));
    const totals = stepTotals(
      request.groups.flatMap((g) => g.completions.map((c) => c.mask)),
      request.maxCompletionLength,
    );
    const evaluate = (scores: readonly TokenScores[][]): Evaluation =>
      evaluatePolicy(objective, request, totals, scores);
    const first = request.groups.every((g) => g.completions.every((c) => c.oldLogp === undefined));
    const seedsAreKnown = first && request.options.beta === 0 && request.options.entropyCoefficient === 0;
    const before = seedsAreKnown
      ? groups.map((g) => g.completions.map((ids) => blankScores(ids.length)))
      : await this.model.score(groups);
    this.clearGradients();
    const { seeds, entropySeeds } = evaluate(before);
    const scores = await this.model.backward(
      groups,
      regroup(groups, seeds),
      this.gradients,
      entropySeeds && regroup(groups, entropySeeds),
    );
    const { loss, sums } = evaluate(scores);
    refuseNonFinite(loss, scores);
    const metrics = { loss, ...objectiveMetrics(sums), ...(await this.update(request.update)) };
    return { metrics, logp: scores.map((g) => g.map((s) => s.logp)) };
  }

  private clearGradients(): void {
    for (const gradient of this.gradients) gradient.fill(0);
  }

  private async update(options: UpdateOptions): Promise<Record<string, number | null>> {
    const { learningRate, adam, maxGradNorm } = options;
    const norm = globalNorm(this.gradients);
    const base = {
      grad_norm: norm,
      learning_rate: learningRate,
      ...(adam.vectorRate === 1 ? {} : { norm_learning_rate: learningRate * adam.vectorRate }),
      ...(adam.finalNormRate === adam.vectorRate
        ? {}
        : { final_norm_learning_rate: learningRate * adam.finalNormRate }),
    };
    if (!Number.isFinite(norm)) {
      if (++this.skipped >= 3)
        throw new NonFiniteLossError("the gradient was not finite in three updates in a row", -1);
      return {
        ...base,
        grad_norm: null,
        update_norm: 0,
        grad_norm_clipped_frac: null,
        steps_skipped_nonfinite: this.skipped,
      };
    }
    this.skipped = 0;
    const scale = maxGradNorm > 0 ? clipScale(norm, maxGradNorm) : 1;
    const moved = await this.optimizer.step(options, scale);
    return { ...base, update_norm: moved, grad_norm_clipped_frac: scale < 1 ? 1 : 0, steps_skipped_nonfinite: 0 };
  }
}

function objectiveOf({ lossType, importanceLevel }: PolicyStepRequest): Objective {
  if (importanceLevel === "sequence") {
    if (lossType !== "grpo") throw new RangeError(`sequence-level ratios do not go with ${lossType}`);
    return gspo;
  }
  return { grpo, dr_grpo: drGrpo, dapo }[lossType];
}

function evaluatePolicy(
  objective: Objective,
  request: PolicyStepRequest,
  totals: StepTotals,
  scores: readonly (readonly TokenScores[])[],
): Evaluation {
  const rows = request.groups.flatMap((group, i) =>
    group.completions.map((c, j): PolicyRow => {
      const { logp, entropy } = scores[i][j];
      return {
        logp,
        oldLogp: c.oldLogp ?? logp,
        refLogp: c.refLogp ?? null,
        mask: c.mask,
        advantage: c.advantage,
        entropy,
      };
    }),
  );
  return objective.evaluate(rows, request.options, totals);
}

/** A row of SFT: the tokens from `start` to `end`. */
function scoresWithin(scores: TokenScores, start: number, end: number): SftRow {
  return {
    logp: scores.logp.subarray(start, end),
    entropy: scores.entropy.subarray(start, end),
    correct: scores.correct.subarray(start, end),
    mask: new Uint8Array(end - start).fill(1),
  };
}

function blankScores(length: number): TokenScores {
  return { logp: new Float64Array(length), entropy: new Float64Array(length), correct: new Uint8Array(length) };
}

function regroup<T>(groups: readonly TokenGroup[], flat: readonly T[]): T[][] {
  let at = 0;
  return groups.map((g) => g.completions.map(() => flat[at++]));
}

function refuseNonFinite(loss: number, scores: readonly (readonly TokenScores[])[]): void {
  if (Number.isFinite(loss)) return;
  const row = scores.flat().findIndex((s) => s.logp.some((x) => !Number.isFinite(x)));
  throw new NonFiniteLossError(
    `the loss is ${loss}${row >= 0 ? `; row ${row} of the batch has a log-probability that is not finite` : ""}`,
    row,
  );
}
