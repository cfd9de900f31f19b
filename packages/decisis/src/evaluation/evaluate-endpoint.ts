import { type AskingEnd, askAll, type Persistence } from "../endpoints/ask-all.ts";
import { type AskingCounts, AskingLog, askingCounts } from "../endpoints/asking-log.ts";
import { type Answer, CONTEXT_EXCEEDED, type Endpoint, EndpointError } from "../endpoints/endpoint.ts";
import type { EndpointPlan, PlannedEvaluation } from "./endpoint-plan.ts";
import type { Evaluation } from "./evaluation-file.ts";
import { type RolloutRequest, requestParameters } from "./rollouts.ts";
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
  const answers = new Map<string, CollectedAnswer>(plan.found.byKey);
  const unanswered = new Map<string, string>();
  if (plan.open.length > 0) {
    const log = new AskingLog(plan.folder, about(job, plan), job.now);
    try {
      log.event("started");
      const end = await askFor(job, plan, log, answers);
      const state = concluded(end, job.allowUnanswered);
      if (end.state === "done") for (const { request, reason } of end.unanswered) unanswered.set(request.key, reason);
      log.event(state.event, state.reason === null ? {} : { reason: state.reason });
      const kept = `${answers.size} of ${plan.requests.length} completions`;
      if (state.event === "refused")
        throw new EndpointError(`${job.endpoint.url}: ${state.reason}${answers.size > 0 ? `; ${kept} are kept` : ""}`);
      if (state.event !== "finished")
        return {
          state: state.event,
          reason: state.reason ?? "",
          done: answers.size,
          total: plan.requests.length,
          counts: askingCounts(plan.folder),
        };
    } finally {
      log.close();
    }
  }
  return { state: "done", evaluation: scoreAnswers(job, plan, answers, unanswered) };
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
const about = ({ endpoint, environment, split, sampling, extra }: EndpointEvaluationJob, plan: EndpointPlan) => ({
  endpoint: endpoint.url,
  model: endpoint.model,
  parameters: requestParameters(sampling, extra),
  sampling,
  environment: environment.id,
  split,
  requests: plan.requests.length,
});
