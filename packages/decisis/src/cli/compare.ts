import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { type Evaluation, readEvaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import { figure, interval, pValue, signed } from "../report/terminal-table.ts";
import { readRunDescription, seedFolder } from "../runs/run-folder.ts";
import { comparePaired } from "../statistics/comparison.ts";
import { type Verdict, verdict } from "../statistics/verdict.ts";
import { BarError, type GlobalOptions, outputOf, UsageError } from "./output.ts";

const BARS: Readonly<Record<string, readonly Verdict[]>> = {
  better: ["better"],
  "as-good": ["better", "as good as"],
  "not-worse": ["better", "as good as", "no significant change"],
};

export function compare(program: Command): void {
  program
    .command("compare")
    .description("compare two models task by task: runs (their last stage, or run@stage) or evaluation files")
    .argument("<from>", "run folder, run@stage, or evaluation file")
    .argument("<to>", "the same")
    .addOption(
      new Option("--require <bar>", "exit with 1 unless `to` is this against `from`").choices(Object.keys(BARS)),
    )
    .action((from: string, to: string, { require: bar }: { require?: string }) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const [start, end] = [evaluationsOf(from), evaluationsOf(to)];
      const pairs = pairUp(start, end);
      const result = comparePaired(pairs, "compare");
      const word = verdict({ ...result, pAdjusted: null });
      output.print(
        `${from} → ${to}: ${word}
${figure(result.fromMean)} → ${figure(result.toMean)}, difference ${signed(result.difference)}, 95 % interval ${interval(result.ci95)}, p ${pValue(result.p)}
${result.n} tasks in ${result.clusters} clusters, ${pairs.length === 1 ? "one seed" : `${pairs.length} seeds`}; smallest detectable difference ${figure(result.smallestDetectable)}
${result.perSeed.map((s) => `seed ${s.seed}: ${signed(s.difference)} [${interval(s.ci95)}]`).join("\n")}
Shares of the reward's range, paired by task.`,
      );
      output.data({ from, to, verdict: word, ...result });
      if (bar !== undefined && !BARS[bar].includes(word))
        throw new BarError(`${to} is not ${bar} against ${from}: ${word}`);
    });
}

/** One evaluation a seed. */
function evaluationsOf(name: string): readonly Evaluation[] {
  if (existsSync(name) && statSync(name).isFile()) return [readEvaluation(name)];
  const at = name.lastIndexOf("@");
  const folder = existsSync(name) || at < 0 ? name : name.slice(0, at);
  const { config, seeds } = readRunDescription(folder);
  const stage = folder === name ? config.stages.at(-1)!.id : name.slice(at + 1);
  return seeds.map((seed) => {
    const path = join(seedFolder(folder, seeds, seed), "evaluations", `${stage}.json`);
    if (!existsSync(path))
      throw new UsageError(
        `${folder} has no evaluation of \`${stage}\` for seed ${seed}: its stages are base, ${config.stages.map((s) => s.id).join(", ")}`,
      );
    return readEvaluation(path);
  });
}

/** Seeds that both sides have; a single evaluation on each side is a pair whatever its seed. */
function pairUp(start: readonly Evaluation[], end: readonly Evaluation[]): Parameters<typeof comparePaired>[0] {
  const pairs =
    start.length === 1 && end.length === 1
      ? [{ seed: end[0].seed, start: start[0], end: end[0] }]
      : start.flatMap((s) => end.filter((e) => e.seed === s.seed).map((e) => ({ seed: s.seed, start: s, end: e })));
  if (pairs.length === 0)
    throw new UsageError("the two have no training seed in common: compare runs with the same seeds");
  for (const { start: s, end: e } of pairs) {
    const name = ({ environment }: Evaluation): string => `${environment.id} ${environment.version}`;
    if (name(s) !== name(e))
      throw new UsageError(`${name(s)} cannot be compared with ${name(e)}: evaluate both on the same environment`);
  }
  const seedPairs = pairs.map(({ seed, start: s, end: e }) => ({ seed, from: scoredTasks(s), to: scoredTasks(e) }));
  for (const { from, to } of seedPairs) {
    const ids = new Set(from.map((t) => t.id));
    if (!to.some((t) => ids.has(t.id)))
      throw new UsageError("the two have no task in common: evaluate both on the same tasks");
  }
  return seedPairs;
}
