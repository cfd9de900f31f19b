import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { type LanguageModel, ModelError, writeFolderAtomically } from "@decisis/lm";
import { TaskSchedule } from "../../curriculum/task-schedule.ts";
import type { SftStage } from "../../runs/run-file.ts";
import { asDivergence } from "../diverged-error.ts";
import type { PromptedTask, StageEvent, StageJob } from "../engine.ts";
import { openForTraining } from "./open-model.ts";
import { startState, writeModel, writeTrainingCheckpoint } from "./stage-checkpoint.ts";
import { TaskTokens, type TokenizedTask } from "./tokenized-task.ts";
import { updateOptions } from "./update-options.ts";
import { validate } from "./validation.ts";

/** Rows of one pass: as fast as more of them, and rows of like length are padded less (docs/decisions/005). */
const ROWS = 2;

/** Supervised fine-tuning on gold completions until the steps, the patience or the token budget run out. */
export async function* trainSft(
  job: StageJob,
  stage: SftStage,
  threads: number,
  signal: AbortSignal,
): AsyncGenerator<StageEvent> {
  let state = await startState(job, job.tokenBudget === null ? stage.max_steps : null);
  const model = await openForTraining(job, { threads, reference: false, maxRows: stage.micro_batch_size ?? ROWS });
  try {
    const rows = new SftRows(model, job.train, stage);
    const { tooLong } = rows;
    if (tooLong > 0)
      yield {
        type: "message",
        level: "warning",
        text: `${tooLong} tasks exceed max_length with their prompt alone and are left out`,
      };
    const total = plannedSteps(stage, job.tokenBudget, rows);
    const best = join(job.checkpoints, "best");
    const schedule = new TaskSchedule(
      rows.tasks,
      { mixture: stage.mixture, mixing: "fixed", avoid_flat: false },
      job.seed,
      stage.id,
      state.schedule,
    );
    const exhausted = (): boolean =>
      job.tokenBudget !== null ? state.numTokens >= job.tokenBudget : state.step >= total;
    const patient = (): boolean => stage.patience === null || state.sinceBest < stage.patience;

    while (!exhausted() && patient()) {
      const started = performance.now();
      const step = state.step + 1;
      const batch = schedule.next(stage.batch_size).map(({ task, visit }) => rows.of(task, visit));
      const groups = batch.map((t) => ({ promptIds: t.promptIds, completions: [t.goldIds] }));
      const ids = batch.map((t) => t.id);
      const { metrics } = await model
        .sftStep(groups, updateOptions(stage, state.step, total), {
          aggregation: stage.loss_agg_mode,
          promptLossWeight: stage.prompt_loss_weight,
        })
        .catch(asDivergence(stage.id, step, ids));
      const seconds = (performance.now() - started) / 1000;
      state = {
        ...state,
        step,
        schedule: schedule.state,
        numTokens: state.numTokens + batch.reduce((n, t) => n + t.promptIds.length + t.goldIds.length, 0),
      };
      const values: Record<string, number | null> = {
        ...metrics,
        epoch: schedule.epoch,
        num_tokens: state.numTokens,
        "time/train": seconds,
        step_time: seconds,
      };
      if (stage.eval_every !== null && (step % stage.eval_every === 0 || exhausted())) {
        const before = performance.now();
        const measured = await validate(model, job, stage.max_completion_length);
        Object.assign(values, measured, { "time/evaluate": (performance.now() - before) / 1000 });
        const reward = measured.eval_reward ?? null;
        if (reward !== null && (state.best === null || reward > state.best.reward)) {
          state = { ...state, best: { step, reward }, sinceBest: 0 };
          if (stage.load_best_model_at_end) await writeModel(best, model);
        } else state = { ...state, sinceBest: state.sinceBest + 1 };
      }
      yield { type: "metrics", step, values };
      if (step % stage.checkpoint_every === 0 || signal.aborted) {
        const folder = join(job.checkpoints, `step-${step}`);
        await writeTrainingCheckpoint(folder, model, state);
        yield { type: "checkpoint", step, folder };
      }
      if (signal.aborted) return;
    }

    if (!patient())
      yield {
        type: "message",
        level: "info",
        text: `validation reward has not risen for ${state.sinceBest} evaluations: stopped at step ${state.step}`,
      };
    const final = join(job.checkpoints, "final");
    if (stage.load_best_model_at_end && state.best !== null && existsSync(best)) {
      await writeFolderAtomically(final, (dir) => cp(best, dir, { recursive: true }));
      yield {
        type: "message",
        level: "info",
        text: `the stage's model is that of step ${state.best.step}, validation reward ${state.best.reward.toFixed(4)}`,
      };
    } else await writeModel(final, model);
    yield { type: "done", step: state.step, folder: final, trainedTokens: state.numTokens };
  } finally {
    await model.close();
  }
}

/** Prompts with golds cut to `max_length` (the start is kept). */
class SftRows {
  readonly tasks: readonly PromptedTask[];
  readonly tooLong: number;
  private readonly tokens: TaskTokens;
  private readonly limit: number;

  /** @throws ModelError if no task fits */
  constructor(model: LanguageModel, tasks: readonly PromptedTask[], stage: SftStage) {
    this.limit = Math.min(stage.max_length, model.config.maxPositionEmbeddings);
    this.tokens = new TaskTokens(
      model,
      tasks.filter((t) => (stage.mixture[t.source] ?? 0) > 0),
      1,
    );
    this.tasks = this.tokens.tasks.filter((t) => this.tokens.of(t, 0).promptIds.length < this.limit);
    this.tooLong = this.tokens.tooLong + this.tokens.tasks.length - this.tasks.length;
    if (this.tasks.length === 0) throw new ModelError(`stage ${stage.id}: no task fits into max_length ${this.limit}`);
  }

  of(task: PromptedTask, visit: number): TokenizedTask {
    const row = this.tokens.of(task, visit);
    return { ...row, goldIds: row.goldIds.subarray(0, Math.max(1, this.limit - row.promptIds.length)) };
  }
}

/** Steps that the schedule is laid out for: those asked for, or as many as the token budget is expected to pay. */
function plannedSteps(stage: SftStage, budget: number | null, rows: SftRows): number {
  if (budget === null) return stage.max_steps ?? 0;
  return Math.ceil(budget / (meanTokens(stage, rows) * stage.batch_size));
}

/** Tokens of a row, over the skills as the stage mixes them. */
function meanTokens(stage: SftStage, rows: SftRows): number {
  let tokens = 0;
  let weights = 0;
  for (const [source, tasks] of Map.groupBy(rows.tasks, (t) => t.source)) {
    const lengths = tasks.map((t) => rows.of(t, 0)).map((r) => r.promptIds.length + r.goldIds.length);
    tokens += (stage.mixture[source] * lengths.reduce((a, b) => a + b, 0)) / lengths.length;
    weights += stage.mixture[source];
  }
  return tokens / weights;
}
