import { appendFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import {
  type ChatBody,
  chatCompletion,
  type Fault,
  type FaultyServer,
  faultyServer,
} from "../endpoints/test-support/faulty-server.ts";
import type { Environment } from "../environments/environment.ts";
import { sumsCases, sumsEnvironment } from "../runs/test-support/sums-environment.ts";
import { estimate, planEndpointEvaluation } from "./endpoint-plan.ts";
import { type EndpointEvaluation, type EndpointEvaluationJob, evaluateEndpoint } from "./evaluate-endpoint.ts";
import type { EndpointSource, Evaluation } from "./evaluation-file.ts";
import { rolloutRequests } from "./rollouts.ts";

const sums = sumsEnvironment as Environment;
const tasks = sums.build(sumsCases(30), { seed: 0 }).tasks.filter((t) => t.split === "test");
const root = mkdtempSync(join(tmpdir(), "decisis-endpoint-"));
const servers: FaultyServer[] = [];
afterEach(async () => Promise.all(servers.splice(0).map((s) => s.stop())));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Right in two of three draws; the same for the same body. */
const respond = async (body: ChatBody) => {
  const [a, b] = body.messages[0].content.match(/\d+/g)!.map(Number);
  const right = Random.at("answers", Number(body.seed)).uniform() < 2 / 3;
  return chatCompletion(String(right ? a + b : a * b + 100));
};

async function serve(fault?: (n: number, body: ChatBody) => Fault | null): Promise<FaultyServer> {
  const server = await faultyServer(respond, fault);
  servers.push(server);
  return server;
}

let caches = 0;
const freshCache = () => join(root, String(caches++));

type Changes = Partial<EndpointEvaluationJob> & { readonly timeoutMs?: number; readonly retries?: number };
function jobAt(url: string, { timeoutMs = 20_000, retries = 3, ...changes }: Changes = {}): EndpointEvaluationJob {
  return {
    endpoint: { url, model: "m", apiKey: null, timeoutMs },
    environment: sums,
    tasks,
    split: "test",
    seed: 1,
    sampling: { seed: 7, temperature: 1, samples_per_task: 2, max_completion_length: 8 },
    extra: {},
    cache: freshCache(),
    persistence: { concurrency: 4, retries, waits: { firstMs: 2, longestMs: 1000 } },
    allowUnanswered: 0,
    signal: new AbortController().signal,
    now: () => new Date(0),
    ...changes,
  };
}
const go = async (job: EndpointEvaluationJob): Promise<EndpointEvaluation> =>
  evaluateEndpoint(job, await planEndpointEvaluation(job));
async function done(job: EndpointEvaluationJob): Promise<Evaluation> {
  const result = await go(job);
  if (result.state !== "done") throw new Error(`${result.state}: ${result.reason}`);
  return result.evaluation;
}
const source = (evaluation: Evaluation) => evaluation.source as EndpointSource;
/** What an evaluation measured, without how it was got. */
const measured = ({ source: _, ...evaluation }: Evaluation) => evaluation;
const answered = (server: FaultyServer) =>
  server.received.filter((r) => r.fault === null).map((r) => JSON.stringify(r.body));

describe("an evaluation at an endpoint", () => {
  it("asks for every rollout once and grades what comes", async () => {
    const server = await serve();
    const job = jobAt(server.url, { endpoint: { url: server.url, model: "m", apiKey: "k-1", timeoutMs: 9000 } });
    const evaluation = await done(job);
    expect(new Set(answered(server)).size).toBe(2 * tasks.length);
    expect(server.received).toHaveLength(2 * tasks.length);
    expect(server.received.every((r) => r.authorization === "Bearer k-1")).toBe(true);
    const body = server.received[0].body;
    expect(body).toMatchObject({ model: "m", temperature: 1, max_tokens: 8, stream: false });
    expect(body.messages[0]).toMatchObject({ role: "user", content: expect.stringMatching(/^What is/) });
    expect(evaluation.tasks.map((t) => t.id)).toEqual(tasks.map((t) => t.id));
    for (const [i, task] of evaluation.tasks.entries())
      for (const s of task.samples) {
        expect(s.reward).toBe(s.completion === tasks[i].gold ? 1 : 0);
        expect(s).toMatchObject({ tokens: s.completion.length, truncated: false, finish_reason: "stop", error: null });
      }
    expect(evaluation.summary.mean).toBeGreaterThan(0.4);
    expect(evaluation.summary.mean).toBeLessThan(0.9);
    expect(source(evaluation)).toMatchObject({
      url: server.url,
      model: "m",
      served_models: ["served-1"],
      parameters: { temperature: 1, max_tokens: 8, stream: false },
      requests: { asked: 2 * tasks.length, reused: 0, unanswered: 0, retries: 0, pauses: 0, sittings: 1 },
      usage: { known: 2 * tasks.length, prompt_tokens: 20 * tasks.length },
    });
    const everything = globSync("**/*", { cwd: job.cache }).flatMap((f) => {
      try {
        return [readFileSync(join(job.cache, f), "utf8")];
      } catch {
        return []; // a folder
      }
    });
    expect(everything.length).toBeGreaterThan(2);
    expect(everything.join("")).not.toMatch(/k-1/);
  });

  it("measures the same through any fault that passes, and never a zero for one", async () => {
    const clean = await done(jobAt((await serve()).url));
    const faults: Fault[] = [
      "reset",
      "html",
      "garbage",
      "half",
      { status: 500 },
      { status: 502, body: "<html>", headers: { "content-type": "text/html" } },
      { status: 429, headers: { "retry-after-ms": "5" } },
      { status: 503, headers: { "retry-after": "0" } },
    ];
    let n = 0;
    const server = await serve(() => (n++ % 2 === 0 && n < 60 ? faults[(n >> 1) % faults.length] : null));
    const evaluation = await done(jobAt(server.url, { retries: 12 }));
    expect(measured(evaluation)).toEqual(measured(clean));
    const hit = server.received.filter((r) => r.fault !== null).length;
    expect(hit).toBe(30);
    expect(source(evaluation).requests).toMatchObject({ retries: hit, pauses: 0, sittings: 1 });
    expect(answered(server)).toHaveLength(2 * tasks.length);
  });

  it("waits no longer than it was told for an answer, and asks again", async () => {
    const server = await serve((n) => (n === 5 ? "silent" : null));
    const evaluation = await done(jobAt(server.url, { timeoutMs: 1500, retries: 12 }));
    expect(evaluation.summary).toMatchObject({ n: tasks.length, unscorable: 0 });
    expect(source(evaluation).requests.retries).toBeGreaterThan(0);
  });

  it("leaves a server alone for as long as it asks", async () => {
    const server = await serve((n) => (n === 3 ? { status: 429, headers: { "retry-after": "1" } } : null));
    await done(
      jobAt(server.url, { persistence: { concurrency: 2, retries: 1, waits: { firstMs: 1, longestMs: 5000 } } }),
    );
    const { time } = server.received[3];
    // One other request may have been under way.
    const soon = server.received.slice(4).filter((r) => r.time < time + 990);
    expect(soon.length).toBeLessThanOrEqual(1);
    expect(server.received.slice(6).every((r) => r.time >= time + 990)).toBe(true);
  });

  it.each<[string, Fault, RegExp]>([
    ["fails", { status: 503, body: '{"error": {"message": "loading"}}' }, /HTTP 503 Service Unavailable: loading/],
    ["is rate-limited", { status: 429, headers: { "retry-after-ms": "1" } }, /HTTP 429 Too Many Requests/],
    [
      "asks for more patience than there is",
      { status: 429, headers: { "retry-after": "3600" } },
      /asks to wait 3600 s/,
    ],
    [
      "says that retries are of no use",
      { status: 429, headers: { "x-should-retry": "false" } },
      /\(4 requests in a row, 1 times each\)/,
    ],
    ["answers HTML", "html", /the answer is HTML, not JSON/],
    ["answers broken JSON", "garbage", /the answer is no JSON/],
    ["resets connections", "reset", /connection was reset/],
    ["dies in the middle of answers", "half", /connection was reset/],
    ["is silent", "silent", /no answer within 4 s/],
  ])("pauses when the endpoint %s for good, and goes on later", async (_, fault, reason) => {
    let broken = true;
    const server = await serve((n) => (broken && n >= 10 ? fault : null));
    const job = jobAt(server.url, { retries: 2 });
    const impatient = { ...job, endpoint: { ...job.endpoint, timeoutMs: 4000 } };
    const paused = await go(
      fault === "silent" ? { ...impatient, persistence: { ...job.persistence, retries: 0 } } : job,
    );
    expect(paused).toMatchObject({ state: "paused", reason: expect.stringMatching(reason), total: 2 * tasks.length });
    expect(paused).toMatchObject({ done: 10, counts: { pauses: 1, sittings: 1 } });
    const before = answered(server);
    broken = false;
    const evaluation = await done(job);
    expect(measured(evaluation)).toEqual(measured(await done(jobAt((await serve()).url))));
    expect(new Set(answered(server)).size).toBe(answered(server).length);
    expect(answered(server).slice(0, 10)).toEqual(before);
    expect(source(evaluation).requests).toMatchObject({ asked: 2 * tasks.length, pauses: 1, sittings: 2 });
  });

  it("pauses when nothing listens, and goes on when it is up again", async () => {
    const server = await serve();
    await server.stop();
    const job = jobAt(server.url);
    expect(await go(job)).toMatchObject({
      state: "paused",
      done: 0,
      reason: expect.stringMatching(/nothing listens at 127\.0\.0\.1:\d+ \(connection refused\)/),
    });
    expect(await go(job)).toMatchObject({ state: "paused", counts: { pauses: 2, sittings: 2 } });
    await server.start();
    const evaluation = await done(job);
    expect(evaluation.summary.n).toBe(tasks.length);
    expect(source(evaluation).requests).toMatchObject({ pauses: 2, sittings: 3 });
  });

  it("stops at the first refusal, in one line without the key, and keeps what it has", async () => {
    let revoked = true;
    const server = await serve((n) =>
      revoked && n >= 5 ? { status: 401, body: '{"error": {"message": "no\\nsuch key: k-secret"}}' } : null,
    );
    const job = jobAt(server.url, { endpoint: { url: server.url, model: "m", apiKey: "k-secret", timeoutMs: 9000 } });
    const error = await go(job).catch((e: Error) => e);
    expect(error).toMatchObject({ name: "EndpointError" });
    expect((error as Error).message).toMatch(
      /401 Unauthorized: no such key: \[key\]; check the API key.*completions are kept$/,
    );
    expect(server.received.length).toBeLessThanOrEqual(5 + 4);
    revoked = false;
    expect(source(await done(job)).requests).toMatchObject({ asked: 2 * tasks.length, retries: 0, sittings: 2 });
    expect(new Set(answered(server)).size).toBe(answered(server).length);
  });

  it("finishes all others before it pauses for a prompt that breaks the server", async () => {
    let poison = true;
    const server = await serve((_, { messages }) =>
      poison && messages[0].content === sums.prompt(tasks[0])[0].content ? { status: 500 } : null,
    );
    const job = jobAt(server.url, { retries: 1 });
    expect(await go(job)).toMatchObject({
      state: "paused",
      done: 2 * tasks.length - 2,
      reason: expect.stringMatching(`^2 requests without an answer, first: task ${tasks[0].id}: HTTP 500`),
    });
    const without = await done({ ...job, allowUnanswered: 2 });
    expect(without.summary).toMatchObject({ n: tasks.length - 1, unscorable: 2 });
    expect(without.tasks[0]).toMatchObject({ reward: null });
    expect(without.tasks[0].samples[0].error).toMatchObject({ flag: "no_completion" });
    expect(source(without).requests.unanswered).toBe(2);
    poison = false;
    expect((await done(job)).summary).toMatchObject({ n: tasks.length, unscorable: 0 });
  });

  it("scores no completion that the server kept back, and an empty one where the prompt is too long", async () => {
    const server = await faultyServer(
      async (body) => chatCompletion("12", { finish: body === undefined ? "" : "content_filter", usage: false }),
      (n) =>
        n % 2 === 0
          ? { status: 400, body: '{"error": {"code": "context_length_exceeded", "message": "too long"}}' }
          : null,
    );
    servers.push(server);
    const job = jobAt(server.url, { persistence: { concurrency: 1, retries: 0, waits: { firstMs: 1, longestMs: 1 } } });
    const evaluation = await done(job);
    for (const { samples } of evaluation.tasks) {
      expect(samples[0]).toMatchObject({ completion: "", tokens: 0, truncated: true, reward: 0, fault: "model" });
      expect(samples[1]).toMatchObject({
        reward: null,
        error: { flag: "no_completion" },
        finish_reason: "content_filter",
      });
    }
    expect(evaluation.summary).toMatchObject({ unscorable: tasks.length, clipped_ratio: 1, mean_length: 0 });
    expect(source(evaluation).usage.known).toBe(0);
    const small = await serve(() => ({
      status: 400,
      body: '{"error": {"message": "This model\'s maximum context length is 4 tokens"}}',
    }));
    await expect(go(jobAt(small.url))).rejects.toThrow(/no prompt leaves room for 8 completion tokens/);
  });

  it("leaves no key in what it keeps and returns, in whatever form the server quotes it", async () => {
    const key = "sk-SECRETKEY12345abcdef/+=xyz";
    const header = `Bearer ${key}`;
    const forms = [header, encodeURIComponent(key), Buffer.from(header).toString("base64"), JSON.stringify({ key })];
    const says = forms.join(" ");
    const server = await faultyServer(
      async () => ({
        status: 200,
        text: JSON.stringify({ model: says, choices: [{ message: { content: says }, finish_reason: says }] }),
      }),
      (n) => (n === 0 ? { status: 500, body: JSON.stringify({ error: { message: "x".repeat(285) + key } }) } : null),
    );
    servers.push(server);
    const job = jobAt(server.url, {
      endpoint: { url: server.url, model: "m", apiKey: key, timeoutMs: 9000 },
      extra: { guardrail: { api_key: "sk-OTHERSECRET" }, note: key },
    });
    const evaluation = await done(job);
    expect(server.received[1].body).toMatchObject({ guardrail: { api_key: "sk-OTHERSECRET" }, note: key });
    const sample = evaluation.tasks[0].samples[0];
    expect(sample.completion).toMatch(/^Bearer \[key\] \[key\] \S*\[key\] \{"key":"\[key\]"\}$/);
    expect(source(evaluation).parameters).toMatchObject({ guardrail: { api_key: "[secret]" }, note: "[key]" });
    const written = globSync("**/*.json*", { cwd: job.cache }).map((f) => readFileSync(join(job.cache, f), "utf8"));
    expect(written.length).toBeGreaterThanOrEqual(3);
    for (const text of [...written, JSON.stringify(evaluation)])
      expect(text).not.toMatch(/SECRET|c2stU0VDUkVUS0VZMTIzND|stU0VDUkVUS0VZMTIzND/);
    // What an earlier version kept of a key is not passed on.
    const [file] = globSync("*/*/completions.jsonl", { cwd: job.cache }).map((f) => join(job.cache, f));
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("[key]", key));
    const again = await done(job);
    expect(JSON.stringify(again)).not.toContain(key);
    expect(again.tasks[0].samples[0].completion).toMatch(/^Bearer \[key\]/);
  });

  it("takes an answer that does not end for a fault, and lets go of it", async () => {
    const server = await serve((n) => (n === 1 ? "endless" : null));
    const evaluation = await done(jobAt(server.url));
    expect(source(evaluation).requests.retries).toBe(1);
    expect(evaluation.summary).toMatchObject({ n: tasks.length, unscorable: 0 });
    const failing = await serve((n) => (n === 1 ? { status: 503, body: " ".repeat(2 ** 20) } : null));
    expect(source(await done(jobAt(failing.url))).requests.retries).toBe(1);
    const large = await serve((n) => (n === 1 ? { status: 200, body: " ".repeat(17 * 2 ** 20) } : null));
    const job = jobAt(large.url, { persistence: { concurrency: 1, retries: 0, waits: { firstMs: 1, longestMs: 1 } } });
    expect(await go(job)).toMatchObject({ state: "paused", reason: expect.stringMatching(/longer than 16 MiB/) });
  });

  it("records what a request did not say as the server's to choose", async () => {
    const server = await serve();
    const job = jobAt(server.url, { extra: { temperature: null, seed: null, max_tokens: null } });
    const { sampling, mode } = await done(job);
    expect(sampling).toEqual({ seed: null, temperature: null, samples_per_task: 2, max_completion_length: null });
    expect(mode).toBe("sampled");
    const renamed = await done(jobAt(server.url, { extra: { max_tokens: null, max_completion_tokens: 8 } }));
    expect(renamed.sampling).toEqual(job.sampling);
    expect(source(renamed).parameters).toEqual({ temperature: 1, max_completion_tokens: 8, stream: false });
  });

  it("finishes requests under way when it is interrupted, and keeps them", async () => {
    const stop = new AbortController();
    const server = await faultyServer(async (body) => {
      if (server.received.length === 8) stop.abort();
      return respond(body);
    });
    servers.push(server);
    const job = jobAt(server.url);
    const result = await go({ ...job, signal: stop.signal });
    expect(result).toMatchObject({ state: "interrupted" });
    expect(result).toMatchObject({ done: server.received.length });
    expect(server.received.length).toBeLessThan(8 + 4);
    await done(job);
    expect(new Set(answered(server)).size).toBe(answered(server).length);
  });
});

