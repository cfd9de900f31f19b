import { STATUS_CODES } from "node:http";
import { type Answer, CONTEXT_EXCEEDED, type Outcome, type Usage } from "./endpoint.ts";
import type { HttpAnswer } from "./post-json.ts";
import { retryAfterMs } from "./retry-wait.ts";

/** Statuses below 500 that may pass: timeout, conflict, too early, too many requests. */
const PASSING = new Set([408, 409, 425, 429]);

/** Ways to end that are the server's, not the model's. */
const BROKEN_OFF = new Set(["abort", "aborted", "cancelled", "canceled", "error"]);

/** What an HTTP answer says. `now`: milliseconds since 1970, for waits given as a date. */
export function readAnswer(http: HttpAnswer, now: number): Outcome {
  const { status, headers } = http;
  const body = parsed(http.text);
  const said = errorText(body);
  const named = `HTTP ${status}${STATUS_CODES[status] === undefined ? "" : ` ${STATUS_CODES[status]}`}`;
  const reason = said === "" ? named : `${named}: ${said}`;
  const fault = (text: string): Outcome => ({
    kind: "fault",
    reason: text,
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
  if (status >= 300)
    return {
      kind: "refused",
      reason: `${named} to ${headers.location ?? "nowhere"}: give the address that it leads to`,
    };
  if (status !== 200) return fault(reason);
  if (body === undefined)
    return fault(
      /^\s*</.test(http.text)
        ? "the answer is HTML, not JSON: something else than the API answers at this address"
        : "the answer is no JSON",
    );
  if ((body as { error?: unknown }).error) return fault(`an error in place of an answer: ${said}`);
  const answer = answerOf(body);
  return typeof answer === "string" ? fault(answer) : { kind: "answer", answer };
}

/** The answer, or what is wrong with it. */
function answerOf(body: unknown): Answer | string {
  const { choices, usage, model } = body as { choices?: unknown; usage?: unknown; model?: unknown };
  const choice = Array.isArray(choices) ? (choices[0] as Record<string, unknown> | null) : null;
  const message = choice?.message as Record<string, unknown> | null | undefined;
  if (typeof message !== "object" || message === null) return "the answer has no choices[0].message";
  const finishReason = typeof choice?.finish_reason === "string" ? choice.finish_reason : null;
  if (finishReason !== null && BROKEN_OFF.has(finishReason)) return `the server broke off (${finishReason})`;
  const completion = textOf(message.content);
  // A message of tool calls or of reasoning alone has no content; without a reason to end it is half an answer.
  if (completion === null && finishReason === null) return "the answer has no choices[0].message.content";
  return {
    completion: finishReason === "content_filter" ? null : (completion ?? ""),
    finishReason,
    usage: usageOf(usage),
    servedModel: typeof model === "string" ? model : null,
  };
}

/** A text, or a list of parts with texts. */
function textOf(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  return content.map((part) => (typeof part?.text === "string" ? part.text : "")).join("");
}

function usageOf(value: unknown): Usage | null {
  const { prompt_tokens, completion_tokens } = (value ?? {}) as Record<string, unknown>;
  const count = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
  return count(prompt_tokens) && count(completion_tokens) ? { prompt_tokens, completion_tokens } : null;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const LONGEST_REASON = 300;

/** What servers say of an error: OpenAI's `error.message`, FastAPI's `detail`, or a bare `message`. One line. */
function errorText(body: unknown): string {
  const { error, detail, message } = (body ?? {}) as Record<string, unknown>;
  const said =
    typeof error === "object" && error !== null ? ((error as Record<string, unknown>).message ?? error) : error;
  const text = said ?? detail ?? message;
  if (text === undefined || text === null || text === "") return "";
  return (typeof text === "string" ? text : JSON.stringify(text)).replaceAll(/\s+/g, " ").slice(0, LONGEST_REASON);
}

/** OpenAI's and llama.cpp's codes; vLLM has the words alone. */
function contextExceeded(status: number, body: unknown, said: string): boolean {
  const { code, type } = ((body as { error?: unknown } | undefined)?.error ?? {}) as Record<string, unknown>;
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
