import { existsSync } from "node:fs";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import type { Engine, PromptedTask } from "../engines/engine.ts";
import type { Environment, SplitCase, Task } from "../environments/environment.ts";
import { faultyGolds, scoreBaselines } from "../evaluation/baselines.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { type Evaluation, readEvaluation } from "../evaluation/evaluation-file.ts";
import type { Report } from "../report/report.ts";
import { writeReport } from "../report/write-report.ts";
import { chooseTasks, type RunTasks } from "./choose-tasks.ts";
import { writeFileAtomically } from "./durable-file.ts";
import { modelFiles, promptHash, runFingerprint, tasksHash } from "./fingerprint.ts";
import type { Commit, TaskLine } from "./record-lines.ts";
import { checkpointsOf } from "./recovery.ts";
import type { RunFile, Stage } from "./run-file.ts";
import { claimRunFolder, type RunDescription, readWallSeconds, seedFolder, writeWallSeconds } from "./run-folder.ts";
import { lockRun } from "./run-lock.ts";
import { RunRecord } from "./run-record.ts";
import type { Surroundings } from "./surroundings.ts";

export interface RunJob {
  /** With absolute paths, as `loadRunFile` gives it. */
  readonly file: RunFile;
  /** Run folder. */
  readonly out: string;
  readonly resume: boolean;
  readonly engine: Engine;
  readonly environment: Environment;
  readonly cases: readonly SplitCase[];
  readonly surroundings: Surroundings;
  /** Aborted: the step is finished, a checkpoint written, and the run can be resumed. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
  readonly unknownMetrics: "refuse" | "warn";
}

export type RunProgress =
  | {
      readonly type: "stage";
      readonly seed: number;
      readonly stage: Stage;
      readonly done: number;
      readonly total: number | null;
    }
  | {
      readonly type: "step";
      readonly seed: number;
      readonly stage: Stage;
      readonly step: number;
      readonly total: number | null;
      readonly values: Readonly<Record<string, number | null>>;
    }
  | {
      readonly type: "evaluating";
      readonly seed: number;
      readonly stage: string;
      readonly mode: Evaluation["mode"];
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: "evaluated"; readonly seed: number; readonly evaluation: Evaluation }
  | { readonly type: "message"; readonly level: "info" | "warning" | "error"; readonly text: string };

export type RunOutcome =
  | { readonly state: "finished"; readonly report: Report }
  | { readonly state: "interrupted"; readonly seed: number; readonly stage: string };

/** The engine cannot do what the run file asks for. */
export class EngineRefusalError extends Error {
  override readonly name = "EngineRefusalError";
}

/** Everything that a run decides before the first step. */
export interface RunPlan {
  readonly tasks: RunTasks;
  readonly lines: readonly TaskLine[];
  readonly description: RunDescription;
}

/** Resolves and checks a run without training: what `--dry-run` shows. */
export async function planRun(
  job: Omit<RunJob, "out" | "resume" | "signal" | "onProgress" | "unknownMetrics">,
): Promise<RunPlan> {
  const { file, engine, environment, cases, surroundings } = job;
  refuseImpossible(file, engine);
  const files = await modelFiles(file.model);
  const tasks = chooseTasks(environment, cases, file);
  const all = [...new Map([...tasks.train, ...tasks.validation, ...tasks.evaluation].map((t) => [t.id, t])).values()];
  const sha256 = tasksHash(all);
  const description: RunDescription = {
    format: 1,
    name: file.name,
    created_at: surroundings.now().toISOString(),
    command: surroundings.command,
    config: file,
    seeds: file.seeds,
    seed: file.seeds.length === 1 ? file.seeds[0] : null,
    environment: { id: environment.id, version: environment.version, summary: environment.summary },
    grader: { id: environment.reward.id, range: environment.reward.range },
    tasks: {
      train: tasks.train.length,
      validation: tasks.validation.length,
      evaluation: tasks.evaluation.length,
      clusters: new Set(tasks.evaluation.map((t) => t.cluster)).size,
      skipped_cases: tasks.skipped,
      sha256,
      sources: [...new Set(all.map((t) => t.provenance.source))].sort(),
      licences: [...new Set(all.map((t) => t.provenance.licence))].sort(),
    },
    model: { folder: file.model, files },
    versions: surroundings.versions,
    machine: surroundings.machine,
    fingerprint: runFingerprint(file, { tasks: sha256, environment: environment.version, model: files }),
  };
  return { tasks, lines: all.map((t) => taskLine(environment, t)), description };
}

/**
 * Trains and evaluates every stage for every seed, then writes the report. Goes on wherever an earlier sitting of the
 * same run was cut off.
 */
export async function run(job: RunJob): Promise<RunOutcome> {
  const plan = await planRun(job);
  const release = lockRun(job.out);
  try {
    const { remarks } = claimRunFolder(job.out, plan.description, job.resume);
    const clock = new WallClock(job.out, job.surroundings.now);
    for (const text of remarks) job.onProgress({ type: "message", level: "warning", text });
    for (const seed of job.file.seeds) {
      const stoppedIn = await new SeedRun(job, plan, seed, clock, remarks).run();
      clock.save();
      if (stoppedIn !== null) return { state: "interrupted", seed, stage: stoppedIn };
    }
    return { state: "finished", report: await writeReport(job.out, job.surroundings.now()) };
  } finally {
    release();
  }
}

/** One seed from the base model to the last evaluation. */
class SeedRun {
  private readonly job: RunJob;
  private readonly plan: RunPlan;
  private readonly seed: number;
  private readonly clock: WallClock;
  private readonly record: RunRecord;
  private readonly commits = new Map<string, Commit>();

