import { chatUrl, type Endpoint, type Outcome } from "./endpoint.ts";
import { postJson } from "./post-json.ts";
import { readAnswer } from "./read-answer.ts";

/** One request, tried once. Never throws for what a server or a network does. */
export async function ask(endpoint: Endpoint, body: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const outcome = await attempt(endpoint, body);
  if (outcome.kind === "answer" || endpoint.apiKey === null) return outcome;
  // Servers quote what they refuse.
  return { ...outcome, reason: outcome.reason.replaceAll(endpoint.apiKey, "[key]") };
}

async function attempt(endpoint: Endpoint, body: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const url = chatUrl(endpoint.url);
  try {
    return readAnswer(await postJson(url, body, endpoint), Date.now());
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const reason = WORDS[code]?.(url) ?? message;
    if (code === "EPROTO" || /^ERR_(TLS|SSL)|CERT|UNABLE_TO/.test(code))
      return { kind: "refused", reason: `no secure connection: ${message.replaceAll(/\s+/g, " ")}` };
    return { kind: "fault", reason, waitMs: null, final: false };
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
