import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type ChatBody,
  chatCompletion,
  type Fault,
  type FaultyServer,
  faultyServer,
} from "../endpoints/test-support/faulty-server.ts";
import { figure } from "../report/terminal-table.ts";
import { promptHash } from "../runs/fingerprint.ts";
import { askingDisplay } from "./asking-display.ts";
import { type EvalOptions, heldOutTasks } from "./eval-tasks.ts";
import { outputOf } from "./output.ts";
import { decisis as command } from "./test-support/decisis.ts";

const CASES = ["--environment", "bluebook-citation", "--generated", "150", "--tasks", "40"];
const { environment, tasks } = await heldOutTasks(
  { environment: "bluebook-citation", generated: 150, generatorSeed: 0, tasks: 40 } as EvalOptions,
  outputOf({}),
);
const golds = new Map(tasks.map((t) => [promptHash(environment.prompt(t)), t.gold]));

/** Knows every answer; asked as `poor`, only every other one. */
async function respond(body: ChatBody) {
  const prompt = promptHash(body.messages as Parameters<typeof promptHash>[0]);
  const knows = body.model !== "poor" || Number.parseInt(prompt[0], 16) % 2 === 0;
  return chatCompletion(knows ? golds.get(prompt)! : "I do not know.");
}

let root = "";
let server: FaultyServer;
let fault: (n: number) => Fault | null = () => null;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "decisis-eval-"));
  fault = () => null;
  server = await faultyServer(respond, (n) => fault(n));
});
afterEach(async () => {
  await server.stop();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const decisis = (...args: string[]) => command("eval", ...args);
const at = (...args: string[]) =>
  decisis(server.url, "--model", "m", ...CASES, "--cache", join(root, "cache"), "--retry-wait", "0.001", ...args);

describe("decisis eval at an address", () => {
  it("measures, writes scores that pair, and says what it took", async () => {
    const scores = (model: string) => join(root, `${model}.json`);
    const prices = ["--price-in", "1", "--price-out", "2", "--json"];
    const gold = await at("--model", "gold", "--out", scores("gold"), ...prices);
    expect(gold.code).toBe(0);
    expect(JSON.parse(gold.out)).toMatchObject({
      share: 1,
      n: 40,
      unscorable: 0,
      source: { kind: "endpoint", model: "gold", requests: { asked: 40, reused: 0, retries: 0, pauses: 0 } },
      price: expect.closeTo((400 + 2 * [...golds.values()].join("").length) / 1e6, 9),
    });
    fault = (n) => (n % 5 === 0 ? { status: 503 } : null);
    const poor = await at("--model", "poor", "--out", scores("poor"));
    expect(poor.code).toBe(0);
    expect(poor.err).toMatch(/40 completions, 0 of them in .*; 40 to ask of http:\S+, 8 at once/);
    expect(poor.err.match(/HTTP 503/g)).toHaveLength(1);
    expect(poor.err.split("\n").length).toBeLessThan(30);
    expect(poor.out).toMatch(/40 completions asked for in 1 sitting, 0 found in the cache; \d+ retries, 0 pauses/);
    expect((await command("compare", scores("poor"), scores("gold"), "--require", "better")).code).toBe(0);
  });

  it("takes the key from the environment, and leaves it there", async () => {
    vi.stubEnv("DECISIS_API_KEY", "sk-hidden");
    fault = (n) => (n === 3 ? { status: 500, body: '{"error": {"message": "sk-hidden is slow"}}' } : null);
    const { out, err } = await at("--out", join(root, "o.json"), "--records", join(root, "r.jsonl"), "--verbose");
    expect(server.received.every((r) => r.authorization === "Bearer sk-hidden")).toBe(true);
    const files = globSync("**/*", { cwd: root })
      .map((f) => join(root, f))
      .filter((f) => statSync(f).isFile());
    expect(files.length).toBeGreaterThan(4);
    expect([out, err, ...files.map((f) => readFileSync(f, "utf8"))].join("")).not.toMatch(/sk-hidden/);
    expect(err).toMatch(/\[key\] is slow/);
    expect((await at("--api-key-env", "NOT_SET_HERE")).err).toMatch(/variable NOT_SET_HERE is not set/);
    vi.stubEnv("DECISIS_API_KEY", "sk-hidden");
    expect((await at("--model", "sk-hidden")).err).toMatch(/--model holds the API key/);
    const mistaken = await at("--api-key-env", "sk-typed");
    expect(mistaken).toMatchObject({
      code: 2,
      err: expect.stringMatching(/takes the name of an environment variable/),
    });
    expect(mistaken.err).not.toMatch(/sk-typed/);
  });

  it.each<[string, Fault, number, RegExp]>([
    [
      "cut short by its message's end",
      { status: 500, body: JSON.stringify({ error: { message: `${"x".repeat(285)}sk-HIDDEN12345/+=xyz` } }) },
      75,
      /x\[key\]/,
    ],
    [
      "percent-encoded in an address",
      { status: 302, headers: { location: "http://x/?k=sk-HIDDEN12345%2F%2B%3Dxyz" } },
      2,
      /k=\[key\]: give/,
    ],
    [
      "in base64, with its header",
      { status: 401, body: JSON.stringify({ detail: Buffer.from("Bearer sk-HIDDEN12345/+=xyz").toString("base64") }) },
      2,
      /\[key\]; check/,
    ],
  ])("never shows the key: %s", async (_, answer, code, words) => {
    vi.stubEnv("DECISIS_API_KEY", "sk-HIDDEN12345/+=xyz");
    fault = () => answer;
    const result = await at("--retries", "1", "--out", join(root, "o.json"), "--verbose");
    expect(result.code).toBe(code);
    expect(result.err).toMatch(words);
    const files = globSync("**/*.json*", { cwd: root }).map((f) => readFileSync(join(root, f), "utf8"));
    expect(files.length).toBeGreaterThan(1);
    expect([result.out, result.err, ...files].join("")).not.toMatch(/HIDDEN|SElEREVO|hJRERFTj|ISURERU/);
  });

  it("pauses with one line and exit code 75, writes no scores, and goes on where it stopped", async () => {
    fault = (n) => (n >= 12 ? { status: 502, body: "<html>" } : null);
    const out = join(root, "o.json");
    const paused = await at("--out", out, "--retries", "1", "--json");
    expect(paused.code).toBe(75);
    expect(paused.err.trim().split("\n").at(-1)).toMatch(
      /^paused after 12 of 40 completions, which are kept; the same command goes on: http:\S+: HTTP 502 Bad Gateway/,
    );
    expect(JSON.parse(paused.out)).toMatchObject({ state: "paused", done: 12, total: 40, pauses: 1, sittings: 1 });
    expect(existsSync(out)).toBe(false);
    fault = () => null;
    const { code, out: text } = await at("--out", out, "--retries", "1");
    expect(code).toBe(0);
    expect(text).toMatch(/40 completions asked for in 2 sittings, .*, 1 pause$/m);
    expect(JSON.parse(readFileSync(out, "utf8")).summary).toMatchObject({ n: 40, mean: 1, unscorable: 0 });
    expect(
      new Set(
        server.received
          .filter((r) => r.fault === null)
          .map((r) => r.body.messages[1]?.content ?? r.body.messages[0].content),
      ).size,
    ).toBe(40);
    expect(server.received.filter((r) => r.fault === null)).toHaveLength(40);
  });

  it("keeps what it has when it is interrupted", async () => {
    fault = (n) => {
      if (n === 10) process.emit("SIGINT");
      return null;
    };
    const stopped = await at();
    expect(stopped.code).toBe(130);
    expect(stopped.err).toMatch(/letting requests under way finish/);
    expect(stopped.err.trim().split("\n").at(-1)).toMatch(/^stopped after \d+ of 40 completions, which are kept/);
    expect((await at("--json")).out).toMatch(/"asked": 40,\s+"reused": 0,/);
    expect(server.received).toHaveLength(40);
  });

  it.each<[Fault, RegExp]>([
    [{ status: 401, body: '{"error": {"message": "no key"}}' }, /401 Unauthorized: no key; check the API key/],
    [{ status: 404, body: "<html>" }, /404 Not Found; check the address/],
    [{ status: 400, body: '{"error": {"message": "no seed, please"}}' }, /no seed, please; --body changes or removes/],
  ])("stops at once at %j", async (refusal, message) => {
    fault = () => refusal;
    const { code, err, out } = await at();
    expect(code).toBe(2);
    expect(err.trim().split("\n").at(-1)).toMatch(message);
    expect(err).not.toMatch(/\n\s+at |verbose/);
    expect(out).toBe("");
    expect(server.received.length).toBeLessThanOrEqual(8);
  });

  it("says beforehand how much would be asked, and asks nothing", async () => {
    const { code, out } = await at("--dry-run", "--samples", "3", "--price-in", "0.5", "--price-out", "1.5");
    expect(code).toBe(0);
    expect(out).toMatch(/40 test tasks × 3\n120 requests to http:\S+, model m: 0 answered already, 120 to ask/);
    expect(out).toMatch(/about [\d,]+ prompt tokens .*, at most 30,720 completion tokens\nat most 0\.\d{4} at these/);
    await at("--body", '{"seed": null}');
    expect(server.received.every((r) => !("seed" in r.body))).toBe(true);
    const renamed = '{"max_tokens": null, "max_completion_tokens": 9}';
    expect((await at("--max-completion-length", "9", "--dry-run", "--body", renamed)).code).toBe(0);
    const again = await at("--dry-run", "--json", "--body", '{"seed": null}');
    expect(JSON.parse(again.out)).toMatchObject({ requests: 40, cached: 40, to_ask: 0, price_at_most: null });
    expect(server.received).toHaveLength(40);
    expect(existsSync(join(root, "scores.json"))).toBe(false);
  });

  it.each<[string[], RegExp]>([
    [["http://127.0.0.1:9/v1", ...CASES], /--model <name>/],
    [["http://127.0.0.1:9/v1", "--model", "m", "--generated", "60"], /--environment <id>: see `decisis env list`/],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--body", "[1]"], /--body: give a JSON object/],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--body", '{"n": 2}'], /--body cannot set `n`/],
    [
      ["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--body", '{"temperature": 0}'],
      /--temperature sets it, to 1/,
    ],
    [
      ["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--body", '{"max_tokens": 9}'],
      /--max-completion-length says, 256/,
    ],
    [
      ["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--body", '{"max_completion_tokens": 9}'],
      /-length says, 256/,
    ],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--body", '{"seed": 5}'], /--seed sets it/],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--body", "{sk-secret"], /--body is no JSON: give an object/],
    [
      ["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--temperature", "-1", "--dry-run"],
      /--temperature.* 0 or more/,
    ],
    [["models/pocket", ...CASES, "--temperature", "-1", "--dry-run"], /--temperature.* 0 or more/],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--price-in", "1"], /--price-in and --price-out together/],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--timeout", "0"], /above 0/],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--price-in", "-1"], /0 or more/],
    [["http://u:pw@127.0.0.1:9/v1", "--model", "m", ...CASES], /holds a user or password/],
    [["127.0.0.1:9/v1", "--model", "m", ...CASES], /begins with http:/],
    [["models/pocket", "--model", "m", ...CASES], /--model is for addresses of an API, and models\/pocket is none/],
    [["nowhere.jsonl", ...CASES], /no file nowhere\.jsonl/],
    [["http://127.0.0.1:9/v1", "--model", "m", ...CASES, "--cache", "package.json"], /cannot write package\.json/],
  ])("%j is told in one line", async (args, message) => {
    const { code, err, out } = await decisis(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe("");
  });

  it("repeats no request that was acknowledged before a kill -9", async () => {
    const slow = await faultyServer(async (body) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return respond(body);
    });
    const cache = join(root, "killed");
    const out = join(root, "killed.json");
    const args = [slow.url, "--model", "poor", ...CASES, "--concurrency", "3", "--cache", cache, "--out", out];
    const cli = fileURLToPath(new URL("../../bin/decisis.js", import.meta.url));
    const kept = (): string[] =>
      globSync("*/*/completions.jsonl", { cwd: cache })
        .flatMap((f) => readFileSync(join(cache, f), "utf8").split("\n").slice(0, -1))
        .map((line) => JSON.parse(line).prompt_hash);
    const asked = (from: number): string[] =>
      slow.received.slice(from).map((r) => promptHash(r.body.messages as Parameters<typeof promptHash>[0]));
    try {
      let acknowledged: string[] = [];
      for (const killAt of [8, 25, null]) {
        const before = slow.received.length;
        const child = spawn(process.execPath, ["--conditions=decisis-source", cli, "eval", ...args], {
          stdio: "ignore",
        });
        const ended = new Promise<number | null>((resolve) => void child.on("exit", resolve));
        while (killAt !== null && slow.received.length < killAt) await new Promise((r) => setTimeout(r, 5));
        if (killAt !== null) child.kill("SIGKILL");
        expect(await ended).toBe(killAt === null ? 0 : null);
        expect(asked(before).filter((prompt) => acknowledged.includes(prompt))).toEqual([]);
        acknowledged = kept();
        if (killAt !== null) {
          expect(acknowledged.length).toBeGreaterThan(0);
          expect(acknowledged.length).toBeLessThan(40);
          expect(existsSync(out)).toBe(false);
        }
      }
      expect(new Set(acknowledged).size).toBe(40);
      const { source, ...evaluation } = JSON.parse(readFileSync(out, "utf8"));
      expect(source.requests).toMatchObject({ asked: 40, reused: 0, sittings: 3 });
      const clean = join(root, "clean.json");
      await at("--model", "poor", "--out", clean);
      const { source: _, ...undisturbed } = JSON.parse(readFileSync(clean, "utf8"));
      expect(evaluation).toEqual(undisturbed);
    } finally {
      await slow.stop();
    }
  }, 1_200_000);
});

