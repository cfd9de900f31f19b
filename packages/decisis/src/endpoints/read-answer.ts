import { STATUS_CODES } from "node:http";
import { type Answer, CONTEXT_EXCEEDED, type Outcome, type Usage } from "./endpoint.ts";
import { nestsDeeper } from "./json-nesting.ts";
import type { HttpAnswer } from "./post-json.ts";
import { readMessage } from "./read-message.ts";
import { retryAfterMs } from "./retry-wait.ts";
import type { Scrub } from "./secrets.ts";

/** Statuses below 500 that may pass: timeout, conflict, too early, too many requests. */
const PASSING = new Set([408, 409, 425, 429]);

/** Ways to end that are the server's, not the model's. */
const BROKEN_OFF = new Set(["abort", "aborted", "cancelled", "canceled", "error"]);

/**
 * What an HTTP answer says. `now`: milliseconds since 1970, for waits given as a date. `scrub` takes secrets out of the server's
 * words before they are shortened, so that no part of one is left.
 */
export function readAnswer(http: HttpAnswer, now: number, scrub: Scrub): Outcome {
  const { status, headers } = http;
  const text = textOf(http.bytes);
  const body = parsed(text);
  const said = scrub(errorText(body));
  const named = `HTTP ${status}${STATUS_CODES[status] === undefined ? "" : ` ${STATUS_CODES[status]}`}`;
  const reason = said === "" ? named : `${named}: ${short(said)}`;
  const fault = (why: string): Outcome => ({
    kind: "fault",
    reason: why,
    waitMs: retryAfterMs(headers, now),
    final: headers["x-should-retry"] === "false",
  });
  if (status >= 500 || PASSING.has(status)) return fault(reason);
  if (status >= 400) {
    if (contextExceeded(status, body, said))
      return {
        kind: "answer",
        answer: { completion: "", finishReason: CONTEXT_EXCEEDED, usage: null, servedModel: null },
      };
    return { kind: "refused", reason: `${reason}${advice(status)}` };
  }
  if (status >= 300) {
    const to = headers.location === undefined ? "nowhere" : short(scrub(oneLine(headers.location)));
    return { kind: "refused", reason: `${named} to ${to}: give the address that it leads to` };
  }
  if (status !== 200) return fault(reason);
  if (text === null) return fault("the answer is not valid UTF-8");
  if (body === undefined)
    return fault(
      /^\s*</.test(text)
        ? "the answer is HTML, not JSON: something else than the API answers at this address"
        : "the answer is no JSON",
    );
  if (body.error) return fault(`an error in place of an answer: ${short(said)}`);
  const answer = answerOf(body);
  return typeof answer === "string" ? fault(short(scrub(answer))) : { kind: "answer", answer };
}

/** The answer, or what is wrong with it. */
function answerOf({ choices, usage, model }: JsonObject): Answer | string {
  const choice = Array.isArray(choices) ? (choices[0] as JsonObject | null | undefined) : null;
  const message = choice?.message;
  if (choice?.error) return `an error in place of an answer: ${errorText(choice)}`;
  if (!choice || typeof message !== "object" || message === null) return "the answer has no choices[0].message";
  const finishReason = typeof choice.finish_reason === "string" ? choice.finish_reason : null;
  if (finishReason !== null && BROKEN_OFF.has(finishReason)) return `the server broke off (${finishReason})`;
  const said = finishReason === "content_filter" ? { text: null } : readMessage(choice);
  if ("wrong" in said) return said.wrong;
  return {
    completion: said.text,
    finishReason,
    usage: usageOf(usage),
    servedModel: typeof model === "string" ? model : null,
  };
}

function usageOf(value: unknown): Usage | null {
  const { prompt_tokens, completion_tokens } = (value ?? {}) as Record<string, unknown>;
  const count = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
  return count(prompt_tokens) && count(completion_tokens) ? { prompt_tokens, completion_tokens } : null;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** `null`: not UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Far deeper than any answer: tool calls and log-probabilities nest some ten deep. */
const DEEPEST = 100;

function parsed(text: string | null): JsonObject | undefined {
  if (text === null || nestsDeeper(text, DEEPEST)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** What servers say of an error: OpenAI's `error.message`, FastAPI's `detail`, or a bare `message`. One line. */
function errorText({ error, detail, message }: JsonObject = {}): string {
  const said = typeof error === "object" && error !== null ? ((error as JsonObject).message ?? error) : error;
  const text = said ?? detail ?? message;
  if (text === undefined || text === null || text === "") return "";
  return oneLine(typeof text === "string" ? text : JSON.stringify(text));
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

const LONGEST_REASON = 300;
const short = (text: string): string => text.slice(0, LONGEST_REASON);

/** OpenAI's and llama.cpp's codes; vLLM has the words alone. */
function contextExceeded(status: number, body: JsonObject | undefined, said: string): boolean {
  const { code, type } = (body?.error ?? {}) as JsonObject;
  return (
    status === 400 &&
    (code === CONTEXT_EXCEEDED || type === "exceed_context_size_error" || /maximum context length/i.test(said))
  );
}

function advice(status: number): string {
  if (status === 401 || status === 403) return "; check the API key (--api-key-env)";
  if (status === 404) return "; check the address, which mostly ends in /v1, and --model";
  return "; --body changes or removes (null) fields of the request";
}
