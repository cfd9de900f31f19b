import { type AskingEnd, askAll, type Persistence } from "../endpoints/ask-all.ts";
import { type AskingCounts, AskingLog } from "../endpoints/asking-log.ts";
import { type Answer, CONTEXT_EXCEEDED, type Endpoint, EndpointError } from "../endpoints/endpoint.ts";
import { guarded, orNull, scrubber, secretsOf, withoutSecrets } from "../endpoints/secrets.ts";
import { type EndpointPlan, lookedUp, ownFolder, type PlannedEvaluation } from "./endpoint-plan.ts";
import type { Evaluation } from "./evaluation-file.ts";
import { type RolloutRequest, recordedSampling, requestParameters } from "./rollouts.ts";
import { type CollectedAnswer, scoreAnswers } from "./score-answers.ts";

export interface EndpointEvaluationJob extends PlannedEvaluation {
  readonly endpoint: Endpoint;
  readonly split: string;
  readonly seed: number;
  readonly persistence: Persistence;
  /** So many completions may be missing from a finished evaluation; they are left out of its scores. */
  readonly allowUnanswered: number;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly onProgress?: (progress: AskingProgress) => void;
}

export interface AskingProgress {
  readonly done: number;
  readonly total: number;
  /** In this sitting. */
  readonly retries: number;
  /** Set when a request is about to be retried. */
  readonly trouble: { readonly reason: string; readonly attempt: number; readonly waitMs: number } | null;
}

export type EndpointEvaluation =
  | { readonly state: "done"; readonly evaluation: Evaluation }
  /** Everything answered is kept; the same job goes on from there. */
  | {
      readonly state: "paused" | "interrupted";
      readonly reason: string;
      readonly done: number;
      readonly total: number;
      readonly counts: AskingCounts;
    };

/**
 * Asks an endpoint for what the cache does not hold, and grades. A fault of the endpoint is never a score: it is retried, then
 * pauses the evaluation.
 * @throws EndpointError where the endpoint refuses the requests themselves
 */
export async function evaluateEndpoint(job: EndpointEvaluationJob, plan: EndpointPlan): Promise<EndpointEvaluation> {
  if (plan.open.length === 0) return scored(job, plan, found(job, plan), new Map());
  const log = new AskingLog(ownFolder(plan), about(job, plan), job.now);
  try {
    // Another process may have made this evaluation until now.
    return await sitting(job, await lookedUp(plan), log);
  } finally {
    log.close();
  }
}

async function sitting(job: EndpointEvaluationJob, plan: EndpointPlan, log: AskingLog): Promise<EndpointEvaluation> {
  const answers = found(job, plan);
  log.event("started");
  const end = await askFor(job, plan, log, answers);
  const { event, reason } = concluded(end, job.allowUnanswered);
  log.event(event, reason === null ? {} : { reason });
  const { counts } = log;
  const [done, total] = [answers.size, plan.requests.length];
  if (event === "refused")
    throw new EndpointError(
      `${job.endpoint.url}: ${reason}${done > 0 ? `; ${done} of ${total} completions are kept` : ""}`,
    );
  if (event !== "finished") return { state: event, reason: reason ?? "", done, total, counts };
  const unanswered = end.state === "done" ? end.unanswered.map((u) => [u.request.key, u.reason] as const) : [];
  return scored(job, { ...plan, counts }, answers, new Map(unanswered));
}

function scored(
  job: EndpointEvaluationJob,
  plan: EndpointPlan,
  answers: ReadonlyMap<string, CollectedAnswer>,
  unanswered: ReadonlyMap<string, string>,
): EndpointEvaluation {
  return { state: "done", evaluation: scoreAnswers(job, plan, answers, unanswered, recordedParameters(job)) };
}

const secretText = ({ endpoint, extra }: EndpointEvaluationJob) => scrubber(guarded(secretsOf(endpoint.apiKey, extra)));

/** What the requests said besides model, messages and seed, as it may be written down. */
const recordedParameters = (job: EndpointEvaluationJob): Readonly<Record<string, unknown>> =>
  withoutSecrets(requestParameters(job.sampling, job.extra), secretText(job));

/** Answers out of the cache, where earlier versions left what a server had quoted. */
function found(job: EndpointEvaluationJob, plan: EndpointPlan): Map<string, CollectedAnswer> {
  const scrub = orNull(secretText(job));
  return new Map(
    [...plan.found.byKey].map(([key, { time: _, ...answer }]) => [
      key,
      {
        ...answer,
        completion: scrub(answer.completion),
        finish_reason: scrub(answer.finish_reason),
        served_model: scrub(answer.served_model),
      },
    ]),
  );
}

function askFor(
  job: EndpointEvaluationJob,
  plan: EndpointPlan,
  log: AskingLog,
  answers: Map<string, CollectedAnswer>,
): Promise<AskingEnd<RolloutRequest>> {
  let retries = 0;
  const report = (trouble: AskingProgress["trouble"]): void =>
    job.onProgress?.({ done: answers.size, total: plan.requests.length, retries, trouble });
  report(null);
  return askAll({
    endpoint: job.endpoint,
    requests: plan.open,
    persistence: job.persistence,
    signal: job.signal,
    onAnswer: async (request, answer, attempts) => {
      const completion = cached(request, answer, attempts);
      // A longer context may be served next time, and asking costs nothing.
      if (answer.finishReason !== CONTEXT_EXCEEDED) await log.keep(completion);
      answers.set(request.key, completion);
      report(null);
    },
    onRetry: (request, { attempt, reason, waitMs }) => {
      retries++;
      log.event("retry", { key: request.key, attempt, reason, wait_ms: Math.round(waitMs) });
      report({ attempt, reason, waitMs });
    },
  });
}

function concluded(
  end: AskingEnd<RolloutRequest>,
  allowed: number,
): { readonly event: "finished" | "paused" | "refused" | "interrupted"; readonly reason: string | null } {
  if (end.state === "interrupted") return { event: "interrupted", reason: null };
  if (end.state !== "done") return { event: end.state, reason: end.reason };
  const { unanswered } = end;
  if (unanswered.length <= allowed) return { event: "finished", reason: null };
  const first = unanswered[0];
  return {
    event: "paused",
    reason: `${unanswered.length} ${unanswered.length === 1 ? "request" : "requests"} without an answer, first: task ${first.request.task.id}: ${first.reason}`,
  };
}

const cached = (request: RolloutRequest, answer: Answer, attempts: number): CollectedAnswer => ({
  key: request.key,
  prompt_hash: request.promptHash,
  repeat: request.repeat,
  completion: answer.completion,
  finish_reason: answer.finishReason,
  usage: answer.usage,
  served_model: answer.servedModel,
  attempts,
});

/** What the folder in the cache is about, for people. */
const about = (job: EndpointEvaluationJob, plan: EndpointPlan) => ({
  endpoint: job.endpoint.url,
  model: job.endpoint.model,
  parameters: recordedParameters(job),
  sampling: recordedSampling(job.sampling, job.extra),
  environment: job.environment.id,
  split: job.split,
  requests: plan.requests.length,
});