  constructor(job: RunJob, plan: RunPlan, seed: number, clock: WallClock, remarks: readonly string[]) {
    this.job = job;
    this.plan = plan;
    this.seed = seed;
    this.clock = clock;
    this.record = new RunRecord(
      seedFolder(job.out, job.file.seeds, seed),
      job.file.stages.map((s) => s.id),
      { now: job.surroundings.now, unknownMetrics: job.unknownMetrics },
    );
    this.record.writeTasks(plan.lines);
    for (const text of remarks) this.record.event("warning", text);
  }

  /** The stage that was interrupted, `null` if none was. */
  async run(): Promise<string | null> {
    try {
      this.scoreBaselines();
      if (!(await this.evaluate("base", false))) return "base";
      for (const stage of this.job.file.stages) {
        const known = this.record.progress.get(stage.id)?.final ?? null;
        const commit = known ?? (await this.train(stage));
        if (commit === null) return stage.id;
        this.commits.set(stage.id, commit);
        if (!(await this.evaluate(stage.id, known === null))) return stage.id;
      }
      return null;
    } finally {
      this.record.close();
    }
  }

  private scoreBaselines(): void {
    const { environment } = this.job;
    const { train, evaluation } = this.plan.tasks;
    const path = join(this.record.folder, "evaluations", "baselines.json");
    if (existsSync(path)) return;
    const faulty = faultyGolds(environment, [...train, ...evaluation]);
    if (faulty.length > 0)
      this.say("warning", `${faulty.length} tasks whose gold answer does not earn the full reward, e.g. ${faulty[0]}`);
    writeFileAtomically(path, JSON.stringify(scoreBaselines(environment, evaluation, train)));
  }

  private async train(stage: Stage): Promise<Commit | null> {
    const { job, record } = this;
    const stages = job.file.stages;
    const before = stages[stages.indexOf(stage) - 1];
    const checkpoint = record.progress.get(stage.id)?.checkpoint ?? null;
    const total = stage.method === "grpo" ? stage.steps : stage.max_steps;
    record.beginStage(stage.id, before === undefined ? 0 : this.commits.get(before.id)!.step);
    if (checkpoint !== null) record.event("info", "resumed from this step", checkpoint.commit.stage_step);
    job.onProgress({ type: "stage", seed: this.seed, stage, done: checkpoint?.commit.stage_step ?? 0, total });

    const events = job.engine.train(
      {
        stage,
        model: this.modelOf(stage.from),
        lora: job.file.lora,
        seed: this.seed,
        train: this.prompted(this.plan.tasks.train),
        validation: this.prompted(this.plan.tasks.validation.slice(0, stage.eval_tasks)),
        grade: this.grader(),
        checkpoints: checkpointsOf(record.folder, stage.id),
        resumeFrom: checkpoint?.folder ?? null,
        tokenBudget:
          stage.method === "sft" && stage.control_for !== null
            ? this.commits.get(stage.control_for)!.trained_tokens
            : null,
      },
      job.signal,
    );
    for await (const event of events) {
      switch (event.type) {
        case "metrics":
          record.metrics(event.step, event.values);
          job.onProgress({ type: "step", seed: this.seed, stage, step: event.step, total, values: event.values });
          break;
        case "rollouts":
          record.rollouts(event.step, event.rollouts);
          break;
        case "message":
          this.say(event.level, event.text);
          break;
        case "checkpoint":
          record.commit(event.folder, event.step, null);
          this.clock.save();
          break;
        case "done":
          this.clock.save();
          return record.commit(event.folder, event.step, event.trainedTokens);
      }
    }
    if (job.signal.aborted) return null;
    throw new Error(`engine ${job.engine.id} ended stage ${stage.id} without saying that it is done`);
  }

