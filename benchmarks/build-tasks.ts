/**
 * Seconds in which each skill builds all its tasks from the whole of a case folder. Together they must stay under 60.
 *
 *   npx node benchmarks/build-tasks.ts --corpus <folder> [--repeats 3] [--out benchmarks/baselines/build-tasks.json]
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { importCorpus } from "../packages/decisis/src/corpus/import-corpus.ts";
import { sha256 } from "../packages/decisis/src/corpus/sha256.ts";
import type { Task } from "../packages/decisis/src/environments/environment.ts";
import { ENVIRONMENTS } from "../packages/decisis/src/environments/registry.ts";
import { canonicalJson } from "../packages/decisis/src/environments/task-id.ts";
import { median } from "./median.ts";

const MOST_SECONDS = 60;

const { values: flags } = parseArgs({
  options: {
    corpus: { type: "string" },
    repeats: { type: "string", default: "3" },
    out: { type: "string", default: "benchmarks/baselines/build-tasks.json" },
  },
});
const repeats = Number(flags.repeats);
if (!flags.corpus || !Number.isInteger(repeats) || repeats < 1)
  throw new Error("usage: build-tasks.ts --corpus <folder> [--repeats <n, 1 or more>] [--out <file>]");

const read = await timed(() => importCorpus(flags.corpus!));
const { cases } = read.value;
const skills = [];
for (const environment of ENVIRONMENTS) {
  const builds = [];
  for (let repeat = 0; repeat < repeats; repeat++)
    builds.push(await timed(() => environment.build(cases, { seed: 0 }).tasks));
  const hashes = new Set(builds.map(({ value }) => sha256(canonicalJson(value))));
  if (hashes.size > 1) throw new Error(`${environment.id}: tasks of one seed differ from build to build`);
  const skill = {
    id: environment.id,
    version: environment.version,
    seconds: median(builds.map(({ seconds }) => seconds)),
    tasks: parts(builds[0].value),
    sha256: [...hashes][0],
  };
  skills.push(skill);
  const { train, validation, test } = skill.tasks;
  process.stdout.write(
    `${skill.id.padEnd(20)} ${skill.seconds.toFixed(2).padStart(7)} s  ${train} train, ${validation} validation, ${test} test\n`,
  );
}
const seconds = read.seconds + skills.reduce((sum, skill) => sum + skill.seconds, 0);
const result = {
  what: `seconds to read a case folder (once) and to build all tasks of each skill from it, median of ${repeats}`,
  machine: { cpu: cpus()[0].model, cores: cpus().length, node: process.version },
  cases: cases.length,
  repeats,
  readSeconds: read.seconds,
  seconds,
  skills,
};
process.stdout.write(
  `${cases.length} cases read in ${read.seconds.toFixed(2)} s; ${seconds.toFixed(2)} s in all, at most ${MOST_SECONDS}\n`,
);
writeFileSync(flags.out, `${JSON.stringify(result, null, 1)}\n`);
process.exitCode = seconds < MOST_SECONDS ? 0 : 1;

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1e3 };
}

function parts(tasks: readonly Task[]): Readonly<Record<Task["split"], number>> {
  const count = (split: Task["split"]): number => tasks.filter((task) => task.split === split).length;
  return { train: count("train"), validation: count("validation"), test: count("test") };
}
