import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import { CONTEXT_EXCEEDED, endpointUrl } from "./endpoint.ts";
import { readAnswer } from "./read-answer.ts";
import { backOffMs, retryAfterMs } from "./retry-wait.ts";
import { scrubber } from "./secrets.ts";
import { chatCompletion } from "./test-support/faulty-server.ts";

const NOW = Date.parse("2026-11-02T10:00:00Z");
const http = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers,
  bytes: body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
});
const asItIs = (text: string): string => text;
const choice = (fields: object) => ({ choices: [fields] });
const read = (status: number, body: unknown, headers?: Record<string, string>) =>
  readAnswer(http(status, body, headers), NOW, asItIs);

describe("an answer", () => {
  it("is read with its end, its usage and the name it was served under", () => {
    const { status, text } = chatCompletion("Oak v. Elm", { finish: "length" });
    expect(read(status, text)).toEqual({
      kind: "answer",
      answer: {
        completion: "Oak v. Elm",
        finishReason: "length",
        usage: { prompt_tokens: 10, completion_tokens: 10 },
        servedModel: "served-1",
      },
    });
  });

  it.each([
    ["no usage", choice({ message: { content: "a" }, finish_reason: "stop" }), "a"],
    ["a broken usage", { ...choice({ message: { content: "a" } }), usage: { prompt_tokens: "7" } }, "a"],
    ["parts", choice({ message: { content: [{ type: "text", text: "a" }, { text: "b" }] } }), "ab"],
    ["reasoning that used up the length", choice({ message: { content: null }, finish_reason: "length" }), ""],
    ["an empty text", choice({ message: { content: "" }, finish_reason: "stop" }), ""],
    ["a refusal", choice({ message: { content: null, refusal: "I cannot." }, finish_reason: "stop" }), "I cannot."],
    ["a part that refuses", choice({ message: { content: [{ type: "refusal", refusal: "No." }] } }), "No."],
    ["a tool call", choice({ message: { content: null, tool_calls: [{}] }, finish_reason: "tool_calls" }), ""],
    ["a function call", choice({ message: { function_call: {} }, finish_reason: "function_call" }), ""],
    ["reasoning alone", choice({ message: { content: null, reasoning_content: "a" }, finish_reason: "stop" }), ""],
    ["thought parts alone", choice({ message: { content: [{ thinking: [] }] }, finish_reason: "length" }), ""],
    ["SGLang's empty text", choice({ message: { content: null }, finish_reason: "stop", matched_stop: 2 }), ""],
    ["a byte-order mark", `\ufeff${JSON.stringify(choice({ message: { content: "a" } }))}`, "a"],
    ["a filter", choice({ message: { content: "a" }, finish_reason: "content_filter" }), null],
    ["an error that is null", { ...choice({ message: { content: "a" } }), error: null }, "a"],
  ])("with %s is taken", (_, body, completion) => {
    expect(read(200, body)).toMatchObject({ kind: "answer", answer: { completion, usage: null } });
  });

  it.each([
    [200, "<html>", /HTML, not JSON/],
    [200, '{"choices": [', /no JSON/],
    [200, "", /no JSON/],
    [200, "[]", /choices/],
    [200, { choices: [] }, /choices\[0\]\.message/],
    [200, { choices: [null] }, /choices\[0\]\.message/],
    [200, choice({ message: null }), /choices\[0\]\.message/],
    [200, choice({ message: { content: null } }), /content is missing/],
    [200, choice({ message: { content: null }, finish_reason: "stop" }), /content is missing/],
    [200, choice({ message: {}, finish_reason: "stop" }), /content is missing/],
    [200, choice({ message: { content: [] }, finish_reason: "stop" }), /content is missing/],
    [200, choice({ message: { content: [{ content: "x" }] }, finish_reason: "stop" }), /content is missing/],
    [200, choice({ message: { content: null, tool_calls: [] }, finish_reason: "tool_calls" }), /content is missing/],
    [200, choice({ message: { content: null, reasoning: "a" } }), /content is missing/],
    [200, choice({ message: { content: 42 }, finish_reason: "stop" }), /content is a number/],
    [200, choice({ message: { content: { text: "a" } }, finish_reason: "stop" }), /content is an object/],
    [
      200,
      choice({ message: { content: "" }, finish_reason: "stop", error: { code: 502, message: "provider died" } }),
      /error in place of an answer: provider died/,
    ],
    [200, Buffer.from([...Buffer.from('{"choices":[{"message":{"content":"'), 0xff, 0xfe]), /not valid UTF-8/],
    [502, Buffer.from([0xff, 0xfe]), /HTTP 502 Bad Gateway$/],
    [200, choice({ message: { content: "half" }, finish_reason: "abort" }), /broke off \(abort\)/],
    [200, { error: { message: "upstream is busy" } }, /error in place of an answer: upstream is busy/],
    [204, "", /HTTP 204/],
    [408, "", /HTTP 408 Request Timeout/],
    [429, { error: { message: "slow\ndown" } }, /HTTP 429 Too Many Requests: slow down/],
    [500, "<html>", /HTTP 500/],
    [503, { detail: "loading" }, /HTTP 503 Service Unavailable: loading/],
    [529, { message: "overloaded" }, /HTTP 529: overloaded/],
  ])("%i %j is a fault that may pass, and no completion", (status, body, reason) => {
    expect(read(status, body)).toMatchObject({ kind: "fault", reason: expect.stringMatching(reason), final: false });
  });

  it.each([
    [400, { error: { message: "temperature too high" } }, /HTTP 400 Bad Request: temperature too high; --body/],
    [401, { error: { message: "bad key" } }, /401 Unauthorized: bad key; check the API key/],
    [404, "<html>", /404 Not Found; check the address, .* and --model/],
    [422, { detail: [{ loc: ["n"], msg: "no" }] }, /\[{"loc":\["n"\],"msg":"no"}\]; --body/],
    [307, "", /to nowhere: give the address/],
  ])("%i %j stops everything", (status, body, reason) => {
    expect(read(status, body)).toMatchObject({ kind: "refused", reason: expect.stringMatching(reason) });
  });

  it.each([
    { error: { code: "context_length_exceeded", message: "too long" } },
    { error: { type: "exceed_context_size_error", message: "too long" } },
    { error: { message: "This model's maximum context length is 64 tokens." } },
  ])("that the prompt is too long for the model is the model's: %j", (body) => {
    expect(read(400, body)).toMatchObject({
      kind: "answer",
      answer: { completion: "", finishReason: CONTEXT_EXCEEDED },
    });
    expect(read(413, body).kind).toBe("refused");
  });

  it("nested so deep that it could not be walked is a fault, and not parsed", () => {
    const deep = "[".repeat(1e6) + "]".repeat(1e6);
    expect(read(200, `{"choices":${deep}}`)).toMatchObject({ kind: "fault", reason: "the answer is no JSON" });
    expect(read(500, `{"error":${deep}}`)).toMatchObject({ kind: "fault", reason: "HTTP 500 Internal Server Error" });
  });

  it("is shortened after secrets are taken out of it", () => {
    const message = `${"x".repeat(285)}sk-SECRETKEY12345`;
    const fault = readAnswer(http(500, { error: { message } }), NOW, scrubber(["sk-SECRETKEY12345"]));
    expect(fault).toMatchObject({ kind: "fault", reason: expect.stringMatching(/x\[key\]$/) });
  });

  it("says how long to wait, and whether to try again", () => {
    const wait = (headers: Record<string, string>) => read(429, "", headers);
    expect(wait({ "retry-after": "7", "x-should-retry": "false" })).toMatchObject({ waitMs: 7000, final: true });
    expect(wait({ "retry-after-ms": "40", "retry-after": "7" })).toMatchObject({ waitMs: 40 });
    expect(wait({ "retry-after": "Mon, 02 Nov 2026 10:00:30 GMT" })).toMatchObject({ waitMs: 30_000 });
    expect(wait({ "retry-after": "Mon, 02 Nov 2026 09:00:00 GMT" })).toMatchObject({ waitMs: 0 });
    expect(retryAfterMs({ "retry-after": "soon" }, NOW)).toBeNull();
    expect(retryAfterMs({}, NOW)).toBeNull();
  });
});

