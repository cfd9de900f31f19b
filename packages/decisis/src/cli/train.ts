import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { lostSkills } from "../curriculum/regression-gate.ts";
import { metricReference } from "../monitoring/metric-registry.ts";
import { terminalReport } from "../report/terminal-table.ts";
import { planRun, run } from "../runs/run.ts";
import { loadRunFile, type RunFile, runFileJsonSchema } from "../runs/run-file.ts";
import { surroundingsOf } from "../runs/surroundings.ts";
import { describePlan } from "./describe-plan.ts";
import { findEnvironment } from "./find-environment.ts";
import { loadRunCases } from "./load-cases.ts";
import { seedList } from "./numbers.ts";
import { openEngine } from "./open-engine.ts";
import { BarError, type GlobalOptions, InterruptedError, type Output, outputOf, UsageError } from "./output.ts";
import { progressDisplay } from "./progress-display.ts";

export interface TrainOptions {
  readonly corpus?: string;
  readonly model?: string;
  readonly out?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly seeds?: number[];
  readonly engine?: string;
}

export function train(program: Command): void {
  program
    .command("train")
    .description("train and evaluate the stages of a run file")
    .argument("[run.yaml]", "the run file")
    .option("--corpus <folder>", "folder of cases, instead of the run file's")
    .option("--model <folder>", "model to start from, instead of the run file's")
    .option("--out <folder>", "run folder (default: runs/<name>)")
    .option("--resume", "go on with the run in that folder")
    .option("--dry-run", "resolve, check and size the run without training")
    .option("--seeds <list>", "training seeds, e.g. 1,2,3, instead of the run file's", seedList)
    .option("--engine <id>", "engine, instead of the run file's")
    .option("--schema", "print the JSON Schema of run files")
    .option("--metrics", "print the reference of metrics")
    .action(async (path: string | undefined, options: TrainOptions & { schema?: boolean; metrics?: boolean }) => {
      if (options.schema) return void process.stdout.write(`${JSON.stringify(runFileJsonSchema(), null, 2)}\n`);
      if (options.metrics) return void process.stdout.write(metricReference());
      if (path === undefined)
        throw new UsageError("train: give a run file, e.g. `npx decisis train examples/demo/run.yaml`");
      await trainRun(path, options, outputOf(program.opts<GlobalOptions>()));
    });
}

/** From a run file to a report. Ctrl-C stops after the step, with a checkpoint; a second one stops at once. */
export async function trainRun(path: string, options: TrainOptions, output: Output): Promise<void> {
  const file = withOptions(await loadRunFile(path), options);
  const out = resolve(options.out ?? join("runs", file.name));
  const environments = file.environments.map((e) => findEnvironment(e.id));
  const cases = await loadRunCases(file, output);
  const engine = await openEngine(file.engine.id, file.engine.threads);
  const surroundings = surroundingsOf(["decisis", ...process.argv.slice(2)].join(" "));
  const stop = stopOnInterrupt(output);
  try {
    if (options.dryRun) {
      const plan = await planRun({ file, engine, environments, cases, surroundings });
      output.print(describePlan(plan));
      output.data(plan.description);
      return;
    }
    const outcome = await run({
      file,
      out,
      resume: options.resume === true,
      engine,
      environments,
      cases,
      surroundings,
      signal: stop.signal,
      onProgress: progressDisplay(output, file.seeds.length),
      unknownMetrics: "warn",
    });
    if (outcome.state === "interrupted")
      throw new InterruptedError(`stopped in ${outcome.stage}, seed ${outcome.seed}; go on with: ${goOn()}`);
    if (outcome.state === "refused")
      throw new BarError(
        ...outcome.failed.map(
          (a) =>
            `the reward of ${a.subject} fails its audit: ${a.failures[0]}${a.failures.length > 1 ? `, and ${a.failures.length - 1} more` : ""}`,
        ),
        'nothing was trained; `decisis preflight` lists all that was found; mend the reward, or say why it may train in the run file: audit: { override: "<reason>" }',
      );
    if (outcome.state === "stopped")
      throw new BarError(
        `${outcome.stage}, seed ${outcome.seed}, lost ${lostSkills(outcome.findings).join(", ")}: the gate is set to stop; see events.jsonl in ${shown(out)}`,
      );
    output.print(`\n${terminalReport(outcome.report)}\n\n${shown(join(out, "report.html"))}`);
    output.data(outcome.report);
  } finally {
    stop.release();
    await engine.close();
  }
}

/** The command that was typed, asked to resume; the demo does so by itself. */
function goOn(): string {
  const typed = process.argv.slice(2);
  return ["npx decisis", ...typed, ...(typed.includes("demo") || typed.includes("--resume") ? [] : ["--resume"])].join(
    " ",
  );
}

function withOptions(file: RunFile, options: TrainOptions): RunFile {
  if (options.engine !== undefined && options.engine !== "embedded")
    throw new UsageError(`--engine: no engine \`${options.engine}\`: there is embedded`);
  return {
    ...file,
    model: options.model === undefined ? file.model : resolve(options.model),
    seeds: options.seeds ?? file.seeds,
    engine: { ...file.engine, id: options.engine ?? file.engine.id },
    corpus: { ...file.corpus, folder: options.corpus === undefined ? file.corpus.folder : resolve(options.corpus) },
  };
}

function stopOnInterrupt(output: Output): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    output.note("finishing the step and saving a checkpoint; once more to stop at once");
    controller.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    release: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal),
  };
}

/** Short from where the user stands. */
export const shown = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") ? path : short;
};
