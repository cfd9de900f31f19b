import { existsSync } from "node:fs";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import {
  type GateFinding,
  type GateScores,
  gateFindings,
  lostSkills,
  replayMixture,
} from "../curriculum/regression-gate.ts";
import { scoreBaselines } from "../evaluation/baselines.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { type Evaluation, scoredTasks } from "../evaluation/evaluation-file.ts";
import { readEvaluation } from "../evaluation/read-evaluation.ts";
import { UngradedRollouts } from "../monitoring/ungraded-rollouts.ts";
import type { SkillTasks } from "./choose-tasks.ts";
import { writeFileAtomically } from "./durable-file.ts";
import { baselinesFile, type CurriculumFile, curriculumFile, evaluationFile, type Purpose } from "./record-files.ts";
import type { Commit } from "./record-lines.ts";
import { checkpointsOf, type PossibleStage } from "./recovery.ts";
import type { RunJob, RunPlan } from "./run.ts";
import type { RunFile, Stage } from "./run-file.ts";
import { seedFolder } from "./run-folder.ts";
import { RunRecord } from "./run-record.ts";
import { ofSkill, REPAIR } from "./stages.ts";
import type { WallClock } from "./wall-clock.ts";

/** Why a seed ended before its last stage. */
export type EarlyEnding =
  | { readonly state: "interrupted"; readonly stage: string }
  | { readonly state: "stopped"; readonly stage: string; readonly findings: readonly GateFinding[] };

/** One seed from the base model to the last evaluation. What is on disk already is not done again. */
export class SeedRun {
  private readonly job: RunJob;
  private readonly plan: RunPlan;
  private readonly seed: number;
  private readonly clock: WallClock;
  private readonly record: RunRecord;
  private readonly commits = new Map<string, Commit>();
  /** Stages as they were trained, repairs among them. */
  private readonly trained: Stage[] = [];
  private readonly findings: Record<string, readonly GateFinding[]> = {};
  /** Gate scores of every model, by stage. */
  private readonly gateScores = new Map<string, GateScores>();
  /** The stage whose model stands for a stage of the run file: its last repair, or itself. */
  private readonly outcome = new Map<string, string>([["base", "base"]]);

  constructor(job: RunJob, plan: RunPlan, seed: number, clock: WallClock, remarks: readonly string[]) {
    this.job = job;
    this.plan = plan;
    this.seed = seed;
    this.clock = clock;
    this.record = new RunRecord(seedFolder(job.out, job.file.seeds, seed), possibleStages(job.file), {
      now: job.surroundings.now,
      unknownMetrics: job.unknownMetrics,
    });
    this.record.writeTasks(plan.lines);
    for (const text of remarks) this.record.event("warning", text);
  }

  /** `null` if every stage was trained and evaluated. */
  async run(): Promise<EarlyEnding | null> {
    try {
      for (const skill of this.plan.tasks.skills) this.scoreBaselines(skill);
      if (!(await this.evaluateAll("base", false))) return { state: "interrupted", stage: "base" };
      for (const stage of this.job.file.stages) {
        const ending = await this.trainAndJudge(stage);
        if (ending !== null) return ending;
      }
      return null;
    } finally {
      this.record.close();
    }
  }

  private async trainAndJudge(stage: Stage): Promise<EarlyEnding | null> {
    const { gate } = this.job.file;
    const interrupted = await this.trainAndEvaluate(stage);
    if (interrupted !== null) return interrupted;
    this.outcome.set(stage.id, stage.id);
    const control = stage.method === "sft" && stage.control_for.length > 0;
    if (gate.action === "off" || control) return null;
    for (let repairs = 0; ; repairs++) {
      const current = this.outcome.get(stage.id)!;
      const findings = gateFindings(this.gateScores.get(current)!, this.ancestors(stage), this.seed);
      this.findings[current] = findings;
      this.writeCurriculum();
      const lost = lostSkills(findings);
      for (const f of findings)
        if (f.verdict === "worse")
          this.say(
            "warning",
            `${current} lost ${f.skill}: ${f.difference.toFixed(3)} against ${f.best} on validation tasks`,
          );
      if (lost.length === 0) return null;
      if (gate.action === "stop") return { state: "stopped", stage: current, findings };
      if (repairs === gate.shares.length) {
        this.say("warning", `${lost.join(", ")} still lost after ${repairs} repairs of ${stage.id}: going on`);
        return null;
      }
      const repair = this.repairOf(stage, repairs, lost);
      const cut = await this.trainAndEvaluate(repair);
      if (cut !== null) return cut;
      this.outcome.set(stage.id, repair.id);
    }
  }

