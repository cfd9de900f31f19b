/**
 * GRPO step time, decisis against TRL on the same work in the same call: rounds alternate, a matrix product before and after
 * each run shows whether the machine was quiet, and a step of TRL replayed here must give the same loss and gradient.
 *
 *   npx node benchmarks/grpo-step.ts --python <python with trl> [--rounds 3] [--steps 5] [--out benchmarks/baselines/grpo-step-a.json]
 *
 * Shape (a) by default: Qwen2, 4 layers, width 256, 4,096 tokens, 5 M parameters, full fine-tuning, 8 prompts of 42 tokens × 8
 * completions of 64 tokens, float32, 2 threads, no KL term, one update a batch.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: flags } = parseArgs({
  options: {
    python: { type: "string" },
    rounds: { type: "string", default: "3" },
    steps: { type: "string", default: "5" },
    "prompt-tokens": { type: "string", default: "42" },
    "group-size": { type: "string", default: "8" },
    out: { type: "string" },
  },
});
if (!flags.python) throw new Error("usage: grpo-step.ts --python <python with torch and trl>");

interface Run {
  readonly steps: readonly Record<string, number>[];
  readonly median: Record<string, number>;
  readonly matmul_gflops: { readonly before: number; readonly after: number };
  readonly versions?: Record<string, string>;
  readonly peak_rss_mb?: number;
}
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
/** Runs a program; its last line on stdout is JSON, if it says anything. */
function call(command: string, args: readonly string[]): unknown {
  const out = execFileSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 1 << 28,
  });
  const last = out.trim().split("\n").at(-1);
  return last ? JSON.parse(last) : null;
}
const python = (...args: string[]): unknown => call(flags.python!, [here("./trl_grpo_step.py"), ...args]);
const node = (...args: string[]): unknown => call(process.execPath, [here("./decisis-grpo-step.ts"), ...args]);
function median(xs: readonly number[]): number {
  const sorted = [...xs].sort((a, b) => a - b);
  return (sorted[(xs.length - 1) >> 1] + sorted[xs.length >> 1]) / 2;
}
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const work = mkdtempSync(join(tmpdir(), "grpo-step-"));
const shape = ["--folder", work];
const size = ["--group-size", flags["group-size"]];
python("make", ...shape, "--prompt-tokens", flags["prompt-tokens"]);
python("dump", ...shape, ...size, "--out", join(work, "step.json"));
const parity = node("replay", ...shape, "--step", join(work, "step.json")) as {
  loss: { difference: number };
  grad_norm: { relative: number };
};
say(`replayed step: ${JSON.stringify(parity)}`);
if (!(parity.loss.difference <= 1e-3 && parity.grad_norm.relative <= 1e-3))
  throw new Error("loss or gradient differ: the comparison is void");

const rounds: { trl: Run; decisis: Run; quiet: boolean }[] = [];
for (let i = 0; i < Number(flags.rounds); i++) {
  const trl = python("run", ...shape, ...size, "--steps", flags.steps) as Run;
  const decisis = node("run", ...shape, ...size, "--steps", flags.steps) as Run;
  const quiet = [trl, decisis].every(({ matmul_gflops: m }) => Math.abs(m.before / m.after - 1) <= 0.15);
  rounds.push({ trl, decisis, quiet });
  say(
    `round ${i + 1}${quiet ? "" : " (noisy)"}: TRL ${trl.median.step.toFixed(2)} s (rollout ${trl.median.rollout.toFixed(2)}, training ${trl.median.training.toFixed(2)}); ` +
      `decisis ${decisis.median.step.toFixed(2)} s (rollout ${decisis.median.rollout.toFixed(2)}, training ${decisis.median.training.toFixed(2)}); ` +
      `ratio ${(trl.median.step / decisis.median.step).toFixed(2)}`,
  );
}
const used = rounds.some((r) => r.quiet) ? rounds.filter((r) => r.quiet) : rounds;
const ratios = used.map((r) => r.trl.median.step / r.decisis.median.step);
const result = {
  what: `GRPO step, shape (a), prompts of ${flags["prompt-tokens"]} tokens, ${flags["group-size"]} completions a prompt`,
  machine: { cpu: cpus()[0].model, cores: cpus().length },
  versions: rounds[0].trl.versions,
  node: process.version,
  parity,
  rounds: rounds.length,
  quietRounds: rounds.filter((r) => r.quiet).length,
  ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
  trl: parts(used.map((r) => r.trl)),
  decisis: {
    ...parts(used.map((r) => r.decisis)),
    peak_rss_mb: Math.max(...rounds.map((r) => r.decisis.peak_rss_mb ?? 0)),
  },
  raw: rounds,
};
function parts(runs: readonly Run[]): Record<string, number> {
  return Object.fromEntries(Object.keys(runs[0].median).map((k) => [k, median(runs.map((r) => r.median[k]))]));
}
say(
  `ratio of step times, TRL / decisis: median ${result.ratio.median.toFixed(2)} (${result.ratio.least.toFixed(2)} to ${result.ratio.most.toFixed(2)}), ${result.quietRounds} of ${result.rounds} rounds quiet`,
);
if (flags.out) writeFileSync(flags.out, `${JSON.stringify(result, null, 1)}\n`);