describe("progress", () => {
  it("is one line on a terminal, with what is waited for", () => {
    let text = "";
    let clock = 0;
    const write = (part: unknown) => Boolean((text += String(part)));
    const show = askingDisplay(outputOf({}, { write }, { write, isTTY: true, columns: 200 }), () => clock);
    show({ done: 20, total: 100, retries: 0, trouble: null });
    clock = 60_000;
    show({ done: 60, total: 100, retries: 1, trouble: { reason: "HTTP 503", attempt: 1, waitMs: 2345 } });
    expect(text).toBe(
      "20 of 100 completions\r\u001b[K60 of 100 completions, 1 retry, 1 min 0 s left; HTTP 503: trying again in 2.3 s",
    );
  });
});

describe("decisis eval of a file", () => {
  it("grades again without a call, and says under which version before and now", async () => {
    const [out, records, again] = ["o.json", "r.jsonl", "again.json"].map((f) => join(root, f));
    await at("--model", "poor", "--out", out, "--records", records);
    const asked = server.received.length;
    const generated = ["--generated", "150"];
    for (const path of [out, records]) {
      const { code, out: text, err } = await decisis(path, ...generated, "--out", again);
      expect(code).toBe(0);
      expect(text).toMatch(
        /scored with bluebook-citation (\d+) before and now: mean reward (0\.\d+) → \2, 0 of 40 completions have another reward; nothing was called/,
      );
      expect(err).toMatch(/40 of \d+ test tasks of bluebook-citation \d+ have completions/);
      const [first, second] = [out, again].map((f) => JSON.parse(readFileSync(f, "utf8")));
      expect(second.tasks).toEqual(first.tasks);
      expect(second.source.rescored).toMatchObject({ changed: 0 });
      expect((await command("compare", out, again)).code).toBe(0);
    }
    // As scored by an earlier version, whose ids and rewards were others.
    const old = JSON.parse(readFileSync(out, "utf8"));
    old.environment.version = "0";
    for (const task of old.tasks) {
      task.id = `old-${task.id}`;
      task.reward = 0;
      for (const sample of task.samples) sample.reward = 0;
    }
    writeFileSync(out, JSON.stringify(old));
    const rescored = await decisis(out, ...generated, "--json");
    expect(JSON.parse(rescored.out).source.rescored).toMatchObject({
      from: "bluebook-citation 0",
      mean_before: 0,
      completions: 40,
    });
    const dry = await decisis(records, ...generated, "--dry-run");
    expect(dry.out).toMatch(/^40 completions can be graded; no request is needed/);
    expect(server.received).toHaveLength(asked);
  });

  it("takes completions that anyone has made, and refuses those of other tasks", async () => {
    const path = join(root, "mine.jsonl");
    writeFileSync(
      path,
      tasks
        .slice(0, 30)
        .map((t) => `${JSON.stringify({ task: t.id, completion: t.gold })}\n`)
        .join(""),
    );
    const some = CASES.slice(0, 4);
    expect((await decisis(path, ...some, "--json")).out).toMatch(/"share": 1,/);
    expect(await decisis(path, ...CASES)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no completion of 10 of 40 tasks/),
    });
    expect((await decisis(path, "--environment", "treatment", "--generated", "150")).err).toMatch(
      /mine\.jsonl:1: `[0-9a-f]{16}` is none of the \d+ test tasks of treatment/,
    );
    const evaluation = join(root, "e.json");
    await decisis(path, ...some, "--out", evaluation);
    expect((await decisis(evaluation, "--environment", "treatment", "--generated", "150")).err).toMatch(
      /holds completions of bluebook-citation, not of treatment/,
    );
    writeFileSync(path, JSON.stringify({ task: tasks[0].id, completion: null, error: "HTTP 500" }));
    expect(await decisis(path, ...some)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/none of 1 tasks.*HTTP 500/),
    });
  });

  it("says what is above chance where the task is to pick an option", async () => {
    const HOLDING = ["--environment", "holding-selection", "--generated", "60"];
    const picked = await heldOutTasks(
      { environment: "holding-selection", generated: 60, generatorSeed: 0, tasks: 200 } as EvalOptions,
      outputOf({}),
    );
    const path = join(root, "constant.jsonl");
    const answers = picked.tasks.map(({ id }) => `${JSON.stringify({ task: id, completion: "<answer>A</answer>" })}\n`);
    writeFileSync(path, answers.join(""));
    const { share, ci95, above_chance } = JSON.parse((await decisis(path, ...HOLDING, "--json")).out);
    expect(above_chance.mean).toBeCloseTo((share - 0.2) / 0.8, 12);
    expect(above_chance.ci95).toEqual(ci95.map((end: number) => expect.closeTo((end - 0.2) / 0.8, 12)));
    const { out } = await decisis(path, ...HOLDING);
    expect(out).toMatch(/share of range +95 % interval +above chance +reward/);
    expect(out).toContain(` ${figure(above_chance.mean)} [`);
  });
});