  /** False if it was interrupted. An evaluation that is on disk is not made again. */
  private async evaluate(stage: string, fresh: boolean): Promise<boolean> {
    const { job, record } = this;
    const options = job.file.evaluation;
    for (const mode of options.greedy ? (["sampled", "greedy"] as const) : (["sampled"] as const)) {
      const path = record.evaluationFile(stage, mode);
      if (!fresh && existsSync(path)) {
        job.onProgress({ type: "evaluated", seed: this.seed, evaluation: readEvaluation(path) });
        continue;
      }
      if (job.signal.aborted) return false;
      const evaluation = await unlessAborted(
        job.signal,
        evaluate({
          engine: job.engine,
          environment: job.environment,
          tasks: this.plan.tasks.evaluation,
          model: this.modelOf(stage),
          stage,
          mode,
          split: options.split,
          seed: this.seed,
          sampling: {
            // The same for all stages of a seed: they are compared on the same draws.
            seed: Random.at(this.seed, "evaluation").uint32(),
            temperature: options.temperature,
            samples_per_task: options.samples_per_task,
            max_completion_length: options.max_completion_length,
          },
          onProgress: (done, total) =>
            job.onProgress({ type: "evaluating", seed: this.seed, stage, mode, done, total }),
        }),
      );
      if (evaluation === null) return false;
      writeFileAtomically(path, JSON.stringify(evaluation));
      job.onProgress({ type: "evaluated", seed: this.seed, evaluation });
    }
    return true;
  }

  private modelOf(stage: string): string {
    return stage === "base" ? this.job.file.model : join(checkpointsOf(this.record.folder, stage), "final");
  }

  private prompted(tasks: readonly Task[]): PromptedTask[] {
    const { environment } = this.job;
    return tasks.map((task) => ({ id: task.id, messages: environment.prompt(task), gold: task.gold }));
  }

  private grader(): (taskId: string, completion: string) => ReturnType<Environment["reward"]["grade"]> {
    const { tasks } = this.plan;
    const byId = new Map([...tasks.train, ...tasks.validation].map((t) => [t.id, t]));
    return (taskId, completion) => this.job.environment.reward.grade(byId.get(taskId)!, completion);
  }

  private say(level: "info" | "warning" | "error", text: string): void {
    this.record.event(level, text);
    this.job.onProgress({ type: "message", level, text });
  }
}

/** Adds up the time of all sittings. */
class WallClock {
  private readonly folder: string;
  private readonly now: () => Date;
  private readonly began: number;
  private readonly earlier: number;

  constructor(folder: string, now: () => Date) {
    this.folder = folder;
    this.now = now;
    this.began = now().getTime();
    this.earlier = readWallSeconds(folder);
  }

  save(): void {
    writeWallSeconds(this.folder, this.earlier + (this.now().getTime() - this.began) / 1000);
  }
}

function refuseImpossible(file: RunFile, engine: Engine): void {
  const refuse = (what: string): never => {
    throw new EngineRefusalError(`engine ${engine.id} ${what}; choose another with --engine, or change the run file`);
  };
  const { methods, lora, fullFineTuning } = engine.capabilities;
  for (const { id, method } of file.stages) if (!methods.includes(method)) refuse(`has no ${method} (stage ${id})`);
  if (file.lora !== null && !lora) refuse("cannot train adapters (lora)");
  if (file.lora === null && !fullFineTuning) refuse("trains adapters only: set lora");
}

function taskLine(environment: Environment, task: Task): TaskLine {
  const messages = environment.prompt(task);
  const { id, version, split, cluster, origin, provenance, gold, facts } = task;
  return {
    id,
    prompt_hash: promptHash(messages),
    environment: task.environment,
    version,
    split,
    cluster,
    origin,
    provenance,
    messages,
    gold,
    facts,
  };
}

/** The result, or `null` as soon as the signal is aborted; what is still under way is left to the engine's `close`. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | null> {
  let stop = (): void => {};
  const aborted = new Promise<null>((resolve) => {
    stop = () => resolve(null);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    work.catch(() => {});
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
