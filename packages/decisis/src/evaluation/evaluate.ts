import type { Grade } from "@decisis/graders";
import type { Completion, Engine } from "../engines/engine.ts";
import type { Environment, Task } from "../environments/environment.ts";
import type { EvaluatedSample, Evaluation, EvaluationSummary, TaskScore } from "./evaluation-file.ts";

export interface EvaluationJob {
  readonly engine: Engine;
  readonly environment: Environment;
  readonly tasks: readonly Task[];
  readonly model: string;
  readonly stage: string;
  readonly mode: "sampled" | "greedy";
  readonly split: string;
  readonly seed: number;
  readonly sampling: Evaluation["sampling"];
  readonly onProgress?: (done: number, total: number) => void;
}

/** Samples every task's prompt and grades what comes: the same tasks, prompts and generation seed for every model compared. */
export async function evaluate(job: EvaluationJob): Promise<Evaluation> {
  const { engine, environment, tasks, sampling } = job;
  const prompts = tasks.map((task) => environment.prompt(task));
  const greedy = job.mode === "greedy";
  const completions = await engine.sample(
    job.model,
    prompts,
    {
      seed: sampling.seed,
      temperature: greedy ? 0 : sampling.temperature,
      samplesPerPrompt: greedy ? 1 : sampling.samples_per_task,
      maxCompletionLength: sampling.max_completion_length,
    },
    job.onProgress,
  );
  const scores = tasks.map((task, i) =>
    taskScore(
      task,
      completions[i].map((c) => evaluatedSample(c, environment.reward.grade(task, c.text))),
    ),
  );
  return {
    format: 1,
    stage: job.stage,
    mode: job.mode,
    environment: { id: environment.id, version: environment.version },
    split: job.split,
    seed: job.seed,
    sampling: greedy ? { ...sampling, temperature: 0, samples_per_task: 1 } : sampling,
    range: environment.reward.range,
    summary: summarize(scores),
    tasks: scores,
  };
}

function evaluatedSample(completion: Completion, grade: Grade): EvaluatedSample {
  return {
    completion: completion.text,
    tokens: completion.tokenIds.length,
    truncated: completion.truncated,
    reward: grade.reward,
    exact: exactness(grade),
    sub_rewards: grade.subRewards,
    failed_gate: grade.failedGate,
    fault: grade.fault,
    reasons: grade.reasons,
    error: grade.error ?? null,
  };
}

/** The grade's own verdict on exactness where it has one, else whether the full reward was earned. */
export function exactness(grade: Grade): number | null {
  if (grade.reward === null) return null;
  return grade.subRewards.exact ?? grade.subRewards.strict ?? (grade.reward >= grade.range[1] ? 1 : 0);
}

export function taskScore(task: Task, samples: readonly EvaluatedSample[]): TaskScore {
  return {
    id: task.id,
    cluster: task.cluster,
    reward: meanOf(samples.map((s) => s.reward)),
    exact: meanOf(samples.map((s) => s.exact)),
    samples,
  };
}

function summarize(scores: readonly TaskScore[]): EvaluationSummary {
  const samples = scores.flatMap((s) => s.samples);
  const components = [...new Set(samples.flatMap((s) => Object.keys(s.sub_rewards)))];
  return {
    n: scores.filter((s) => s.reward !== null).length,
    mean: meanOf(scores.map((s) => s.reward)),
    exact: meanOf(scores.map((s) => s.exact)),
    sub_rewards: Object.fromEntries(
      components.flatMap((c) => {
        const mean = meanOf(samples.map((s) => s.sub_rewards[c] ?? null));
        return mean === null ? [] : [[c, mean]];
      }),
    ),
    unscorable: samples.filter((s) => s.reward === null).length,
    mean_length: meanOf(samples.map((s) => s.tokens)) ?? 0,
    clipped_ratio: meanOf(samples.map((s) => (s.truncated ? 1 : 0))) ?? 0,
  };
}

/** Mean of what is not null; `null` if nothing is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((v) => v !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}
