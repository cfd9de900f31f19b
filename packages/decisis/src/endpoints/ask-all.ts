import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "@decisis/tensor";
import PQueue from "p-queue";
import { ask } from "./ask.ts";
import type { Answer, Endpoint } from "./endpoint.ts";
import { backOffMs, type Waits } from "./retry-wait.ts";

export interface ChatRequest {
  /** Tells it from all others; draws the jitter of its waits. */
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Persistence {
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Of one request, after its first attempt. */
  readonly retries: number;
  readonly waits: Waits;
}

export interface Asking<R extends ChatRequest> {
  readonly endpoint: Endpoint;
  readonly requests: readonly R[];
  readonly persistence: Persistence;
  /** Requests under way are let finish, no others are made. */
  readonly signal: AbortSignal;
  /** Called once for each request that was answered. What it throws ends the work. */
  readonly onAnswer: (request: R, answer: Answer, attempts: number) => Promise<void>;
  readonly onRetry?: (request: R, retry: { attempt: number; reason: string; waitMs: number }) => void;
}

export type AskingEnd<R> =
  /** Every request was tried; those that had no answer in all their attempts stand here. */
  | { readonly state: "done"; readonly unanswered: readonly { readonly request: R; readonly reason: string }[] }
  /** Several requests in a row had no answer in all their attempts, or the server wants to be left alone for longer than is waited. */
  | { readonly state: "paused"; readonly reason: string }
  | { readonly state: "refused"; readonly reason: string }
  | { readonly state: "interrupted" };

/** So many requests in a row without an answer tell an endpoint that is down from prompts that it stumbles over. */
const LEAST_DRY = 3;

/**
 * Asks an endpoint for all of `requests`. Faults are retried with exponential back-off; a wait that the server asks for holds
 * all requests back. A request that gets no answer while others do is set aside, so that it does not stop them.
 */
export async function askAll<R extends ChatRequest>(job: Asking<R>): Promise<AskingEnd<R>> {
  const { concurrency, retries, waits } = job.persistence;
  const queue = new PQueue({ concurrency });
  const halt = new AbortController();
  setMaxListeners(0, halt.signal); // one for every wait
  const unanswered: { request: R; reason: string }[] = [];
  let end: AskingEnd<R> | null = null;
  let broken: { readonly error: unknown } | null = null;
  /** Requests given up since the last answer. */
  let dry = 0;
  let quietUntil = 0;

  const stop = (how: AskingEnd<R>): void => {
    end ??= how;
    halt.abort();
    queue.clear();
  };
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: halt.signal }).catch(() => {});

  const settle = async (request: R): Promise<void> => {
    for (let attempt = 1; !halt.signal.aborted; attempt++) {
      for (let left = 0; (left = quietUntil - Date.now()) > 0 && !halt.signal.aborted; ) await wait(left);
      if (halt.signal.aborted) return;
      const outcome = await ask(job.endpoint, request.body);
      if (outcome.kind === "answer") {
        dry = 0;
        return await job.onAnswer(request, outcome.answer, attempt);
      }
      if (outcome.kind === "refused") return stop({ state: "refused", reason: outcome.reason });
      if (halt.signal.aborted) return;
      const { reason, waitMs: asked } = outcome;
      if (asked !== null && asked > waits.longestMs)
        return stop({ state: "paused", reason: `${reason}, and asks to wait ${Math.ceil(asked / 1000)} s` });
      if (outcome.final || attempt > retries) {
        unanswered.push({ request, reason });
        if (++dry >= Math.max(concurrency, LEAST_DRY) && queue.size > 0)
          stop({ state: "paused", reason: `${reason} (${dry} requests in a row, ${attempt} times each)` });
        return;
      }
      if (asked !== null) quietUntil = Math.max(quietUntil, Date.now() + asked);
      const waitMs = Math.max(asked ?? 0, backOffMs(attempt, waits, Random.at("retry", request.key, attempt)));
      job.onRetry?.(request, { attempt, reason, waitMs });
      await wait(waitMs);
    }
  };

  const interrupt = (): void => stop({ state: "interrupted" });
  job.signal.addEventListener("abort", interrupt);
  if (job.signal.aborted) interrupt();
  else
    for (const request of job.requests)
      void queue.add(() =>
        settle(request).catch((error: unknown) => {
          broken ??= { error };
          interrupt();
        }),
      );
  await queue.onIdle();
  job.signal.removeEventListener("abort", interrupt);
  const thrown = broken as { readonly error: unknown } | null;
  if (thrown !== null) throw thrown.error;
  return end ?? { state: "done", unanswered };
}
