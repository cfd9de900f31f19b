import { type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** With another status than 200 no more than the beginning: it says why in few words, or not at all. */
  readonly bytes: Uint8Array;
}

/** More than any completion with its reasoning; a server that never ends its answer must not fill the memory. */
const LONGEST_ANSWER = 16 * 2 ** 20;
const LONGEST_ERROR = 256 * 2 ** 10;

/**
 * Posts JSON and reads the answer, whatever its status. Redirects are not followed: a key would travel with them.
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
    const { statusCode: status = 0, headers } = response;
    const longest = status === 200 ? LONGEST_ANSWER : LONGEST_ERROR;
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (): void => resolve({ status, headers, bytes: Buffer.concat(chunks).subarray(0, longest) });
    const tooLong = (): void => {
      if (status === 200) giveUp("EMSGSIZE", `the answer is longer than ${longest / 2 ** 20} MiB`);
      else {
        end();
        request.destroy();
      }
    };
    response.on("error", reject);
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if ((bytes += chunk.length) > longest) tooLong();
    });
    response.on("end", end);
    if (status === 200 && Number(headers["content-length"]) > longest) tooLong();
  });
  request.end(payload);
  return promise.finally(() => clearTimeout(timer));
}
