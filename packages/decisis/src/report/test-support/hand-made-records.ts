import { meanOf, summarize } from "../../evaluation/evaluate.ts";
import type { Evaluation, TaskScore } from "../../evaluation/evaluation-file.ts";
import type { MetricsLine } from "../../runs/record-lines.ts";
import type { RunDescription } from "../../runs/run-folder.ts";
import type { RunRecords, SeedRecord } from "../seed-records.ts";

/** What a test says of one task: its completions with their rewards, and what else matters to it. */
export interface HandMadeTask {
  readonly id: string;
  readonly cluster?: string;
  readonly samples: readonly {
    readonly reward: number | null;
    readonly completion?: string;
    readonly subRewards?: Readonly<Record<string, number | null>>;
  }[];
}

/** An evaluation whose rewards are shares, exact where they are 1. */
export function handMadeEvaluation(
  skill: string,
  stage: string,
  seed: number,
  tasks: readonly HandMadeTask[],
): Evaluation {
  const scores = tasks.map(({ id, cluster = id, samples }): TaskScore => {
    const exact = samples.map((s) => (s.reward === null ? null : s.reward === 1 ? 1 : 0));
    return {
      id,
      cluster,
      reward: meanOf(samples.map((s) => s.reward)),
      exact: meanOf(exact),
      samples: samples.map((s, i) => ({
        completion: s.completion ?? "",
        tokens: 1,
        truncated: false,
        reward: s.reward,
        exact: exact[i],
        sub_rewards: s.subRewards ?? {},
        failed_gate: null,
        fault: null,
        reasons: [],
        error: s.reward === null ? { flag: "other_error", details: "down" } : null,
      })),
    };
  });
  const samples = scores.reduce((sum, s) => sum + s.samples.length, 0);
  return {
    format: 1,
    stage,
    mode: "sampled",
    environment: { id: skill, version: "1" },
    split: "test",
    seed,
    sampling: { seed, temperature: 1, samples_per_task: samples / scores.length, max_completion_length: 8 },
    range: [0, 1],
    summary: summarize(scores),
    tasks: scores,
  };
}

export interface HandMadeRun {
  readonly skills: readonly string[];
  /** Stages behind `base`, each a GRPO stage from the one before. */
  readonly stages: readonly { readonly id: string; readonly mixture: Readonly<Record<string, number>> }[];
  readonly seeds: readonly number[];
  tasks(skill: string, stage: string, seed: number): readonly HandMadeTask[];
  metrics?(seed: number): readonly MetricsLine[];
  readonly golds?: ReadonlyMap<string, string>;
  readonly citedInTraining?: ReadonlyMap<string, boolean>;
}

/** Records as `readRunRecords` gives them, without a folder. */
export function handMadeRecords(run: HandMadeRun): RunRecords {
  const stages = run.stages.map((s, i) => ({
    ...s,
    method: "grpo",
    from: i === 0 ? "base" : run.stages[i - 1].id,
    control_for: [],
  }));
  const description = {
    name: "hand-made",
    command: "decisis train run.yaml",
    machine: { cpu: "test", cores: 1, memory_gib: 1, platform: "test" },
    config: { stages },
    environments: run.skills.map((id) => ({ id })),
  } as unknown as RunDescription;
  const seeds = run.seeds.map((seed): SeedRecord => {
    const sampled = new Map(
      run.skills.map((skill) => [
        skill,
        new Map(
          ["base", ...stages.map((s) => s.id)].map((stage) => [
            stage,
            handMadeEvaluation(skill, stage, seed, run.tasks(skill, stage, seed)),
          ]),
        ),
      ]),
    );
    return {
      seed,
      folder: "",
      metrics: run.metrics?.(seed) ?? [],
      events: [],
      sampled,
      greedy: new Map(),
      baselines: new Map(),
      curriculum: null,
    };
  });
  return {
    description,
    seeds,
    wallSeconds: 60,
    golds: run.golds ?? new Map(),
    citedInTraining: run.citedInTraining ?? new Map(),
  };
}
