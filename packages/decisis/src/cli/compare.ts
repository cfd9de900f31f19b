import { existsSync, statSync } from "node:fs";
import { type Command, Option } from "commander";
import { type Evaluation, readEvaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import { readRunRecords, reportedStages } from "../report/seed-records.ts";
import { figure, interval, pValue, signed } from "../report/terminal-table.ts";
import { comparePaired, type PairedComparison } from "../statistics/comparison.ts";
import { holm } from "../statistics/holm.ts";
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
      new Option("--require <bar>", "exit with 1 unless `to` is this against `from`, on every skill")
        .choices(Object.keys(BARS))
        .default("not-worse"),
    )
    .action((from: string, to: string, { require: bar }: { require: string }) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const [start, end] = [evaluationsOf(from), evaluationsOf(to)];
      const skills = [...start.keys()].filter((skill) => end.has(skill));
      if (skills.length === 0)
        throw new UsageError(
          `${from} was measured on ${[...start.keys()].join(", ")} and ${to} on ${[...end.keys()].join(", ")}: evaluate both on the same environment`,
        );
      const results = skills.map((skill) => ({
        skill,
        result: comparePaired(pairUp(start.get(skill)!, end.get(skill)!), "compare"),
      }));
      const adjusted = holm(results.map((r) => r.result.p));
      const compared = results.map(({ skill, result }, i) => ({
        skill,
        verdict: verdict({ ...result, pAdjusted: results.length === 1 ? null : adjusted[i] }),
        pAdjusted: adjusted[i],
        ...result,
      }));
      output.print(compared.map((c) => described(from, to, c, skills.length)).join("\n\n"));
      output.data(skills.length === 1 ? { from, to, ...compared[0] } : { from, to, skills: compared });
      const failed = compared.filter((c) => !BARS[bar].includes(c.verdict));
      if (failed.length > 0)
        throw new BarError(
          `${to} is not ${bar} against ${from}: ${failed.map((c) => (skills.length === 1 ? c.verdict : `${c.skill} ${c.verdict}`)).join(", ")}`,
        );
    });
}

function described(
  from: string,
  to: string,
  c: PairedComparison & { readonly skill: string; readonly verdict: Verdict; readonly pAdjusted: number },
  skills: number,
): string {
  const p =
    skills === 1 ? `p ${pValue(c.p)}` : `p ${pValue(c.p)}, ${pValue(c.pAdjusted)} by Holm over ${skills} skills`;
  const seeds = c.perSeed.length === 1 ? "one seed" : `${c.perSeed.length} seeds`;
  return `${skills === 1 ? "" : `${c.skill}: `}${from} → ${to}: ${c.verdict}
${figure(c.fromMean)} → ${figure(c.toMean)}, difference ${signed(c.difference)}, 95 % interval ${interval(c.ci95)}, ${p}
${c.n} tasks in ${c.clusters} clusters, ${seeds}; smallest detectable difference ${figure(c.smallestDetectable)}
${c.perSeed.map((s) => `seed ${s.seed}: ${signed(s.difference)} [${interval(s.ci95)}]`).join("\n")}
Shares of the reward's range, paired by task.`;
}

/** One evaluation a seed, by skill. */
function evaluationsOf(name: string): ReadonlyMap<string, readonly Evaluation[]> {
  if (existsSync(name) && statSync(name).isFile()) {
    const evaluation = readEvaluation(name);
    return new Map([[evaluation.environment.id, [evaluation]]]);
  }
  const at = name.lastIndexOf("@");
  const folder = existsSync(name) || at < 0 ? name : name.slice(0, at);
  const records = readRunRecords([folder]);
  const rows = reportedStages(records);
  const row = folder === name ? rows.at(-1) : rows.find((r) => r.name === name.slice(at + 1));
  if (row === undefined)
    throw new UsageError(
      `${folder} has no evaluation of \`${name.slice(at + 1)}\`: its stages are ${rows.map((r) => r.name).join(", ")}`,
    );
  return new Map(
    records.description.environments.map(({ id }) => [
      id,
      records.seeds.flatMap((seed) => seed.sampled.get(id)?.get(row.modelOf(seed)) ?? []),
    ]),
  );
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
