import type { CachedCompletion } from "../endpoints/completion-cache.ts";
import { CONTEXT_EXCEEDED, EndpointError } from "../endpoints/endpoint.ts";
import { environmentName } from "../environments/evaluation-variant.ts";
import { gradeTask } from "../environments/grade-task.ts";
import type { EndpointPlan, PlannedEvaluation } from "./endpoint-plan.ts";
import { evaluatedSample, missingSample, summarize, taskScore } from "./evaluate.ts";
import type { EndpointSource, EvaluatedSample, Evaluation } from "./evaluation-file.ts";
import { type RolloutRequest, recordedSampling } from "./rollouts.ts";

export type CollectedAnswer = Omit<CachedCompletion, "time">;

interface ScoredJob extends PlannedEvaluation {
  readonly split: string;
  readonly seed: number;
}

/**
 * Grades what an endpoint has answered, by request key. `unanswered` has the reason for each request that got no answer;
 * `parameters` are what the requests said, as it may be written down.
 * @throws EndpointError if no prompt at all fits the model's context
 */
export function scoreAnswers(
  job: ScoredJob,
  plan: EndpointPlan,
  answers: ReadonlyMap<string, CollectedAnswer>,
  unanswered: ReadonlyMap<string, string>,
  parameters: Readonly<Record<string, unknown>>,
): Evaluation {
  refuseIfNothingFits(job, answers);
  const { environment, endpoint } = job;
  const sampling = recordedSampling(job.sampling, job.extra);
  const requests = Map.groupBy(plan.requests, (r) => r.task.id);
  const scores = job.tasks.map((task) => {
    const draws = requests.get(task.id)!;
    const samples = draws.map((r) => sampleOf(job, r, answers.get(r.key), unanswered.get(r.key)));
    return taskScore(task, draws[0].promptHash, samples);
  });
  return {
    format: 1,
    stage: endpoint.model,
    mode: sampling.temperature === 0 ? "greedy" : "sampled",
    environment: environmentName(environment),
    split: job.split,
    seed: job.seed,
    sampling,
    source: sourceOf(job, plan, [...answers.values()], unanswered.size, parameters),
    range: environment.reward.range,
    summary: summarize(scores),
    tasks: scores,
  };
}

function refuseIfNothingFits({ endpoint, sampling }: ScoredJob, answers: ReadonlyMap<string, CollectedAnswer>): void {
  if (answers.size > 0 && [...answers.values()].every((a) => a.finish_reason === CONTEXT_EXCEEDED))
    throw new EndpointError(
      `${endpoint.url}: no prompt leaves room for ${sampling.max_completion_length} completion tokens in the context of ${endpoint.model}: serve it with a longer one, or lower --max-completion-length`,
    );
}

function sampleOf(
  { environment }: ScoredJob,
  { task }: RolloutRequest,
  answer: CollectedAnswer | undefined,
  reason = "",
): EvaluatedSample {
  if (answer === undefined) return missingSample(reason);
  const { completion, finish_reason, usage } = answer;
  if (completion === null) return missingSample("the endpoint kept the completion back", finish_reason);
  const truncated = finish_reason === "length" || finish_reason === CONTEXT_EXCEEDED;
  const tokens = finish_reason === CONTEXT_EXCEEDED ? 0 : (usage?.completion_tokens ?? null);
  return evaluatedSample({ completion, tokens, truncated, finish_reason }, gradeTask(environment, task, completion));
}

function sourceOf(
  { endpoint }: ScoredJob,
  plan: EndpointPlan,
  answers: readonly CollectedAnswer[],
  unanswered: number,
  parameters: Readonly<Record<string, unknown>>,
): EndpointSource {
  const reused = plan.requests.filter((r) => plan.found.byKey.has(r.key) && !plan.found.own.has(r.key)).length;
  const usages = answers.flatMap((a) => a.usage ?? []);
  return {
    kind: "endpoint",
    url: endpoint.url,
    model: endpoint.model,
    served_models: [...new Set(answers.flatMap((a) => a.served_model ?? []))].sort(),
    parameters,
    requests: { asked: answers.length - reused, reused, unanswered, ...plan.counts },
    usage: {
      prompt_tokens: usages.reduce((sum, u) => sum + u.prompt_tokens, 0),
      completion_tokens: usages.reduce((sum, u) => sum + u.completion_tokens, 0),
      known: usages.length,
    },
  };
}
