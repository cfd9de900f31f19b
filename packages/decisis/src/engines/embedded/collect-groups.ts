import {
  dropReason,
  groupAdvantages,
  type LanguageModel,
  maxVarianceSubset,
  softOverlongPunishment,
  validSampledLogps,
} from "@decisis/lm";
import type { TaskSchedule } from "../../curriculum/task-schedule.ts";
import { type GrpoStage, ofSkill } from "../../runs/stages.ts";
import { DivergedError } from "../diverged-error.ts";
import type { Completion, PromptedTask, Rollout, StageJob } from "../engine.ts";
import { groupSpread } from "./group-spread.ts";
import { sampleBySkill } from "./sample-completions.ts";
import type { TaskTokens, TokenizedTask } from "./tokenized-task.ts";

/** The completions of one prompt. */
interface SampledGroup {
  readonly task: TokenizedTask;
  readonly rollouts: readonly Rollout[];
}

/** Those of them that are trained on. */
export interface RolloutGroup extends SampledGroup {
  readonly rollouts: readonly (Rollout & { readonly advantage: number })[];
}

export interface CollectedGroups {
  /** Groups to train on, down-sampled where the stage asks for it. */
  readonly groups: readonly RolloutGroup[];
  /** Every rollout made, those not trained on included. */
  readonly all: readonly Rollout[];
  readonly dropped: Readonly<Record<"constant_low" | "constant_high" | "unscorable", number>>;
  readonly refillBatches: number;
  readonly gradeMilliseconds: readonly number[];
  readonly seconds: { readonly generate: number; readonly grade: number };
  readonly remarks: readonly string[];
}

/** Dynamic sampling ran out of batches in a stage that asked to fail then. */
class NoSignalError extends Error {
  override readonly name = "NoSignalError";
}

/**
 * Samples and grades the groups of one step. With dynamic sampling (DAPO, arXiv 2503.14476 section 3.2) whole groups whose
 * task rewards are all equal are replaced from new prompts, up to `max_gen_batches` batches. With `down_sample_to` a group keeps
 * the completions whose rewards vary most (PODS, arXiv 2504.13818), and advantages are relative to those.
 */
export async function collectGroups(
  model: LanguageModel,
  job: StageJob,
  stage: GrpoStage,
  step: number,
  schedule: TaskSchedule<PromptedTask>,
  tokens: TaskTokens,
): Promise<CollectedGroups> {
  const wanted = stage.prompts_per_step;
  const maxBatches = stage.dynamic_sampling?.max_gen_batches ?? 1;
  const kept: SampledGroup[] = [];
  const rejected: SampledGroup[] = [];
  const dropped = { constant_low: 0, constant_high: 0, unscorable: 0 };
  const gradeMilliseconds: number[] = [];
  const seconds = { generate: 0, grade: 0 };
  let batches = 0;
  while (kept.length < wanted && batches < maxBatches) {
    const position = schedule.state.drawn;
    const tasks = schedule.next(wanted - kept.length).map(({ task, visit }) => tokens.of(task, visit));
    const started = performance.now();
    const completions = await sampleBySkill(
      model,
      tasks.map((t, i) => ({ skill: t.skill, ids: t.promptIds, stream: `${stage.id}/${step}/${position + i}` })),
      {
        seed: job.seed,
        temperature: stage.temperature,
        topP: stage.top_p,
        topK: stage.top_k,
        samplesPerPrompt: stage.num_generations,
        maxCompletionLength: stage.max_completion_length,
      },
    );
    refuseInvalid(completions.flat(), stage.id, step, tasks);
    const sampled = performance.now();
    seconds.generate += (sampled - started) / 1000;
    batches++;
    tasks.forEach((task, i) => {
      const rollouts = completions[i].map((completion, index): Rollout => {
        const before = performance.now();
        const grade = job.grade(task.id, task.visit, completion.text);
        gradeMilliseconds.push(performance.now() - before);
        const shaped =
          grade.reward === null || stage.soft_overlong === null
            ? grade.reward
            : grade.reward +
              softOverlongPunishment(
                completion.tokenIds.length,
                ofSkill(stage.max_completion_length, task.skill),
                stage.soft_overlong.cache,
              );
        return {
          taskId: task.id,
          skill: task.skill,
          visit: task.visit,
          posed: task.posed,
          group: kept.length + rejected.length,
          index,
          completion,
          grade,
          shapedReward: shaped,
          advantage: null,
        };
      });
      const group = { task, rollouts };
      const range = rollouts[0].grade.range;
      const spread = groupSpread(
        rollouts.map((r) => r.grade.reward),
        range,
      );
      schedule.observe([{ task: task.id, source: task.source, spread }]);
      const reason =
        stage.dynamic_sampling === null
          ? null
          : dropReason(
              rollouts.map((r) => r.grade.reward),
              range,
            );
      if (reason === null) kept.push(group);
      else {
        dropped[reason]++;
        rejected.push(group);
      }
    });
    seconds.grade += (performance.now() - sampled) / 1000;
  }
  if (kept.length < wanted && stage.dynamic_sampling?.on_exhausted === "fail")
    throw new NoSignalError(
      `stage ${stage.id}, step ${step}: only ${kept.length} of ${wanted} groups had differing rewards after ${batches} batches`,
    );
  const chosen = kept.map(({ rollouts }) =>
    stage.down_sample_to === null
      ? rollouts
      : maxVarianceSubset(
          // A masked completion would take the place of one that gives a gradient.
          rollouts.map((r) => (stage.mask_truncated_completions && r.completion.truncated ? null : r.shapedReward)),
          stage.down_sample_to,
        ).map((index) => rollouts[index]),
  );
  const advantages = groupAdvantages(
    stage.scale_rewards,
    chosen.map((rollouts) => rollouts.map((r) => ({ reward: r.shapedReward }))),
    kept.map(({ task }) => task.skill),
  );
  const groups = kept
    .map(({ task }, i) => ({ task, rollouts: chosen[i].map((r, j) => ({ ...r, advantage: advantages[i][j] })) }))
    // Nothing there could be trained on, so that nothing was chosen.
    .filter(({ rollouts }) => rollouts.length > 0);
  const trained = new Set(chosen.flat());
  const others = kept.flatMap(({ rollouts }) => rollouts.filter((r) => !trained.has(r)));
  // `groups/kept` has the number of every step; half of them missing is worth a word.
  const remarks =
    kept.length < wanted / 2
      ? [`${kept.length} of ${wanted} groups had differing rewards after ${batches} batches`]
      : [];
  return {
    groups,
    all: [...[...groups, ...rejected].flatMap((g) => g.rollouts), ...others].sort(
      (a, b) => a.group - b.group || a.index - b.index,
    ),
    dropped,
    refillBatches: batches - 1,
    gradeMilliseconds,
    seconds,
    remarks,
  };
}

/**
 * A token without a valid log-probability must not be trained on (NVIDIA-NeMo/RL#4218). Here it means that the weights are no
 * longer finite, and drawing again would give the same: training stops.
 */
function refuseInvalid(
  completions: readonly Completion[],
  stage: string,
  step: number,
  tasks: readonly TokenizedTask[],
): void {
  if (completions.every((c) => validSampledLogps(c.logprobs, c.tokenIds.length))) return;
  const cause = new Error("the sampler gave a token a log-probability that is positive or not finite");
  throw new DivergedError(
    stage,
    step,
    tasks.map((t) => t.id),
    cause,
  );
}
