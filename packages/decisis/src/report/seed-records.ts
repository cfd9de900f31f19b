import { existsSync } from "node:fs";
import { join } from "node:path";
import { classAnswersOf } from "../environments/registry.ts";
import type { BaselineScores } from "../evaluation/baselines.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { readEvaluation } from "../evaluation/read-evaluation.ts";
import { readJsonLines } from "../runs/json-lines.ts";
import {
  baselinesFile,
  type CurriculumFile,
  curriculumFile,
  evaluationFile,
  type Purpose,
} from "../runs/record-files.ts";
import { readRecordJson } from "../runs/record-json.ts";
import type { EventLine, MetricsLine, TaskLine } from "../runs/record-lines.ts";
import type { Stage } from "../runs/run-file.ts";
import {
  type RunDescription,
  RunFolderError,
  readRunDescription,
  readWallSeconds,
  seedFolder,
} from "../runs/run-folder.ts";
import { REPAIR } from "../runs/stages.ts";

/** What a report knows of one seed: its record on disk, and nothing else. */
export interface SeedRecord {
  readonly seed: number;
  readonly folder: string;
  readonly metrics: readonly MetricsLine[];
  readonly events: readonly EventLine[];
  /** By skill and stage, `base` included; stages not evaluated yet are absent. */
  readonly sampled: Evaluations;
  readonly greedy: Evaluations;
  /** By skill. */
  readonly baselines: ReadonlyMap<string, BaselineScores>;
  /** What the gate did; `null` where it was off. */
  readonly curriculum: CurriculumFile | null;
}

export type Evaluations = ReadonlyMap<string, ReadonlyMap<string, Evaluation>>;

/** One run, or several pieces of one (the same run file with other seeds, perhaps other threads) put together. */
export interface RunRecords {
  readonly description: RunDescription;
  readonly seeds: readonly SeedRecord[];
  readonly wallSeconds: number;
  /** Golds of the held-out tasks, by task, of skills that choose among classes. */
  readonly golds: ReadonlyMap<string, string>;
  /** Held-out tasks whether a training opinion cites what they are about; without those of which nothing is recorded. */
  readonly citedInTraining: ReadonlyMap<string, boolean>;
}

/** What pieces of one run need not share. Another number of threads rounds the last bits differently, which is less than another seed. */
const MAY_DIFFER: ReadonlySet<string> = new Set(["seeds", "the engine's threads"]);

/** Reads run folders into one. @throws RunFolderError if they are not pieces of the same run */
export function readRunRecords(folders: readonly string[]): RunRecords {
  const descriptions = folders.map(readRunDescription);
  const first = descriptions[0];
  for (const [i, d] of descriptions.entries()) {
    const changed = Object.keys(d.fingerprint).filter(
      (k) => !MAY_DIFFER.has(k) && d.fingerprint[k] !== first.fingerprint[k],
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
  const seeds = pieces.map(({ folder, seed, all }) => readSeed(seedFolder(folder, all, seed), seed, first));
  return {
    description: first,
    seeds,
    wallSeconds: folders.reduce((sum, folder) => sum + readWallSeconds(folder), 0),
    ...heldOutTasks(seeds[0].folder),
  };
}

/** Seeds share their held-out tasks, so one record has all. */
function heldOutTasks(folder: string): Pick<RunRecords, "golds" | "citedInTraining"> {
  const path = join(folder, "tasks.jsonl");
  const lines = existsSync(path) ? readJsonLines<TaskLine>(path).filter(({ split }) => split !== "train") : [];
  return {
    golds: new Map(lines.flatMap((t) => (classAnswersOf(t.environment) === undefined ? [] : [[t.id, t.gold]]))),
    citedInTraining: new Map(
      lines.flatMap((t) => (t.cited_in_training === undefined ? [] : [[t.id, t.cited_in_training]])),
    ),
  };
}

function readSeed(folder: string, seed: number, { config, environments }: RunDescription): SeedRecord {
  const path = curriculumFile(folder);
  const curriculum = existsSync(path)
    ? readRecordJson<CurriculumFile>(path, (c) => c.trained.every(({ id }) => typeof id === "string"))
    : null;
  const stages = ["base", ...config.stages.map((s) => s.id), ...(curriculum?.trained ?? []).map((s) => s.id)];
  const skills = environments.map((e) => e.id);
  const evaluations = (purpose: Purpose): Evaluations =>
    new Map(
      skills.map((skill) => [
        skill,
        new Map(
          [...new Set(stages)].flatMap((stage): [string, Evaluation][] => {
            const path = evaluationFile(folder, skill, stage, purpose);
            return existsSync(path) ? [[stage, readEvaluation(path)]] : [];
          }),
        ),
      ]),
    );
  return {
    seed,
    folder,
    metrics: readJsonLines<MetricsLine>(join(folder, "metrics.jsonl")),
    events: readJsonLines<EventLine>(join(folder, "events.jsonl")),
    sampled: evaluations("sampled"),
    greedy: evaluations("greedy"),
    baselines: new Map(
      skills.flatMap((skill): [string, BaselineScores][] => {
        const path = baselinesFile(folder, skill);
        const whole = (b: BaselineScores): boolean => b.baselines.every(({ name }) => typeof name === "string");
        return existsSync(path) ? [[skill, readRecordJson(path, whole)]] : [];
      }),
    ),
    curriculum,
  };
}

/** Rows of the report: what was trained, in order, and for a stage that was repaired in some seed what came of it. */
export function reportedStages({ description, seeds }: RunRecords): readonly ReportedStage[] {
  const rows: ReportedStage[] = [{ name: "base", stage: null, modelOf: () => "base" }];
  for (const stage of description.config.stages) {
    rows.push({ name: stage.id, stage, modelOf: () => stage.id });
    const repaired = (record: SeedRecord): string | null =>
      record.curriculum?.trained.findLast((s) => s.id.startsWith(`${stage.id}${REPAIR}`))?.id ?? null;
    if (seeds.some((s) => repaired(s) !== null))
      rows.push({ name: `${stage.id}${REPAIR}`, stage, modelOf: (record) => repaired(record) ?? stage.id });
  }
  return rows.filter((row) =>
    seeds.some((s) => [...s.sampled.values()].some((byStage) => byStage.has(row.modelOf(s)))),
  );
}

export interface ReportedStage {
  readonly name: string;
  /** `null` for the base model. */
  readonly stage: Stage | null;
  /** The model that a seed has in this row. */
  readonly modelOf: (record: SeedRecord) => string;
}
