import { existsSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Rollout } from "../engines/engine.ts";
import { metricOf } from "../monitoring/metric-registry.ts";
import { AppendOnlyFile, writeFileAtomically } from "./durable-file.ts";
import { promptHash } from "./fingerprint.ts";
import { textOf } from "./json-lines.ts";
import type { Commit, EventLine, SampleLine, TaskLine } from "./record-lines.ts";
import {
  checkpointsOf,
  commitFile,
  type PossibleStage,
  pruneCheckpoints,
  recover,
  removeWayStations,
  type StageProgress,
} from "./recovery.ts";

const STEPS_PER_SHARD = 1000;
const CHECKPOINTS_KEPT = 2;

/** A metric that the registry does not know. */
export class UnknownMetricError extends Error {
  override readonly name = "UnknownMetricError";
}

export interface RecordOptions {
  readonly now: () => Date;
  /** `refuse` throws at a name outside the registry; `warn` writes the metric and one warning a name. */
  readonly unknownMetrics: "refuse" | "warn";
}

/**
 * The folder of one seed's run while it is being written. Rows go out as they come; `commit` makes everything so far
 * part of the run for good. Opening a folder that has commits cuts it back to the newest one.
 */
export class RunRecord {
  readonly folder: string;
  readonly progress: ReadonlyMap<string, StageProgress>;
  private readonly options: RecordOptions;
  private readonly metricsFile: AppendOnlyFile;
  private readonly eventsFile: AppendOnlyFile;
  private readonly shards = new Map<string, AppendOnlyFile>();
  private readonly shardLengths = new Map<string, number>();
  private readonly promptHashes = new Map<string, string>();
  private readonly warned = new Set<string>();
  private stage: { id: string; offset: number } | null = null;

  constructor(folder: string, stages: readonly PossibleStage[], options: RecordOptions) {
    this.folder = folder;
    this.options = options;
    mkdirSync(folder, { recursive: true });
    this.progress = recover(folder, stages);
    const newest = [...this.progress.values()]
      .map((p) => p.final ?? p.checkpoint?.commit ?? null)
      .findLast((c) => c !== null);
    for (const [path, length] of Object.entries(newest?.lengths ?? {}))
      if (path.startsWith("samples/")) this.shardLengths.set(path, length);
    this.metricsFile = new AppendOnlyFile(join(folder, "metrics.jsonl"));
    this.eventsFile = new AppendOnlyFile(join(folder, "events.jsonl"));
  }

  /** Writes tasks.jsonl. A run's tasks never change, so that a file that says otherwise is damaged and written again. */
  writeTasks(lines: readonly TaskLine[]): void {
    const path = join(this.folder, "tasks.jsonl");
    const text = lines.map((l) => `${JSON.stringify(l)}\n`).join("");
    const there = existsSync(path);
    if (!there || textOf(path) !== text) {
      writeFileAtomically(path, text);
      if (there) this.event("warning", "tasks.jsonl was damaged: written again");
    }
    for (const { id, prompt_hash } of lines) this.promptHashes.set(id, prompt_hash);
  }

  /** Says which stage the following rows belong to; its first step is the global step `offset` + 1. */
  beginStage(id: string, offset: number): void {
    this.stage = { id, offset };
  }

  metrics(stageStep: number, values: Readonly<Record<string, number | null>>): void {
    const line: Record<string, number | string | null> = this.place(stageStep);
    for (const [name, value] of Object.entries(values)) {
      if (metricOf(name) === null) this.unknown(name);
      line[name] = value === null || Number.isFinite(value) ? value : null;
    }
    this.metricsFile.append(`${JSON.stringify(line)}\n`);
  }

  rollouts(stageStep: number, rollouts: readonly Rollout[]): void {
    const place = this.place(stageStep);
    const lines = rollouts.map((r) => JSON.stringify(this.sampleLine(place, r)));
    if (lines.length > 0) this.shardOf(place.step).append(`${lines.join("\n")}\n`);
  }

