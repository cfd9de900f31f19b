import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What may befall a request. `down` is a server that is not there: `stop()` it. */
export type Fault =
  /** The connection is reset before any answer. */
  | "reset"
  /** A page of a proxy in place of the API's answer, with status 200. */
  | "html"
  /** Broken JSON, with status 200. */
  | "garbage"
  /** The connection is reset in the middle of a good answer. */
  | "half"
  /** No answer at all. */
  | "silent"
  /** Blanks for as long as anyone listens. */
  | "endless"
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    };

export type ChatBody = Readonly<Record<string, unknown>> & {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
};

/** A request as it came. */
export interface Received {
  readonly body: ChatBody;
  readonly authorization: string | undefined;
  readonly time: number;
  /** What was done to it; `null`: it was answered whole. */
  readonly fault: Fault | null;
}

export interface FaultyServer {
  readonly url: string;
  readonly received: readonly Received[];
  /** Closes the port and every connection; `start` opens the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/**
 * A server of chat completions, with `respond` behind it: a function that makes them up, or one that passes them on to a real
 * server. `fault` says what befalls the n-th request (from 0) on its way.
 */
export async function faultyServer(
  respond: (body: ChatBody) => Promise<{ readonly status: number; readonly text: string }>,
  fault: (n: number, body: ChatBody) => Fault | null = () => null,
): Promise<FaultyServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await textOf(request)) as ChatBody;
      const what = request.url === "/v1/chat/completions" ? fault(received.length, body) : { status: 404 };
      const { authorization } = request.headers;
      received.push({ body, authorization, time: Date.now(), fault: what });
      await answer(request, response, what, () => respond(body));
    })().catch(() => request.socket.destroy());
  });
  let port = 0;
  const start = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(port, "127.0.0.1", resolve);
    await promise;
    port = (server.address() as AddressInfo).port;
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}/v1`,
    received,
    start,
    stop: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await promise;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | null,
  good: () => Promise<{ readonly status: number; readonly text: string }>,
): Promise<void> {
  const json = { "content-type": "application/json" };
  if (fault === "reset") return void request.socket.resetAndDestroy();
  if (fault === "silent") return;
  if (fault === "endless") {
    response.on("error", () => {}).writeHead(200, json);
    const blanks = " ".repeat(2 ** 16);
    const more = (): void => {
      while (!response.destroyed) if (!response.write(blanks)) return void response.once("drain", more);
    };
    return more();
  }
  if (fault === "html")
    return void response
      .writeHead(200, { "content-type": "text/html" })
      .end("<!doctype html><title>Bad gateway</title>");
  if (fault === "garbage") return void response.writeHead(200, json).end('{"choices": [{"mess');
  if (fault !== null && fault !== "half")
    return void response
      .writeHead(fault.status, { ...json, ...fault.headers })
      .end(fault.body ?? '{"error": {"message": "injected"}}');
  const { status, text } = await good();
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...json, "content-length": bytes.length });
  if (fault === null) return void response.end(bytes);
  response.write(bytes.subarray(0, bytes.length / 2), () => setImmediate(() => request.socket.resetAndDestroy()));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** A completion in the format of the API. */
export function chatCompletion(
  content: string,
  changes: { readonly finish?: string; readonly usage?: boolean } = {},
): { readonly status: number; readonly text: string } {
  return {
    status: 200,
    text: JSON.stringify({
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1,
      model: "served-1",
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: changes.finish ?? "stop" }],
      ...(changes.usage === false
        ? {}
        : { usage: { prompt_tokens: 10, completion_tokens: content.length, total_tokens: 10 + content.length } }),
    }),
  };
}
