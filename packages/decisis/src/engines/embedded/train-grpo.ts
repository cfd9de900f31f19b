import { join } from "node:path";
import { completionMask, type LanguageModel, type PolicyCompletion, type PolicyStepRequest } from "@decisis/lm";
import { skillOf, TaskSchedule } from "../../curriculum/task-schedule.ts";
import { type GrpoStage, largest, ofSkill } from "../../runs/stages.ts";
import { asDivergence } from "../diverged-error.ts";
import type { StageEvent, StageJob } from "../engine.ts";
import { collectGroups, type RolloutGroup } from "./collect-groups.ts";
import { openForTraining } from "./open-model.ts";
import { mismatchMetrics, rolloutMetrics } from "./rollout-metrics.ts";
import { startState, writeModel, writeTrainingCheckpoint } from "./stage-checkpoint.ts";
import { TaskTokens } from "./tokenized-task.ts";
import { updateOptions } from "./update-options.ts";
import { validate } from "./validation.ts";

/** Group-relative policy optimization: sample, grade, compare within groups, update; again and again. */
export async function* trainGrpo(
  job: StageJob,
  stage: GrpoStage,
  threads: number,
  signal: AbortSignal,
): AsyncGenerator<StageEvent> {
  const probes = stage.beta !== 0 || stage.kl_probe_every !== null;
  let state = await startState(job, stage.steps);
  const model = await openForTraining(job, { threads, reference: probes, maxRows: stage.micro_batch_size });
  try {
    const trained = job.train.filter((t) => (stage.mixture[t.source] ?? 0) > 0);
    const tokens = new TaskTokens(model, trained, stage.max_completion_length);
    const { tooLong } = tokens;
    const skills = new Set(tokens.tasks.map((t) => t.skill));
    if (tooLong > 0)
      yield {
        type: "message",
        level: "warning",
        text: `${tooLong} prompts leave no room for a completion and are left out`,
      };
    const updates = stage.steps * stage.num_iterations;
    const schedule = new TaskSchedule(tokens.tasks, stage, job.seed, stage.id, state.schedule);

    while (state.step < stage.steps) {
      const started = performance.now();
      const step = state.step + 1;
      const collected = await collectGroups(model, job, stage, step, schedule, tokens);
      const { groups } = collected;
      const afterRollout = performance.now();

      const probing =
        stage.beta !== 0 || (stage.kl_probe_every !== null && (step === 1 || step % stage.kl_probe_every === 0));
      const reference = probing ? await referenceLogps(model, groups, stage) : null;
      let old: Float64Array[][] | null = null;
      let metrics: Record<string, number | null> = {};
      for (let iteration = 0; iteration < stage.num_iterations && groups.length > 0; iteration++) {
        const completed = (step - 1) * stage.num_iterations + iteration;
        const request = policyRequest(model, stage, groups, old, reference, completed, updates);
        const batch = groups.map((g) => g.task.id);
        const result = await model.policyStep(request).catch(asDivergence(stage.id, step, batch));
        old ??= result.logp;
        metrics = result.metrics;
      }
      const afterTraining = performance.now();

      state = {
        ...state,
        step,
        schedule: schedule.state,
        numTokens:
          state.numTokens +
          groups.reduce(
            (n, g) => n + g.rollouts.reduce((m, r) => m + g.task.promptIds.length + r.completion.tokenIds.length, 0),
            0,
          ),
      };
      const values: Record<string, number | null> = {
        ...metrics,
        ...rolloutMetrics(collected, stage.scale_rewards === "batch" ? "batch" : "group", skills.size),
        ...(skills.size > 1 ? skillShares(schedule.shares()) : {}),
        ...(old === null ? {} : mismatchMetrics(groups, old)),
        epoch: schedule.epoch,
        num_tokens: state.numTokens,
        "time/generate": collected.seconds.generate,
        "time/grade": collected.seconds.grade,
        "time/train": (afterTraining - afterRollout) / 1000,
        step_time: (afterTraining - started) / 1000,
      };
      if (stage.eval_every !== null && (step % stage.eval_every === 0 || step === stage.steps)) {
        const measured = await validate(model, job, stage.max_completion_length);
        Object.assign(values, measured, { "time/evaluate": (performance.now() - afterTraining) / 1000 });
        if (measured.eval_reward != null && values.reward != null)
          values.reward_gap = values.reward - measured.eval_reward;
      }
      yield { type: "rollouts", step, rollouts: collected.all };
      yield { type: "metrics", step, values };
      for (const text of collected.remarks) yield { type: "message", level: "warning", text: `step ${step}: ${text}` };
      if (step % stage.checkpoint_every === 0 || signal.aborted) {
        const folder = join(job.checkpoints, `step-${step}`);
        await writeTrainingCheckpoint(folder, model, state);
        yield { type: "checkpoint", step, folder };
      }
      if (signal.aborted) return;
    }

    const final = join(job.checkpoints, "final");
    await writeModel(final, model);
    // `num_tokens` counts a completion once, as TRL does; each iteration trains on it again.
    const trainedTokens = state.numTokens * stage.num_iterations;
    yield { type: "done", step: state.step, folder: final, trainedTokens };
  } finally {
    await model.close();
  }
}

/** Share of each skill in the next draws, its real and generated tasks together. */
function skillShares(shares: ReadonlyMap<string, number>): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const [source, share] of shares) {
    const name = `skill_share/${skillOf(source)}`;
    metrics[name] = (metrics[name] ?? 0) + share;
  }
  return metrics;
}

/** ℓ_ref of every completion, `[group][completion]`. */
async function referenceLogps(
  model: LanguageModel,
  groups: readonly RolloutGroup[],
  { temperature }: GrpoStage,
): Promise<Float64Array[][]> {
  const scores = await model.score(
    groups.map((g) => ({
      promptIds: g.task.promptIds,
      completions: g.rollouts.map((r) => Int32Array.from(r.completion.tokenIds)),
      temperature: ofSkill(temperature, g.task.skill),
    })),
    "reference",
  );
  return scores.map((group) => group.map((s) => s.logp));
}

function policyRequest(
  model: LanguageModel,
  stage: GrpoStage,
  groups: readonly RolloutGroup[],
  old: readonly (readonly Float64Array[])[] | null,
  reference: readonly (readonly Float64Array[])[] | null,
  completedUpdates: number,
  updates: number,
): PolicyStepRequest {
  const ends = new Set(model.config.eosTokenIds);
  return {
    groups: groups.map(({ task, rollouts }, i) => ({
      promptIds: task.promptIds,
      temperature: ofSkill(stage.temperature, task.skill),
      completions: rollouts.map(
        (r, j): PolicyCompletion => ({
          ids: Int32Array.from(r.completion.tokenIds),
          mask: completionMask(r.completion.tokenIds, ends, stage.mask_truncated_completions),
          advantage: r.advantage,
          oldLogp: old?.[i][j],
          refLogp: reference?.[i][j],
        }),
      ),
    })),
    lossType: stage.loss_type,
    importanceLevel: stage.importance_sampling_level,
    options: {
      beta: stage.beta,
      epsilonLow: stage.epsilon,
      epsilonHigh: stage.epsilon_high,
      delta: stage.delta,
      maskedRows: "count",
      entropyCoefficient: 0,
      klBiasCorrection: false,
    },
    maxCompletionLength: largest(stage.max_completion_length),
    update: updateOptions(stage, completedUpdates, updates),
  };
}
