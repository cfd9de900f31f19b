import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Random } from "@decisis/tensor";
import type { Command } from "commander";
import { z } from "zod";
import type { Engine } from "../engines/engine.ts";
import type { Environment, SplitCase } from "../environments/environment.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { evaluateStored } from "../evaluation/evaluate-stored.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { readStoredCompletions } from "../evaluation/stored-completions.ts";
import { type PreflightJob, type PreflightReport, preflight } from "../preflight/preflight.ts";
import { preflightText } from "../preflight/preflight-text.ts";
import { drawnTasks, type ExpertFigures, everyTask } from "../preflight/skill-subject.ts";
import { THRESHOLDS, type Thresholds } from "../preflight/thresholds.ts";
import { openTokenLengths, type TokenLengths } from "../preflight/token-lengths.ts";
import { chooseTasks, type SkillTasks } from "../runs/choose-tasks.ts";
import { loadRunFile, type RunFile } from "../runs/run-file.ts";
import { ofSkill } from "../runs/stages.ts";
import { findEnvironment } from "./find-environment.ts";
import { loadRunCases } from "./load-cases.ts";
import { countNumber, wholeNumber } from "./numbers.ts";
import { openEngine } from "./open-engine.ts";
import { BarError, type GlobalOptions, type Output, outputOf, UsageError } from "./output.ts";

export interface PreflightOptions {
  readonly corpus?: string;
  readonly model?: string;
  readonly outputs?: readonly string[];
  /** False with `--no-sampling`. */
  readonly sampling: boolean;
  readonly tasks: number;
  readonly group?: number;
  readonly seed: number;
  readonly experts?: string;
  readonly threshold: Thresholds;
}

export function preflightCommand(program: Command): void {
  program
    .command("preflight")
    .description("look at everything that can spoil a run before it trains")
    .argument("<run.yaml>", "the run file")
    .option("--corpus <folder>", "folder of cases, instead of the run file's")
    .option("--model <folder>", "model that GRPO starts from, instead of the run file's: a checkpoint after SFT, say")
    .option(
      "--outputs <files...>",
      "completions that there are, instead of sampling: as `decisis eval --out` and `--records` write them",
    )
    .option("--no-sampling", "look at data and rewards alone")
    .option("--tasks <n>", "training tasks of each skill to sample", countNumber, 24)
    .option(
      "--group <n>",
      "completions of each (default: num_generations of the skill's first GRPO stage)",
      countNumber,
    )
    .option("--seed <seed>", "seed of sampling", wholeNumber, 1)
    .option("--experts <file.json>", 'what people did: { "<skill>": { "kappa": 0.7, "mean": 0.8 } }')
    .option(
      "--threshold <name=value>",
      `another mark: ${Object.keys(THRESHOLDS).join(", ")}; repeatable`,
      threshold,
      THRESHOLDS,
    )
    .action(async (path: string, options: PreflightOptions) => {
      await preflightRun(path, options, outputOf(program.opts<GlobalOptions>()));
    });
}

async function preflightRun(path: string, options: PreflightOptions, output: Output): Promise<void> {
  const loaded = await loadRunFile(path);
  const file: RunFile = {
    ...loaded,
    corpus: { ...loaded.corpus, folder: options.corpus === undefined ? loaded.corpus.folder : resolve(options.corpus) },
  };
  const environments = file.environments.map((e) => findEnvironment(e.id));
  const cases = await loadRunCases(file, output);
  const samples = options.sampling && options.outputs === undefined;
  const model = options.model === undefined ? file.model : resolve(options.model);
  const lengths = await openTokenLengths(model);
  const engine = await openEngine(file.engine.id, file.engine.threads);
  try {
    await engine.check(model, file.lora);
    const parts = { file, environments, cases, engine: samples ? engine : null, lengths, model, options, output };
    const report = await preflightOf(parts);
    output.print(preflightText(report));
    output.data({ ...report, thresholds: options.threshold });
    refuse(report);
  } finally {
    await engine.close();
  }
}

