import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { truncateFile } from "./durable-file.ts";
import { MEND, RecordDamagedError, readRecordJson } from "./record-json.ts";
import type { Commit, MetricsLine } from "./record-lines.ts";

/** Where one stage stands on disk. */
export interface StageProgress {
  /** Commit of the finished stage. */
  readonly final: Commit | null;
  /** Newest committed checkpoint of an unfinished stage. */
  readonly checkpoint: { readonly commit: Commit; readonly folder: string } | null;
}

/** A stage that a record may hold, in the order trained. */
export interface PossibleStage {
  readonly id: string;
  /** Later stages may have been trained without it. */
  readonly optional: boolean;
}

export const checkpointsOf = (record: string, stage: string): string => join(record, "checkpoints", stage);
const lastOf = (record: string, stage: string): string => join(checkpointsOf(record, stage), "final");
export const commitFile = (checkpointFolder: string): string => `${checkpointFolder}.json`;

/**
 * Brings a record back to its newest commit: whatever was written after it (rows of metrics and samples, half-written
 * checkpoints) goes, so that the resumed run writes it again. A record without a commit becomes empty.
 */
export function recover(record: string, stages: readonly PossibleStage[]): Map<string, StageProgress> {
  const progress = new Map<string, StageProgress>();
  let newest: Commit | null = null;
  let open = true;
  for (const { id: stage, optional } of stages) {
    const folder = checkpointsOf(record, stage);
    if (open && optional && !existsSync(folder)) {
      if (wasEvaluated(record, stage)) refuseIfFinished(record, stage, stages);
      progress.set(stage, { final: null, checkpoint: null });
      continue;
    }
    if (!open) {
      // Later stages cannot have begun: leftovers of a run with other settings.
      rmSync(folder, { recursive: true, force: true });
      progress.set(stage, { final: null, checkpoint: null });
      continue;
    }
    const final = readCommit(lastOf(record, stage), record);
    if (final === null) refuseIfFinished(record, stage, stages);
    const checkpoint = final === null ? newestCheckpoint(folder, record) : null;
    progress.set(stage, { final, checkpoint });
    newest = final ?? checkpoint?.commit ?? newest;
    open = final !== null;
    if (final !== null) removeWayStations(record, stage);
    else if (checkpoint === null) rmSync(folder, { recursive: true, force: true });
    else removeUncommitted(folder);
  }
  cutBack(record, newest);
  return progress;
}

/**
 * A stage without its last checkpoint has not been trained to its end, unless its commit is there, its model was evaluated or
 * another stage was trained after it: then the checkpoint was taken away, and training again would throw away what came of it.
 */
function refuseIfFinished(record: string, stage: string, stages: readonly PossibleStage[]): void {
  const final = lastOf(record, stage);
  const committed = existsSync(commitFile(final));
  const later = stages.slice(stages.findIndex(({ id }) => id === stage) + 1).find(({ id }) => hasCommit(record, id));
  if (!committed && later === undefined && !wasEvaluated(record, stage)) return;
  const after = later === undefined ? "" : `, and stage ${later.id} was trained after it`;
  throw new RecordDamagedError(
    committed && existsSync(final)
      ? `stage ${stage}: files of ${record} are shorter than ${commitFile(final)} says; ${MEND}`
      : `stage ${stage}: its checkpoint ${final} is gone${after}; ${MEND}`,
  );
}

function hasCommit(record: string, stage: string): boolean {
  const folder = checkpointsOf(record, stage);
  return committedSteps(folder).length > 0 || existsSync(commitFile(lastOf(record, stage)));
}

function wasEvaluated(record: string, stage: string): boolean {
  const folder = join(record, "evaluations");
  return existsSync(folder) && readdirSync(folder).some((skill) => existsSync(join(folder, skill, stage)));
}

/**
 * Keeps the newest `keep` committed checkpoints of a stage, and the one that the engine resumed from: it may go on reading
 * there. The commit goes first, so that none points into nothing.
 */
export function pruneCheckpoints(record: string, stage: string, keep: number, resumedFrom: string | null): void {
  const folder = checkpointsOf(record, stage);
  for (const name of committedSteps(folder).slice(keep))
    if (join(folder, name) !== resumedFrom) removeCheckpoint(join(folder, name));
}