  /** A stage that goes on from what came of `stage`, with the lost skills mixed in and room for their answers. */
  private repairOf(stage: Stage, repairs: number, lost: readonly string[]): Stage {
    const { gate, evaluation } = this.job.file;
    const part = (steps: number): number => Math.max(1, Math.round(steps * gate.length));
    const { max_completion_length: limit } = stage;
    const repaired = {
      id: `${stage.id}${REPAIR}${repairs + 1}`,
      from: this.outcome.get(stage.id)!,
      mixture: replayMixture(stage.mixture, lost, gate.shares[repairs]),
      // Where lengths are named by skill, every skill has its own.
      max_completion_length:
        typeof limit === "number"
          ? Math.max(limit, ...lost.map((skill) => ofSkill(evaluation.max_completion_length, skill)))
          : limit,
    };
    return stage.method === "sft"
      ? { ...stage, ...repaired, max_steps: part(stage.max_steps ?? 1) }
      : { ...stage, ...repaired, steps: part(stage.steps) };
  }

  /** Gate scores of the models that a stage's model comes from, base first. */
  private ancestors(stage: Stage): GateScores[] {
    const chain: string[] = [];
    for (let id = stage.from; ; id = this.job.file.stages.find((s) => s.id === id)!.from) {
      chain.unshift(this.outcome.get(id)!);
      if (id === "base") break;
    }
    return chain.map((id) => this.gateScores.get(id)!);
  }

  private async trainAndEvaluate(stage: Stage): Promise<EarlyEnding | null> {
    const known = this.record.progress.get(stage.id)?.final ?? null;
    const commit = known ?? (await this.train(stage));
    if (commit === null) return { state: "interrupted", stage: stage.id };
    this.commits.set(stage.id, commit);
    this.trained.push(stage);
    return (await this.evaluateAll(stage.id, known === null)) ? null : { state: "interrupted", stage: stage.id };
  }

  private scoreBaselines({ environment, train, evaluation, faulty }: SkillTasks): void {
    const path = baselinesFile(this.record.folder, environment.id);
    if (existsSync(path)) return;
    if (faulty.length > 0)
      this.say(
        "warning",
        `${environment.id}: ${faulty.length} tasks left out whose gold answer is missing or does not earn the full reward, e.g. ${faulty[0].id}`,
      );
    writeFileAtomically(path, JSON.stringify(scoreBaselines(environment, evaluation, train)));
  }

