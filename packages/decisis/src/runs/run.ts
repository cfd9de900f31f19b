import { splitManifest } from "../corpus/split.ts";
import type { GateFinding } from "../curriculum/regression-gate.ts";
import type { Engine } from "../engines/engine.ts";
import { citedInTraining } from "../environments/cited-in-training.ts";
import type { Environment, SplitCase, Task } from "../environments/environment.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import type { Report } from "../report/report.ts";
import { writeReport } from "../report/write-report.ts";
import { chooseTasks, type SkillTasks } from "./choose-tasks.ts";
import { modelFiles, promptHash, runFingerprint, tasksHash } from "./fingerprint.ts";
import type { Purpose } from "./record-files.ts";
import type { TaskLine } from "./record-lines.ts";
import { type RewardAudit, rewardAudits } from "./reward-audit.ts";
import type { RunFile, Stage } from "./run-file.ts";
import {
  claimRunFolder,
  type DescribedEnvironment,
  FORMAT,
  type RunDescription,
  recordedAudits,
  usableRunFolder,
} from "./run-folder.ts";
import { lockRun } from "./run-lock.ts";
import { RunTasks } from "./run-tasks.ts";
import { SeedRun } from "./seed-run.ts";
import type { Surroundings } from "./surroundings.ts";
import { WallClock } from "./wall-clock.ts";

export interface RunJob {
  /** With absolute paths, as `loadRunFile` gives it. */
  readonly file: RunFile;
  /** Run folder. */
  readonly out: string;
  readonly resume: boolean;
  readonly engine: Engine;
  /** Those of the run file, in its order. */
  readonly environments: readonly Environment[];
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
      /** Steps of the stage; expected ones where a token budget ends it. */
      readonly total: number | null;
      readonly values: Readonly<Record<string, number | null>>;
    }
  | {
      readonly type: "evaluating";
      readonly seed: number;
      readonly stage: string;
      readonly skill: string;
      readonly purpose: Purpose;
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: "evaluated"; readonly seed: number; readonly evaluation: Evaluation }
  | { readonly type: "message"; readonly level: "info" | "warning" | "error"; readonly text: string };

export type RunOutcome =
  | { readonly state: "finished"; readonly report: Report }
  | { readonly state: "interrupted"; readonly seed: number; readonly stage: string }
  /** Rewards failed their audit, and the run file does not say why they may train all the same. Nothing was written. */
  | { readonly state: "refused"; readonly failed: readonly RewardAudit[] }
  /** The gate is set to stop, and a skill was lost. */
  | {
      readonly state: "stopped";
      readonly seed: number;
      readonly stage: string;
      readonly findings: readonly GateFinding[];
    };

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
  const { file, engine, environments, cases, surroundings } = job;
  refuseImpossible(file, engine);
  const files = await modelFiles(file.model);
  await engine.check(file.model, file.lora);
  const tasks = new RunTasks(chooseTasks(file, environments, cases));
  const sha256 = tasksHash(tasks.all);
  const description: RunDescription = {
    format: FORMAT,
    name: file.name,
    created_at: surroundings.now().toISOString(),
    command: surroundings.command,
    config: file,
    seeds: file.seeds,
    seed: file.seeds.length === 1 ? file.seeds[0] : null,
    environments: tasks.skills.map(describeSkill),
    split: splitManifest(cases),
    tasks: {
      sha256,
      sources: [...new Set(tasks.all.map((t) => t.provenance.source))].sort(),
      licences: [...new Set(tasks.all.map((t) => t.provenance.licence))].sort(),
    },
    model: { folder: file.model, files },
    versions: surroundings.versions,
    machine: surroundings.machine,
    fingerprint: runFingerprint(file, {
      tasks: sha256,
      environments: Object.fromEntries(environments.map((e) => [e.id, e.version])),
      model: files,
    }),
  };
  const cited = citedInTraining(
    cases,
    tasks.skills.map(({ environment, validation, evaluation }) => ({
      environment,
      tasks: [...validation, ...evaluation],
    })),
  );
  return { tasks, lines: tasks.all.map((t) => taskLine(tasks.environmentOf(t), t, cited.has(t.id))), description };
}

/**
 * Trains and evaluates every stage for every seed, then writes the report. Goes on wherever an earlier sitting of the
 * same run was cut off.
 */
export async function run(job: RunJob): Promise<RunOutcome> {
  // Before the tasks are built, which takes a while.
  usableRunFolder(job.out, job.resume);
  const plan = await planRun(job);
  const { description } = plan;
  const audits = rewardAudits(plan.tasks.skills, recordedAudits(job.out), description.created_at.slice(0, 10));
  const failed = audits.filter((a) => !a.passed);
  const { override } = job.file.audit;
  if (failed.length > 0 && override === null) return { state: "refused", failed };
  const release = lockRun(job.out);
  try {
    const claimed = claimRunFolder(job.out, { ...description, audits }, job.resume);
    const remarks = [...failed.map((a) => overridden(a, override)), ...claimed.remarks];
    const clock = new WallClock(job.out, job.surroundings.now);
    for (const text of remarks) job.onProgress({ type: "message", level: "warning", text });
    for (const seed of job.file.seeds) {
      const ending = await new SeedRun(job, plan, seed, clock, remarks).run();
      clock.save();
      if (ending !== null) return { ...ending, seed };
    }
    return { state: "finished", report: await writeReport(job.out, job.surroundings.now()) };
  } finally {
    release();
  }
}

const overridden = ({ subject, failures }: RewardAudit, reason: string | null): string =>
  `the reward of ${subject} fails its audit (${failures.length} findings, first: ${failures[0]}); trained on all the same: ${reason}`;

function describeSkill({ environment, train, validation, evaluation, skipped }: SkillTasks): DescribedEnvironment {
  const { id, version, summary, reward } = environment;
  return {
    id,
    version,
    summary,
    grader: { id: reward.id, range: reward.range },
    tasks: {
      train: train.length,
      validation: validation.length,
      evaluation: evaluation.length,
      clusters: new Set(evaluation.map((t) => t.cluster)).size,
      skipped_cases: skipped,
    },
  };
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

function taskLine(environment: Environment, task: Task, cited: boolean): TaskLine {
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
    ...(origin === "real" && split !== "train" ? { cited_in_training: cited } : {}),
  };
}