  event(level: EventLine["level"], text: string, stageStep: number | null = null): void {
    const line: EventLine = {
      time: this.options.now().toISOString(),
      level,
      stage: this.stage?.id ?? null,
      step: stageStep === null || this.stage === null ? null : this.stage.offset + stageStep,
      text,
    };
    this.eventsFile.append(`${JSON.stringify(line)}\n`);
  }

  /** Everything written so far, and the checkpoint in `folder`, now belong to the run. */
  commit(folder: string, stageStep: number, trainedTokens: number | null): Commit {
    const place = this.place(stageStep);
    const lengths: Record<string, number> = Object.fromEntries(this.shardLengths);
    for (const [path, file] of [
      ["metrics.jsonl", this.metricsFile] as const,
      ["events.jsonl", this.eventsFile] as const,
      ...this.shards,
    ]) {
      file.sync();
      lengths[path] = file.length;
    }
    const commit: Commit = {
      stage: place.stage,
      stage_step: stageStep,
      step: place.step,
      trained_tokens: trainedTokens,
      lengths,
    };
    writeFileAtomically(
      commitFile(join(checkpointsOf(this.folder, place.stage), basename(folder))),
      JSON.stringify(commit),
    );
    if (trainedTokens === null) {
      const resumedFrom = this.progress.get(place.stage)?.checkpoint?.folder ?? null;
      pruneCheckpoints(this.folder, place.stage, CHECKPOINTS_KEPT, resumedFrom);
    } else removeWayStations(this.folder, place.stage);
    return commit;
  }

  close(): void {
    for (const file of [this.metricsFile, this.eventsFile, ...this.shards.values()]) file.close();
  }

  private place(stageStep: number): { stage: string; step: number; stage_step: number } {
    if (this.stage === null) throw new Error("RunRecord: rows before beginStage");
    return { stage: this.stage.id, step: this.stage.offset + stageStep, stage_step: stageStep };
  }

  private shardOf(step: number): AppendOnlyFile {
    const first = Math.floor((step - 1) / STEPS_PER_SHARD) * STEPS_PER_SHARD + 1;
    const path = `samples/${String(first).padStart(8, "0")}.jsonl`;
    const open = this.shards.get(path);
    if (open !== undefined) return open;
    for (const [old, file] of this.shards) {
      file.sync();
      this.shardLengths.set(old, file.length);
      file.close();
    }
    this.shards.clear();
    const file = new AppendOnlyFile(join(this.folder, path));
    this.shards.set(path, file);
    return file;
  }

  private sampleLine(place: { stage: string; step: number; stage_step: number }, r: Rollout): SampleLine {
    const { posed } = r;
    return {
      ...place,
      group: r.group,
      index: r.index,
      task: r.taskId,
      visit: r.visit,
      prompt_hash: posed === null ? (this.promptHashes.get(r.taskId) ?? "") : promptHash(posed.messages),
      ...(posed !== null && r.index === 0 ? { messages: posed.messages, gold: posed.gold } : {}),
      completion: r.completion.text,
      token_ids: r.completion.tokenIds,
      logprobs: r.completion.logprobs,
      truncated: r.completion.truncated,
      reward: r.grade.reward,
      sub_rewards: r.grade.subRewards,
      failed_gate: r.grade.failedGate,
      fault: r.grade.fault,
      reasons: r.grade.reasons,
      error: r.grade.error ?? null,
      shaped_reward: r.shapedReward,
      advantage: r.advantage,
    };
  }

  private unknown(name: string): void {
    if (this.options.unknownMetrics === "refuse")
      throw new UnknownMetricError(`\`${name}\` is no registered metric: add it to monitoring/metric-registry.ts`);
    if (this.warned.has(name)) return;
    this.warned.add(name);
    this.event("warning", `the engine reported \`${name}\`, which the metric registry does not know`);
  }
}