  private async train(stage: Stage): Promise<Commit | null> {
    const { job, record } = this;
    const { tasks } = this.plan;
    const before = this.trained.at(-1);
    const checkpoint = record.progress.get(stage.id)?.checkpoint ?? null;
    const total = stage.method === "grpo" ? stage.steps : stage.max_steps;
    record.beginStage(stage.id, before === undefined ? 0 : this.commits.get(before.id)!.step);
    if (checkpoint !== null) record.event("info", "resumed from this step", checkpoint.commit.stage_step);
    job.onProgress({ type: "stage", seed: this.seed, stage, done: checkpoint?.commit.stage_step ?? 0, total });

    const tokenBudget = this.tokenBudget(stage);
    const ungraded = new UngradedRollouts(stage.id);
    const events = job.engine.train(
      {
        stage,
        model: this.modelOf(this.outcome.get(stage.from) ?? stage.from),
        lora: job.file.lora,
        seed: this.seed,
        train: tasks.train(stage.mixture),
        validation: tasks.validation(stage.mixture, stage.eval_tasks),
        grade: (id, visit, completion) => tasks.grade(id, visit, completion),
        checkpoints: checkpointsOf(record.folder, stage.id),
        resumeFrom: checkpoint === null ? null : { folder: checkpoint.folder, step: checkpoint.commit.stage_step },
        tokenBudget,
      },
      job.signal,
    );
    for await (const event of events) {
      switch (event.type) {
        case "metrics":
          record.metrics(event.step, event.values);
          job.onProgress({
            type: "step",
            seed: this.seed,
            stage,
            step: event.step,
            total: total ?? stepsFor(tokenBudget, event.step, event.values.num_tokens),
            values: event.values,
          });
          break;
        case "rollouts": {
          record.rollouts(event.step, event.rollouts);
          const warning = ungraded.observe(event.step, event.rollouts);
          if (warning !== null) this.say("warning", `step ${event.step}: ${warning}`);
          break;
        }
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

  /** What a control has to spend: the tokens that its rivals trained on, their repairs included. */
  private tokenBudget(stage: Stage): number | null {
    if (stage.method !== "sft" || stage.control_for.length === 0) return null;
    const rivals = this.trained.filter((s) => stage.control_for.some((id) => s.id === id || isRepairOf(s.id, id)));
    return rivals.reduce((sum, s) => sum + this.commits.get(s.id)!.trained_tokens!, 0);
  }

  /** Every skill of one model: for the report, and for the gate. False if it was interrupted. */
  private async evaluateAll(stage: string, fresh: boolean): Promise<boolean> {
    const { evaluation, gate } = this.job.file;
    const bySkill = new Map<string, ReturnType<typeof scoredTasks>>();
    for (const skill of this.plan.tasks.skills) {
      const purposes: Purpose[] = [
        "sampled",
        ...(evaluation.greedy ? (["greedy"] as const) : []),
        ...(gate.action === "off" ? [] : (["gate"] as const)),
      ];
      for (const purpose of purposes) {
        const found = await this.evaluate(skill, stage, purpose, fresh);
        if (found === null) return false;
        if (purpose === "gate") bySkill.set(skill.environment.id, scoredTasks(found));
      }
    }
    this.gateScores.set(stage, { stage, bySkill });
    return true;
  }

  /** `null` if it was interrupted. An evaluation that is on disk is not made again. */
  private async evaluate(
    skill: SkillTasks,
    stage: string,
    purpose: Purpose,
    fresh: boolean,
  ): Promise<Evaluation | null> {
    const { job, record } = this;
    const { environment } = skill;
    const options = job.file.evaluation;
    const path = evaluationFile(record.folder, environment.id, stage, purpose);
    const shown = purpose !== "gate";
    if (!fresh && existsSync(path)) {
      const evaluation = readEvaluation(path);
      if (shown) job.onProgress({ type: "evaluated", seed: this.seed, evaluation });
      return evaluation;
    }
    if (job.signal.aborted) return null;
    const evaluation = await unlessAborted(
      job.signal,
      evaluate({
        engine: job.engine,
        environment,
        tasks: shown ? skill.evaluation : skill.validation.slice(0, job.file.gate.tasks),
        model: this.modelOf(stage),
        stage,
        mode: purpose === "greedy" ? "greedy" : "sampled",
        split: shown ? options.split : "validation",
        seed: this.seed,
        sampling: {
          // The same for all stages of a seed: they are compared on the same draws.
          seed: Random.at(this.seed, shown ? "evaluation" : "gate").uint32(),
          temperature: options.temperature,
          samples_per_task: shown ? options.samples_per_task : 1,
          max_completion_length: ofSkill(options.max_completion_length, environment.id),
        },
        onProgress: (done, total) =>
          job.onProgress({
            type: "evaluating",
            seed: this.seed,
            stage,
            skill: environment.id,
            purpose,
            done,
            total,
          }),
      }),
    );
    if (evaluation === null) return null;
    writeFileAtomically(path, JSON.stringify(evaluation));
    if (shown) job.onProgress({ type: "evaluated", seed: this.seed, evaluation });
    return evaluation;
  }

  private writeCurriculum(): void {
    const content: CurriculumFile = { trained: this.trained, findings: this.findings };
    writeFileAtomically(curriculumFile(this.record.folder), `${JSON.stringify(content, null, 1)}\n`);
  }

  private modelOf(stage: string): string {
    return stage === "base" ? this.job.file.model : join(checkpointsOf(this.record.folder, stage), "final");
  }

  private say(level: "info" | "warning" | "error", text: string): void {
    this.record.event(level, text);
    this.job.onProgress({ type: "message", level, text });
  }
}

const isRepairOf = (id: string, stage: string): boolean =>
  id.startsWith(stage + REPAIR) && /^\d+$/.test(id.slice((stage + REPAIR).length));

function possibleStages({ stages, gate }: RunFile): PossibleStage[] {
  const repairs = gate.action === "replay" ? gate.shares.length : 0;
  return stages.flatMap(({ id }) => [
    { id, optional: false },
    ...Array.from({ length: repairs }, (_, i) => ({ id: `${id}${REPAIR}${i + 1}`, optional: true })),
  ]);
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

/** Steps that a token budget is expected to last, `null` where that is not known. */
function stepsFor(budget: number | null, step: number, tokens: number | null | undefined): number | null {
  return budget === null || !tokens ? null : Math.max(step, Math.ceil((step * budget) / tokens));
}
