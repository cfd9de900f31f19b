import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BaselineScores } from "../evaluation/baselines.ts";
import { type Evaluation, readEvaluation } from "../evaluation/evaluation-file.ts";
import { readJsonLines } from "../runs/json-lines.ts";
import { readRecordJson } from "../runs/record-json.ts";
import type { EventLine, MetricsLine } from "../runs/record-lines.ts";
import {
  type RunDescription,
  RunFolderError,
  readRunDescription,
  readWallSeconds,
  seedFolder,
} from "../runs/run-folder.ts";

/** What a report knows of one seed: its record on disk, and nothing else. */
export interface SeedRecord {
  readonly seed: number;
  readonly folder: string;
  readonly metrics: readonly MetricsLine[];
  readonly events: readonly EventLine[];
  /** By stage, `base` included; stages not evaluated yet are absent. */
  readonly sampled: ReadonlyMap<string, Evaluation>;
  readonly greedy: ReadonlyMap<string, Evaluation>;
  readonly baselines: BaselineScores | null;
}

/** One run, or several pieces of one (the same run file with other seeds) put together. */
export interface RunRecords {
  readonly description: RunDescription;
  readonly seeds: readonly SeedRecord[];
  readonly wallSeconds: number;
}

/** Reads run folders into one. @throws RunFolderError if they are not pieces of the same run */
export function readRunRecords(folders: readonly string[]): RunRecords {
  const descriptions = folders.map(readRunDescription);
  const first = descriptions[0];
  for (const [i, d] of descriptions.entries()) {
    const changed = Object.keys(d.fingerprint).filter(
      (k) => k !== "seeds" && d.fingerprint[k] !== first.fingerprint[k],
    );
    if (changed.length > 0)
      throw new RunFolderError(`${folders[i]} is no piece of the run in ${folders[0]}: ${changed.join(", ")} differ`);
  }
  const pieces = folders.flatMap((folder, i) =>
    descriptions[i].seeds.map((seed) => ({ folder, seed, all: descriptions[i].seeds })),
  );
  const twice = pieces.find(({ seed }, i) => pieces.findIndex((p) => p.seed === seed) < i);
  if (twice !== undefined)
    throw new RunFolderError(`seed ${twice.seed} stands in more than one of the folders: leave one out`);
  return {
    description: first,
    seeds: pieces.map(({ folder, seed, all }) => readSeed(seedFolder(folder, all, seed), seed, first)),
    wallSeconds: folders.reduce((sum, folder) => sum + readWallSeconds(folder), 0),
  };
}

function readSeed(folder: string, seed: number, { config }: RunDescription): SeedRecord {
  const evaluations = (suffix: string): Map<string, Evaluation> => {
    const found = new Map<string, Evaluation>();
    for (const stage of ["base", ...config.stages.map((s) => s.id)]) {
      const path = join(folder, "evaluations", `${stage}${suffix}.json`);
      if (existsSync(path)) found.set(stage, readEvaluation(path));
    }
    return found;
  };
  const baselines = join(folder, "evaluations", "baselines.json");
  return {
    seed,
    folder,
    metrics: readJsonLines<MetricsLine>(join(folder, "metrics.jsonl")),
    events: readJsonLines<EventLine>(join(folder, "events.jsonl")),
    sampled: evaluations(""),
    greedy: evaluations(".greedy"),
    baselines: existsSync(baselines)
      ? readRecordJson<BaselineScores>(baselines, (b) => b.baselines.every(({ name }) => typeof name === "string"))
      : null,
  };
}