/** A finished stage needs its final model alone. */
export function removeWayStations(record: string, stage: string): void {
  const folder = checkpointsOf(record, stage);
  for (const name of committedSteps(folder)) removeCheckpoint(join(folder, name));
  for (const name of readdirSync(folder))
    if (name !== "final" && name !== "final.json") rmSync(join(folder, name), { recursive: true, force: true });
}

function removeCheckpoint(folder: string): void {
  rmSync(commitFile(folder), { force: true });
  rmSync(folder, { recursive: true, force: true });
}

function newestCheckpoint(folder: string, record: string): StageProgress["checkpoint"] {
  const steps = committedSteps(folder);
  const whole = steps.findIndex((name) => readCommit(join(folder, name), record) !== null);
  if (whole === -1) {
    if (steps.length === 0) return null;
    throw new RecordDamagedError(
      `${record}: its files are shorter than checkpoint ${steps[0]} says; restore them, or start again in another folder with --out`,
    );
  }
  for (const name of steps.slice(0, whole)) removeCheckpoint(join(folder, name));
  const newest = join(folder, steps[whole]);
  return { commit: readCommit(newest, record)!, folder: newest };
}

/** Names of committed `step-<n>` folders, newest first. */
function committedSteps(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((n) => /^step-\d+\.json$/.test(n))
    .map((n) => n.slice(0, -".json".length))
    .sort((a, b) => stepOf(b) - stepOf(a));
}

const stepOf = (name: string): number => Number(name.slice("step-".length));

/** The commit of a checkpoint folder if both are there and the record still holds what it counts. */
function readCommit(folder: string, record: string): Commit | null {
  if (!existsSync(folder) || !existsSync(commitFile(folder))) return null;
  const commit = readRecordJson<Commit>(commitFile(folder), (c) =>
    [c.step, c.stage_step, ...Object.values(c.lengths)].every(Number.isSafeInteger),
  );
  const whole = Object.entries(commit.lengths).every(([path, length]) => sizeOf(join(record, path)) >= length);
  if (!whole) return null;
  checkStep(commit, commitFile(folder), join(record, "metrics.jsonl"));
  return commit;
}

const LINE_FEED = 10;

/** A commit stands where the metrics that it counts end. @throws RecordDamagedError */
function checkStep({ stage, step, stage_step, lengths }: Commit, file: string, metrics: string): void {
  const length = lengths["metrics.jsonl"] ?? 0;
  if (stage_step === 0) return; // a stage that had nothing to do
  const rows = length === 0 ? new Uint8Array() : readFileSync(metrics).subarray(0, length - 1);
  let last: Partial<MetricsLine> | null = null;
  try {
    last = JSON.parse(
      new TextDecoder().decode(rows.subarray(rows.lastIndexOf(LINE_FEED) + 1)),
    ) as Partial<MetricsLine> | null;
  } catch {
    // no row, no step
  }
  if (last?.stage === stage && last.step === step && last.stage_step === stage_step) return;
  throw new RecordDamagedError(
    `${file} is damaged (it says step ${stage_step}, and that is not where metrics.jsonl was): ${MEND}`,
  );
}

/** What the engine keeps beside its checkpoints (the best model so far) is its own and stays. */
function removeUncommitted(folder: string): void {
  const committed = new Set(committedSteps(folder).flatMap((name) => [name, `${name}.json`]));
  for (const name of readdirSync(folder))
    if (!committed.has(name) && /^(step-|final)|\.tmp$/.test(name))
      rmSync(join(folder, name), { recursive: true, force: true });
}

function cutBack(record: string, commit: Commit | null): void {
  const samples = join(record, "samples");
  const shards = existsSync(samples) ? readdirSync(samples).map((n) => `samples/${n}`) : [];
  for (const path of ["metrics.jsonl", "events.jsonl", ...shards]) {
    const length = commit?.lengths[path] ?? 0;
    const file = join(record, path);
    if (length === 0) rmSync(file, { force: true });
    else if (sizeOf(file) > length) truncateFile(file, length);
  }
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);
