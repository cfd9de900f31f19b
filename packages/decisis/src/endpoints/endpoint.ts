/** A model behind a server that speaks the Chat Completions format: vLLM, SGLang, llama.cpp, transformers, hosted ones. */
export interface Endpoint {
  /** Base address without a slash at its end; requests go to `<url>/chat/completions`. */
  readonly url: string;
  /** The server's name of the model. */
  readonly model: string;
  /** Sent as a bearer token, and neither written nor printed anywhere. */
  readonly apiKey: string | null;
  /** Longest that one request may take, its whole answer included. */
  readonly timeoutMs: number;
}

/** What one request brought. */
export type Outcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** Nothing was said about the model: the server is down, busy or broken. May pass. */
  | {
      readonly kind: "fault";
      readonly reason: string;
      /** How long the server asks to be left alone. */
      readonly waitMs: number | null;
      /** The server says that trying again is of no use. */
      readonly final: boolean;
    }
  /** The request itself is wrong (key, address, model, parameters): every other would be refused too. */
  | { readonly kind: "refused"; readonly reason: string };

export interface Answer {
  /** What the model wrote; `null` where the server keeps it back (`finishReason` content_filter). */
  readonly completion: string | null;
  /** As the server puts it; `null` if it gives none. */
  readonly finishReason: string | null;
  readonly usage: Usage | null;
  /** The name under which the server answered: tells a dated version behind an alias. */
  readonly servedModel: string | null;
}

/** In tokens. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

/**
 * `finishReason` of prompts that leave no room for an answer in the model's context: the model can say nothing, and nothing is
 * what it says, as with the embedded engine.
 */
export const CONTEXT_EXCEEDED = "context_length_exceeded";

/** The endpoint cannot be used as it was given; nothing of that passes by itself. */
export class EndpointError extends Error {
  override readonly name = "EndpointError";
}

/**
 * The base address that a user means: a lone host gets `/v1`, the address of the method itself loses it.
 * @throws EndpointError
 */
export function endpointUrl(text: string): string {
  if (!URL.canParse(text)) throw new EndpointError(`${text} is no address: give one like http://localhost:8000/v1`);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new EndpointError(`${text}: give an address that begins with http:// or https://`);
  const secret = [...url.searchParams.keys()].find((name) => /key|token|secret|passw|sig|auth/i.test(name));
  if (url.username !== "" || url.password !== "" || secret !== undefined)
    throw new EndpointError(
      `${url.origin}: the address holds ${secret === undefined ? "a user or password" : `\`${secret}\``}, and addresses are written into records; pass a key through an environment variable (--api-key-env)`,
    );
  url.hash = "";
  url.pathname = url.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/, "") || "/v1";
  return url.href.replace(/\/$/, "");
}

/** Where requests go. */
export function chatUrl(base: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/chat/completions`;
  return url;
}