describe("the cache", () => {
  it("answers the same evaluation again without a request, and shares with larger ones", async () => {
    const server = await serve();
    const job = jobAt(server.url, { tasks: tasks.slice(0, 5) });
    const first = await done(job);
    expect(await done(job)).toEqual(first);
    expect(server.received).toHaveLength(10);
    const all = await done({ ...job, tasks });
    expect(server.received).toHaveLength(2 * tasks.length);
    expect(source(all).requests).toMatchObject({ asked: 2 * tasks.length - 10, reused: 10 });
    expect(all.tasks.slice(0, 5)).toEqual(first.tasks);
  });

  it("tells apart everything that matters", async () => {
    const base = { url: "http://a/v1", model: "m" };
    const { sampling } = jobAt("");
    const keys = (
      endpoint = base,
      changes: Partial<typeof sampling> = {},
      extra: Record<string, unknown> = {},
      of: readonly (typeof tasks)[number][] = tasks,
    ) => rolloutRequests(endpoint, sums, of, { ...sampling, ...changes }, extra).map((r) => r.key);
    const variants = [
      keys(),
      keys({ ...base, url: "http://b/v1" }),
      keys({ ...base, model: "n" }),
      keys(base, { temperature: 0.5 }),
      keys(base, { max_completion_length: 9 }),
      keys(base, { seed: 8 }),
      keys(base, {}, { top_p: 0.9 }),
      keys(base, {}, { seed: null }),
      keys(base, { seed: 8 }, { seed: null }),
    ].flat();
    expect(new Set(variants).size).toBe(variants.length);
    expect(keys(base, {}, { top_p: null, b: 1, a: 2 })).toEqual(keys(base, {}, { a: 2, b: 1 }));
    // The same prompt again is a further draw, with a seed of its own.
    const twice = rolloutRequests(base, sums, [tasks[0], { ...tasks[0], id: "other" }], sampling, {});
    expect(new Set(twice.map((r) => r.key)).size).toBe(4);
    expect(new Set(twice.map((r) => r.body.seed)).size).toBe(4);
    // More samples keep the first ones.
    expect(keys(base, { samples_per_task: 3 })).toEqual(expect.arrayContaining(keys()));
  });

  it("drops a line torn by a kill and asks for it again", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    const first = await done(job);
    const [file] = globSync("*/*/completions.jsonl", { cwd: job.cache }).map((f) => join(job.cache, f));
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    rmSync(file);
    appendFileSync(file, `${lines.slice(0, 20).join("\n")}\n${lines[20].slice(0, 60)}`);
    const plan = await planEndpointEvaluation(job);
    expect(plan.damaged).toBe(1);
    expect(plan.open).toHaveLength(lines.length - 20);
    expect(measured(await done(job))).toEqual(measured(first));
    expect(server.received).toHaveLength(2 * lines.length - 20);
    const again = readFileSync(file, "utf8");
    expect(again.endsWith("\n")).toBe(true);
    expect(
      again
        .trim()
        .split("\n")
        .map((l) => JSON.parse(l).key),
    ).toHaveLength(lines.length);
    expect((await planEndpointEvaluation(job)).damaged).toBe(0);
  });

  it("passes over lines that other hands have changed, and asks for those again", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    const first = await done(job);
    const [file] = globSync("*/*/completions.jsonl", { cwd: job.cache }).map((f) => join(job.cache, f));
    const lines = readFileSync(file, "utf8").trim().split("\n");
    const changed: Record<string, unknown>[] = [
      { usage: "abc" },
      { usage: { prompt_tokens: 1 } },
      { usage: { prompt_tokens: 1, completion_tokens: -5e300 } },
      { finish_reason: { a: 1 } },
      { served_model: [7] },
      { completion: 7 },
      { time: "yesterday" },
      { attempts: null },
    ];
    const bad = changed.map((c, i) => JSON.stringify({ ...JSON.parse(lines[i]), ...c }));
    const invalid = Buffer.from(lines[bad.length].replace(/"completion":"./, '"completion":"\u00ff'), "latin1");
    writeFileSync(
      file,
      Buffer.concat([
        Buffer.from(`${bad.join("\n")}\n`),
        invalid,
        Buffer.from(`\n${lines.slice(bad.length + 1).join("\n")}\n`),
      ]),
    );
    const plan = await planEndpointEvaluation(job);
    expect(plan.open).toHaveLength(changed.length + 1);
    expect(plan.damaged).toBe(changed.length + 1);
    expect(measured(await done(job))).toEqual(measured(first));
    expect(server.received).toHaveLength(lines.length + changed.length + 1);
  });

  it("goes on without what a damaged line of events counted", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    const first = await done(job);
    const [events] = globSync("*/*/events.jsonl", { cwd: job.cache }).map((f) => join(job.cache, f));
    appendFileSync(events, 'garbage{\nnull\n{"event":"paused"}\n{"torn');
    expect(await planEndpointEvaluation(job)).toMatchObject({ damaged: 2, counts: { sittings: 1, pauses: 1 } });
    expect(measured(await done(job))).toEqual(measured(first));
    const [file] = globSync("*/*/completions.jsonl", { cwd: job.cache }).map((f) => join(job.cache, f));
    writeFileSync(file, readFileSync(file, "utf8").split("\n").slice(3).join("\n"));
    const again = await done(job);
    expect(source(again).requests).toMatchObject({ sittings: 2, pauses: 1 });
    expect(server.received).toHaveLength(2 * tasks.length + 3);
  });

  it.each(["events.jsonl", "completions.jsonl", "about.json"])(
    "says before anything is asked that a folder stands in place of %s",
    async (name) => {
      const server = await serve();
      const job = jobAt(server.url);
      await done(job);
      const own = join(job.cache, globSync("*/*", { cwd: job.cache })[0]);
      for (const taken of new Set([name, "completions.jsonl"])) rmSync(join(own, taken));
      mkdirSync(join(own, name));
      const before = server.received.length;
      await expect(go(job)).rejects.toMatchObject({
        name: "EndpointError",
        message: expect.stringMatching(`${name}.*--cache`),
      });
      expect(server.received).toHaveLength(before);
    },
  );

  it("keeps an evaluation's own answers, whatever others that run at the same time are told", async () => {
    // Another answer to each request, as a server without seeds gives, and none before all three ask.
    let draws = 0;
    const all = Promise.withResolvers<void>();
    const server = await faultyServer(async () => {
      const completion = chatCompletion(`${draws++}`);
      if (draws === 3 * 4) all.resolve();
      await all.promise;
      return completion;
    });
    servers.push(server);
    const job = jobAt(server.url);
    const jobs = [6, 8, 10].map((n) => ({ ...job, tasks: tasks.slice(0, n) }));
    const plans = await Promise.all(jobs.map((j) => planEndpointEvaluation(j)));
    const once = async (i: number) => {
      const result = await evaluateEndpoint({ ...jobs[i], now: () => new Date(1000 - i) }, plans[i]);
      return result.state === "done" ? result.evaluation : expect.unreachable();
    };
    const first = await Promise.all(jobs.map((_, i) => once(i)));
    expect(server.received).toHaveLength(2 * (6 + 8 + 10));
    for (const [i, j] of jobs.entries()) expect(await done(j)).toEqual(first[i]);
    expect(first[1].tasks[0].samples).not.toEqual(first[0].tasks[0].samples);
    // Reused is the earliest of several, so that it stays the same when a later one comes.
    const fourth = await done({ ...job, tasks: tasks.slice(0, 9) });
    expect(fourth.tasks).toEqual(first[2].tasks.slice(0, 9));
    expect(source(fourth).requests).toMatchObject({ asked: 0, reused: 18 });
  });

  it("never lets a later line stand in place of an earlier one of the evaluation itself", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    const first = await done(job);
    const [file] = globSync("*/*/completions.jsonl", { cwd: job.cache }).map((f) => join(job.cache, f));
    appendFileSync(file, readFileSync(file, "utf8").replaceAll(/"completion":"\d+"/g, '"completion":"changed"'));
    expect(await done(job)).toEqual(first);
  });

  it("looks again, once it may write, at what another process has left since the plan was made", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    const plan = await planEndpointEvaluation(job);
    const first = await done(job);
    const second = await evaluateEndpoint(job, plan);
    expect(second.state === "done" && measured(second.evaluation)).toEqual(measured(first));
    expect(server.received).toHaveLength(2 * tasks.length);
  });

  it("says what to do about the lock of a machine that is no more", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    const { group, id } = await planEndpointEvaluation(job);
    mkdirSync(join(group, id), { recursive: true });
    const lock = join(group, id, "lock.json");
    writeFileSync(lock, JSON.stringify({ pid: 1, host: "another-host", started: "1" }));
    await expect(go(job)).rejects.toThrow(`${lock} names it and its machine: wait for it, or, if it has ended`);
    expect(server.received).toHaveLength(0);
    rmSync(lock);
    expect((await done(job)).summary.n).toBe(tasks.length);
  });

  it("lets one process at a time make an evaluation", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    const plan = await planEndpointEvaluation(job);
    const first = evaluateEndpoint(job, plan);
    await expect(evaluateEndpoint(job, plan)).rejects.toThrow(/another process makes this evaluation/);
    expect((await first).state).toBe("done");
    expect(server.received).toHaveLength(2 * tasks.length);
  });
});

describe("an estimate", () => {
  it("counts what is still to ask", async () => {
    const server = await serve();
    const job = jobAt(server.url);
    await done({ ...job, tasks: tasks.slice(0, 5) });
    const plan = await planEndpointEvaluation(job);
    const e = estimate(plan, 8, { in: 2, out: 10 });
    expect(e).toMatchObject({ requests: 2 * tasks.length, cached: 10, to_ask: 2 * tasks.length - 10 });
    expect(e.completion_tokens_at_most).toBe(8 * e.to_ask);
    expect(e.prompt_tokens / e.to_ask).toBeGreaterThan(5);
    expect(e.prompt_tokens / e.to_ask).toBeLessThan(15);
    expect(e.price_at_most).toBeCloseTo((2 * e.prompt_tokens + 80 * e.to_ask) / 1e6, 12);
    expect(estimate(plan, 8, null).price_at_most).toBeNull();
  });
});
