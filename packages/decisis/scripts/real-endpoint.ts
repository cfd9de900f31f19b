/**
 * Evaluates a model at a real server through a proxy that injects faults, takes the server away, and kills the evaluation with
 * SIGKILL; then compares with an evaluation at the same server that nothing disturbed. Greedy, so that a server that is exact
 * answers the same twice.
 *
 *   npx node packages/decisis/scripts/real-endpoint.ts --serve .venv/bin/transformers --model models/pocket [--tasks 40] [--kills 3] [--seed 1] [--out report.json]
 *   npx node packages/decisis/scripts/real-endpoint.ts --url http://127.0.0.1:8000/v1 --model <its name>
 *
 * `--serve` starts `transformers serve` on the CPU: pip install "transformers[serving]" torch.
 * Exits 1 if a completion differs or has no score, or if a request was repeated after its answer was acknowledged.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Random } from "@decisis/tensor";
import { type ChatBody, type Fault, faultyServer } from "../src/endpoints/test-support/faulty-server.ts";
import type { EndpointSource, Evaluation } from "../src/evaluation/evaluation-file.ts";
import { promptHash } from "../src/runs/fingerprint.ts";

const { values: flags } = parseArgs({
  options: {
    serve: { type: "string" },
    url: { type: "string" },
    model: { type: "string" },
    environment: { type: "string", default: "bluebook-citation" },
    tasks: { type: "string", default: "40" },
    kills: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    port: { type: "string", default: "8399" },
    out: { type: "string" },
  },
});
if (!flags.model || (!flags.serve && !flags.url))
  throw new Error("usage: real-endpoint.ts --model <name or folder> (--serve <transformers> | --url <address>)");

const random = Random.at(Number(flags.seed), "real endpoint");
const work = mkdtempSync(join(tmpdir(), "real-endpoint-"));
const cli = fileURLToPath(new URL("../bin/decisis.js", import.meta.url));
const model = existsSync(flags.model) ? resolve(flags.model) : flags.model;
const target = flags.url ?? `http://127.0.0.1:${flags.port}/v1`;
const server = flags.serve ? await started(flags.serve, flags.port) : null;

/** A third of the requests meet one of these. */
const FAULTS: readonly Fault[] = [
  "reset",
  "html",
  "garbage",
  "half",
  { status: 500 },
  { status: 503, headers: { "retry-after": "1" } },
  { status: 429, headers: { "retry-after-ms": "200" } },
];
const proxy = await faultyServer(
  async (body) => {
    const response = await fetch(`${target}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  },
  () => (random.uniform() < 1 / 3 ? random.pick(FAULTS) : null),
);

try {
  const began = performance.now();
  const clean = join(work, "clean.json");
  const straight = await evaluation(target, "straight", clean).ended;
  if (straight !== 0) throw new Error(`the undisturbed evaluation ended with ${straight}`);
  const report = {
    ...(await disturbed(join(work, "disturbed.json"), read(clean))),
    seconds: 0,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
  };
  report.seconds = Math.round((performance.now() - began) / 1000);
  console.log(JSON.stringify(report, null, 2));
  if (flags.out) {
    mkdirSync(dirname(flags.out), { recursive: true });
    writeFileSync(flags.out, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (report.different > 0 || report.repeated > 0 || report.unscorable > 0 || report.pauses === 0) process.exitCode = 1;
} finally {
  await proxy.stop();
  server?.kill();
  rmSync(work, { recursive: true, force: true });
}

/** Kills, an outage, and the end; what came of it. */
async function disturbed(out: string, clean: Evaluation) {
  let repeated = 0;
  const turn = async (disturb: (child: ChildProcess) => Promise<void>): Promise<number | null> => {
    const acknowledged = new Set(kept());
    const from = proxy.received.length;
    const { child, ended } = evaluation(proxy.url, "disturbed", out);
    await disturb(child);
    const code = await ended;
    const asked = proxy.received.slice(from).map((r) => promptOf(r.body));
    repeated += asked.filter((prompt) => acknowledged.has(prompt)).length;
    return code;
  };
  const answers = (): number => proxy.received.filter((r) => r.fault === null).length;
  const share = Number(flags.tasks) / (Number(flags.kills) + 2);
  for (let kill = 1; kill <= Number(flags.kills); kill++)
    await turn(async (child) => {
      while (answers() < kill * share && child.exitCode === null) await sleep(5);
      child.kill("SIGKILL");
    });
  const outage = await turn(async (child) => {
    const before = answers();
    while (answers() < before + 2 && child.exitCode === null) await sleep(5);
    await proxy.stop();
  });
  await proxy.start();
  const end = await turn(async () => {});
  if (end !== 0) throw new Error(`the disturbed evaluation ended with ${end}`);
  const found = read(out);
  const { requests } = found.source as EndpointSource;
  return {
    target,
    model: flags.model,
    environment: found.environment,
    tasks: found.tasks.length,
    mean: found.summary.mean,
    kills: Number(flags.kills),
    exitOfOutage: outage,
    faults: proxy.received.filter((r) => r.fault !== null).length,
    ...requests,
    different: found.tasks.filter((t, i) => t.samples[0].completion !== clean.tasks[i].samples[0].completion).length,
    unscorable: found.summary.unscorable,
    repeated,
  };
}

function evaluation(url: string, cache: string, out: string) {
  const task = ["--environment", flags.environment, "--generated", "300", "--tasks", flags.tasks];
  const asking = ["--temperature", "0", "--max-completion-length", "64", "--concurrency", "2"];
  const patience = ["--retries", "8", "--retry-wait", "0.05", "--max-wait", "2"];
  const files = ["--cache", join(work, cache), "--out", out];
  const child = spawn(
    process.execPath,
    ["--conditions=decisis-source", cli, "eval", url, "--model", model, ...task, ...asking, ...patience, ...files],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  return { child, ended: new Promise<number | null>((done) => void child.on("exit", done)) };
}

/** Prompts of the completions that are on the disk. */
function kept(): string[] {
  return globSync("disturbed/*/*/completions.jsonl", { cwd: work })
    .flatMap((f) => readFileSync(join(work, f), "utf8").split("\n").slice(0, -1))
    .map((line) => (JSON.parse(line) as { prompt_hash: string }).prompt_hash);
}

function promptOf({ messages }: ChatBody): string {
  return promptHash(messages as Parameters<typeof promptHash>[0]);
}

function read(path: string): Evaluation {
  return JSON.parse(readFileSync(path, "utf8")) as Evaluation;
}

/** `transformers serve`, once it answers. */
async function started(program: string, port: string): Promise<ChildProcess> {
  const child = spawn(program, ["serve", "--host", "127.0.0.1", "--port", port, "--device", "cpu"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  for (let second = 0; second < 180; second++) {
    if (child.exitCode !== null) throw new Error(`${program} serve ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/v1/models`).catch(() => null);
    if (answer !== null) return child;
    await sleep(1000);
  }
  child.kill();
  throw new Error(`${program} serve did not answer within 180 s`);
}
