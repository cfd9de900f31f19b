import type { Grade } from "@decisis/graders";
import type { Completion, Engine } from "../engines/engine.ts";
import type { Environment, Task } from "../environments/environment.ts";
import { environmentName } from "../environments/evaluation-variant.ts";
import { gradeTask } from "../environments/grade-task.ts";
import { promptHash } from "../runs/fingerprint.ts";
import {
  type EvaluatedSample,
  type Evaluation,
  type EvaluationSampling,
  type EvaluationSummary,
  NO_COMPLETION,
  type TaskScore,
} from "./evaluation-file.ts";

export interface EvaluationJob {
  readonly engine: Engine;
  readonly environment: Environment;
  readonly tasks: readonly Task[];
  readonly model: string;
  readonly stage: string;
  readonly mode: "sampled" | "greedy";
  readonly split: string;
  readonly seed: number;
  readonly sampling: EvaluationSampling;
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
      promptHash(prompts[i]),
      completions[i].map((c) => evaluatedSample(fromEngine(c), gradeTask(environment, task, c.text))),
    ),
  );
  return {
    format: 1,
    stage: job.stage,
    mode: job.mode,
    environment: environmentName(environment),
    split: job.split,
    seed: job.seed,
    sampling: greedy ? { ...sampling, temperature: 0, samples_per_task: 1 } : sampling,
    range: environment.reward.range,
    summary: summarize(scores),
    tasks: scores,
  };
}

/** A completion and how it ended, wherever it came from. */
export interface Sampled {
  readonly completion: string;
  readonly tokens: number | null;
  readonly truncated: boolean;
  readonly finish_reason?: string | null;
}

const fromEngine = ({ text, tokenIds, truncated }: Completion): Sampled => ({
  completion: text,
  tokens: tokenIds.length,
  truncated,
});

export function evaluatedSample(sampled: Sampled, grade: Grade): EvaluatedSample {
  return {
    ...sampled,
    reward: grade.reward,
    exact: exactness(grade),
    sub_rewards: grade.subRewards,
    failed_gate: grade.failedGate,
    fault: grade.fault,
    reasons: grade.reasons,
    error: grade.error ?? null,
  };
}

/** In place of a completion that never came. */
export function missingSample(details: string, finishReason: string | null = null): EvaluatedSample {
  return {
    completion: "",
    tokens: null,
    truncated: false,
    finish_reason: finishReason,
    reward: null,
    exact: null,
    sub_rewards: {},
    failed_gate: null,
    fault: null,
    reasons: [],
    error: { flag: NO_COMPLETION, details },
  };
}

/** The grade's own verdict on exactness where it has one, else whether the full reward was earned. */
export function exactness(grade: Grade): number | null {
  if (grade.reward === null) return null;
  return grade.subRewards.exact ?? grade.subRewards.strict ?? (grade.reward >= grade.range[1] ? 1 : 0);
}

export function taskScore(task: Task, prompt: string, samples: readonly EvaluatedSample[]): TaskScore {
  return {
    id: task.id,
    cluster: task.cluster,
    prompt_hash: prompt,
    reward: meanOf(samples.map((s) => s.reward)),
    exact: meanOf(samples.map((s) => s.exact)),
    samples,
  };
}

export function summarize(scores: readonly TaskScore[]): EvaluationSummary {
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
    mean_length: meanOf(samples.map((s) => s.tokens)),
    clipped_ratio: meanOf(samples.map((s) => (s.error?.flag === NO_COMPLETION ? null : s.truncated ? 1 : 0))) ?? 0,
  };
}

/** Mean of what is not null; `null` if nothing is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((v) => v !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}
