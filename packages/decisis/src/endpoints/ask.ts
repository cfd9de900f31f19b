import { chatUrl, type Endpoint, type Outcome } from "./endpoint.ts";
import { postJson } from "./post-json.ts";
import { readAnswer } from "./read-answer.ts";
import { guarded, orNull, type Scrub, scrubber, secretsOf } from "./secrets.ts";

/** One request, tried once. Never throws for what a server or a network does; no secret is left in what it returns. */
export async function ask(endpoint: Endpoint, body: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const secrets = secretsOf(endpoint.apiKey, body);
  const outcome = await attempt(endpoint, body, scrubber(secrets));
  if (outcome.kind !== "answer") return outcome;
  const scrub = orNull(scrubber(guarded(secrets)));
  const { completion, finishReason, usage, servedModel } = outcome.answer;
  return {
    kind: "answer",
    answer: {
      completion: scrub(completion),
      finishReason: scrub(finishReason),
      usage,
      servedModel: scrub(servedModel),
    },
  };
}

async function attempt(endpoint: Endpoint, body: Readonly<Record<string, unknown>>, scrub: Scrub): Promise<Outcome> {
  const url = chatUrl(endpoint.url);
  try {
    return readAnswer(await postJson(url, body, endpoint), Date.now(), scrub);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const words = scrub(message.replaceAll(/\s+/g, " "));
    if (code === "EPROTO" || /^ERR_(TLS|SSL)|CERT|UNABLE_TO/.test(code))
      return { kind: "refused", reason: `no secure connection: ${words}` };
    return { kind: "fault", reason: WORDS[code]?.(url) ?? words, waitMs: null, final: false };
  }
}

const WORDS: Readonly<Record<string, (url: URL) => string>> = {
  ECONNREFUSED: (url) => `nothing listens at ${url.host} (connection refused)`,
  ECONNRESET: () => "the connection was reset",
  EPIPE: () => "the connection was reset",
  ENOTFOUND: (url) => `there is no host ${url.hostname}`,
  EAI_AGAIN: (url) => `the address of ${url.hostname} cannot be looked up`,
  EHOSTUNREACH: (url) => `${url.host} cannot be reached`,
  ENETUNREACH: (url) => `${url.host} cannot be reached`,
};