export interface PreflightParts {
  readonly file: RunFile;
  readonly environments: readonly Environment[];
  readonly cases: readonly SplitCase[];
  /** `null`: nothing is sampled. */
  readonly engine: Engine | null;
  readonly lengths: TokenLengths | null;
  readonly model: string;
  readonly options: PreflightOptions;
  readonly output: Output;
}

/** The report of a run's parts, with completions of the engine, of files, or without any. */
export async function preflightOf(parts: PreflightParts): Promise<PreflightReport> {
  const { file, environments, cases, engine, model, options, output } = parts;
  const stored = (options.outputs ?? []).map(readStoredCompletions);
  const skills = chooseTasks(file, environments, cases);
  const measure: PreflightJob["measure"] = async (skill, grpo) => {
    const { environment } = skill;
    const own = stored.find((s) => (s.environment?.id ?? environment.id) === environment.id);
    if (own !== undefined)
      return evaluateStored({
        stored: own,
        environment,
        tasks: everyTask(skill),
        complete: false,
        split: "test",
        seed: options.seed,
        sampling: null,
      });
    if (engine === null) return null;
    return sampled(engine, skill, {
      model,
      seed: options.seed,
      tasks: options.tasks,
      temperature: ofSkill((grpo ?? file.evaluation).temperature, environment.id),
      samples: options.group ?? grpo?.num_generations ?? 8,
      length: ofSkill((grpo ?? file.evaluation).max_completion_length, environment.id),
      onProgress: (done, total) => output.status(`${environment.id}: ${done} of ${total} tasks`),
    });
  };
  return preflight({
    file,
    skills,
    thresholds: options.threshold,
    lengths: parts.lengths,
    experts: options.experts === undefined ? {} : readExperts(options.experts),
    measure,
    otherModel: options.model !== undefined || stored.length > 0,
    clock: () => performance.now() / 1000,
    onProgress: (text) => output.status(text),
  });
}

interface SamplingWish {
  readonly model: string;
  readonly seed: number;
  readonly tasks: number;
  readonly temperature: number;
  readonly samples: number;
  readonly length: number;
  readonly onProgress: (done: number, total: number) => void;
}

const sampled = (engine: Engine, skill: SkillTasks, wish: SamplingWish): Promise<Evaluation> =>
  evaluate({
    engine,
    environment: skill.environment,
    tasks: drawnTasks(skill.train, wish.tasks, "sampling"),
    model: wish.model,
    stage: wish.model,
    mode: "sampled",
    split: "train",
    seed: wish.seed,
    sampling: {
      seed: Random.at(wish.seed, "preflight").uint32(),
      temperature: wish.temperature,
      samples_per_task: wish.samples,
      max_completion_length: wish.length,
    },
    onProgress: wish.onProgress,
  });

/** @throws UsageError for faults of golds or graders, BarError for other checks that failed */
export function refuse({ checks }: PreflightReport): void {
  const failed = checks.filter((c) => c.level === "error");
  if (failed.length === 0) return;
  const named = failed.map((c) => (c.skill === null ? c.id : `${c.id} (${c.skill})`)).join(", ");
  const fault = failed.find((c) => c.fault !== undefined);
  if (fault !== undefined)
    throw new UsageError(`preflight: ${named}: a fault of the ${fault.fault}: ${fault.evidence}`);
  throw new BarError(`preflight: failed: ${named}`);
}

function threshold(text: string, known: Thresholds): Thresholds {
  const [, name, value] = /^([a-z_]+)=(\d*\.?\d+)$/.exec(text) ?? [];
  if (name === undefined || !(name in THRESHOLDS))
    throw new UsageError(`--threshold ${text}: give name=value, with one of ${Object.keys(THRESHOLDS).join(", ")}`);
  return { ...known, [name]: Number(value) };
}

const experts = z.record(
  z.string(),
  z.strictObject({ kappa: z.number().min(-1).max(1).optional(), mean: z.number().optional() }),
);

function readExperts(path: string): Readonly<Record<string, ExpertFigures>> {
  try {
    return experts.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UsageError(`--experts ${path}: ${why}; give { "<skill>": { "kappa": 0.7, "mean": 0.8 } }`);
  }
}
