/**
 * Kills a training run with SIGKILL at random instants, resumes it each time, and compares what is left on disk with a run
 * that was never disturbed: metrics (apart from timings), rollouts and final weights must be identical.
 *
 *   npx node packages/decisis/scripts/kill-and-resume.ts --model models/pocket [--kills 10] [--seed 1] [--out docs/results/crash-safety/report.json]
 *
 * The model has to earn rewards after 60 steps of SFT, or GRPO moves no weights and its resumption is not put to the test.
 * Exits 1 on any difference, and if a stage moved no weights.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Random } from "@decisis/tensor";
import { isTiming } from "../src/monitoring/metric-registry.ts";

const { values: flags } = parseArgs({
  options: {
    model: { type: "string" },
    kills: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
  },
});
if (!flags.model) throw new Error("usage: kill-and-resume.ts --model <folder>");
const random = Random.at(Number(flags.seed), "kills");
const work = mkdtempSync(join(tmpdir(), "kill-and-resume-"));
writeFileSync(
  join(work, "run.yaml"),
  `name: crash
model: ${resolve(flags.model)}
corpus:
  generated: { seed: 3, cases: 2000 }
environments: [{ id: bluebook-citation }]
seeds: [1]
stages:
  - { id: sft, method: sft, max_steps: 60, batch_size: 16, max_length: 320, max_completion_length: 64, learning_rate: 1.0e-3, eval_every: 15, eval_tasks: 8, checkpoint_every: 5 }
  - { id: grpo, method: grpo, preset: dapo, steps: 24, prompts_per_step: 4, num_generations: 6, down_sample_to: 4, max_completion_length: 64, learning_rate: 2.0e-4, norm_learning_rate: 2.0e-3, beta: 0.02, checkpoint_every: 3, eval_every: null, dynamic_sampling: { max_gen_batches: 2, on_exhausted: train } }
evaluation: { split: test, tasks: 16, max_completion_length: 64 }
`,
);

const cli = fileURLToPath(new URL("../bin/decisis.js", import.meta.url));
interface Ending {
  readonly code: number | null;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs the command; killed after `killAfter` seconds if it takes longer. */
function train(out: string, resume: boolean, killAfter: number | null): Promise<Ending> {
  const began = performance.now();
  const args = [cli, "train", join(work, "run.yaml"), "--out", out, ...(resume ? ["--resume"] : [])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const timer = killAfter === null ? null : setTimeout(() => child.kill("SIGKILL"), killAfter * 1000);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      if (timer) clearTimeout(timer);
      resolve({ code, stderr, seconds: (performance.now() - began) / 1000 });
    });
  });
}

function fingerprint(out: string): Record<string, string> {
  const hash = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
  const lines = (file: string): string =>
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.stringify(Object.entries(JSON.parse(line)).filter(([name]) => !isTiming(name))))
      .join("\n");
  const found: Record<string, string> = { "metrics.jsonl": hash(lines(join(out, "metrics.jsonl"))) };
  for (const file of readdirSync(join(out, "samples")))
    found[`samples/${file}`] = hash(readFileSync(join(out, "samples", file)));
  for (const stage of ["sft", "grpo"])
    found[`${stage} weights`] = hash(readFileSync(join(out, "checkpoints", stage, "final", "model.safetensors")));
  for (const file of globSync("evaluations/**/*.json", { cwd: out })) found[file] = hash(readFileSync(join(out, file)));
  return found;
}

const whole = join(work, "whole");
const undisturbed = await train(whole, false, null);
if (undisturbed.code !== 0) throw new Error(`the undisturbed run failed: ${undisturbed.stderr}`);
process.stdout.write(`undisturbed run: ${undisturbed.seconds.toFixed(1)} s\n`);

const cut = join(work, "cut");
const kills: { readonly after: number; readonly stage: string }[] = [];
let ended: Ending = { code: null, stderr: "", seconds: 0 };
while (ended.code === null) {
  const resume = existsSync(join(cut, "run.json"));
  const enough = kills.length >= Number(flags.kills);
  // Instants over the whole of a sitting, start-up and final evaluation included.
  const after = enough ? null : 0.5 + random.uniform() * undisturbed.seconds * 0.6;
  ended = await train(cut, resume, after);
  if (ended.code === null) {
    const metrics = join(cut, "metrics.jsonl");
    const last = existsSync(metrics) ? readFileSync(metrics, "utf8").trim().split("\n").length : 0;
    kills.push({ after: after!, stage: `${last} rows of metrics` });
    process.stdout.write(`killed after ${after!.toFixed(2)} s with ${last} rows of metrics\n`);
  } else if (ended.code !== 0) throw new Error(`resuming failed: ${ended.stderr}`);
  else if (!enough) {
    // It ran to its end before the instant came: begin anew until all kills are done.
    process.stdout.write(`finished after ${kills.length} kills; comparing and beginning again\n`);
    compare();
    rmSync(cut, { recursive: true });
    ended = { ...ended, code: null };
  }
}
const differences = compare();
/** Updates of a stage after which the weights were others: 0 means that resuming it was tried on a standstill. */
const moved = (stage: string): number =>
  readFileSync(join(whole, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { stage: string; update_norm?: number })
    .filter((row) => row.stage === stage && (row.update_norm ?? 0) > 0).length;
const report = {
  what: "training run killed with SIGKILL at random instants and resumed, against an undisturbed run",
  kills: kills.length,
  instants: kills,
  compared: Object.keys(fingerprint(whole)),
  differences,
  moved: { sft: moved("sft"), grpo: moved("grpo") },
  machine: { cpu: cpus()[0].model, cores: cpus().length },
  node: process.version,
};
if (flags.out) {
  mkdirSync(dirname(flags.out), { recursive: true });
  writeFileSync(flags.out, `${JSON.stringify(report, null, 1)}\n`);
}
process.stdout.write(`${kills.length} kills, ${report.compared.length} files compared, ${differences.length} differ\n`);
process.stdout.write(`updates that moved weights: SFT ${report.moved.sft}, GRPO ${report.moved.grpo}\n`);
process.exitCode = differences.length === 0 && report.moved.sft > 0 && report.moved.grpo > 0 ? 0 : 1;

function compare(): string[] {
  const [a, b] = [fingerprint(whole), fingerprint(cut)];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const different = [...names].filter((name) => a[name] !== b[name]);
  if (different.length > 0) throw new Error(`differs after resume: ${different.join(", ")} (in ${work})`);
  return different;
}