describe("back-off", () => {
  it("doubles up to its bound, with jitter in its upper half", () => {
    const waits = { firstMs: 100, longestMs: 1000 };
    for (let attempt = 1; attempt < 12; attempt++) {
      const most = Math.min(1000, 100 * 2 ** (attempt - 1));
      const drawn = Array.from({ length: 50 }, (_, i) => backOffMs(attempt, waits, Random.at(attempt, i)));
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(most / 2);
      expect(Math.max(...drawn)).toBeLessThanOrEqual(most);
      expect(new Set(drawn).size).toBeGreaterThan(40);
    }
  });
});

describe("an address", () => {
  it.each([
    ["http://localhost:8000", "http://localhost:8000/v1"],
    ["http://localhost:8000/", "http://localhost:8000/v1"],
    ["http://localhost:8000/v1/", "http://localhost:8000/v1"],
    ["https://a.example/x/v1/chat/completions", "https://a.example/x/v1"],
    ["https://a.example/v1?api-version=3#top", "https://a.example/v1?api-version=3"],
  ])("%s is %s", (typed, meant) => {
    expect(endpointUrl(typed)).toBe(meant);
    expect(endpointUrl(meant)).toBe(meant);
  });

  it.each(["ftp://a", "a b", "http://u:hunter2@a", "http://a/v1?api_key=hunter2"])("%s is refused", (typed) => {
    expect(() => endpointUrl(typed)).toThrow(/address/);
    expect(() => endpointUrl(typed)).not.toThrow(/hunter2/);
  });
});
