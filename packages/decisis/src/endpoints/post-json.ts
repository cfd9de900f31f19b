import { type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** More than any completion; a server that never ends its answer must not fill the memory. */
const LONGEST_ANSWER = 32 * 2 ** 20;

/**
 * Posts JSON and reads the whole answer, whatever its status. Redirects are not followed: a key would travel with them.
 * Not `fetch`, which gives up after five minutes without headers; a slow server may take longer for one long completion.
 * @throws Error with a `code`, as Node's sockets have it: ECONNREFUSED, ECONNRESET, ETIMEDOUT …
 */
export function postJson(
  url: URL,
  body: unknown,
  options: { readonly apiKey: string | null; readonly timeoutMs: number },
): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const payload = Buffer.from(JSON.stringify(body));
  const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "content-length": payload.length,
      "user-agent": "decisis",
      ...(options.apiKey === null ? {} : { authorization: `Bearer ${options.apiKey}` }),
    },
  });
  const giveUp = (code: string, message: string): void => {
    reject(Object.assign(new Error(message), { code })); // before what `destroy` makes of it
    request.destroy();
  };
  const timer = setTimeout(
    () => giveUp("ETIMEDOUT", `no answer within ${options.timeoutMs / 1000} s`),
    options.timeoutMs,
  );
  request.on("error", reject);
  request.on("response", (response) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on("error", reject);
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if ((bytes += chunk.length) > LONGEST_ANSWER) giveUp("EMSGSIZE", "the answer does not end");
    });
    response.on("end", () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: Buffer.concat(chunks).toString("utf8"),
      }),
    );
  });
  request.end(payload);
  return promise.finally(() => clearTimeout(timer));
}
