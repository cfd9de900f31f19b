import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { SplitManifest } from "../corpus/split.ts";
import { canonicalJson } from "../environments/task-id.ts";
import { writeFileAtomically } from "./durable-file.ts";
import type { ModelFile } from "./fingerprint.ts";
import { readRecordJson } from "./record-json.ts";
import type { RewardAudit } from "./reward-audit.ts";
import type { RunFile } from "./run-file.ts";
import type { Machine } from "./surroundings.ts";

/** Changes whenever what is written could not be read by an earlier version. */
export const FORMAT = 2;

/** run.json: what a run is made of. Written before any work; again only where settings of stages ahead change. */
export interface RunDescription {
  readonly format: typeof FORMAT;
  readonly name: string;
  readonly created_at: string;
  readonly command: string;
  /** Resolved run file. */
  readonly config: RunFile;
  readonly seeds: readonly number[];
  /** The one seed of a seed's own record, `null` for a group. */
  readonly seed: number | null;
  readonly environments: readonly DescribedEnvironment[];
  /** Of each skill's reward before the first stage, whose override is in `config`. Absent in plans and in older folders. */
  readonly audits?: readonly RewardAudit[];
  /** How the cases of the corpus, real and generated, were split: rule, counts, a hash of each part. Absent in older folders. */
  readonly split?: SplitManifest;
  readonly tasks: {
    /** Over the sorted ids of all tasks; an id is the hash of its task. */
    readonly sha256: string;
    readonly sources: readonly string[];
    readonly licences: readonly string[];
  };
  readonly model: { readonly folder: string; readonly files: readonly ModelFile[] };
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Machine;
  /** What a resumed run is compared by. */
  readonly fingerprint: Readonly<Record<string, string>>;
}

/** One skill of a run. */
export interface DescribedEnvironment {
  readonly id: string;
  readonly version: string;
  readonly summary: string;
  readonly grader: { readonly id: string; readonly range: readonly [min: number, max: number] };
  readonly tasks: {
    readonly train: number;
    readonly validation: number;
    readonly evaluation: number;
    /** Of the evaluation part. */
    readonly clusters: number;
    readonly skipped_cases: number;
  };
}

/** The run folder cannot be used as asked. */
export class RunFolderError extends Error {
  override readonly name = "RunFolderError";
}

/** One seed: the run's own folder. Several: one folder each under `seeds/`. */
export const seedFolder = (run: string, seeds: readonly number[], seed: number): string =>
  seeds.length === 1 ? run : join(run, "seeds", String(seed));

export function readRunDescription(folder: string): RunDescription {
  const path = join(folder, "run.json");
  if (!existsSync(path)) throw new RunFolderError(`${folder} is no run folder: it has no run.json`);
  const description = readRecordJson<RunDescription>(
    path,
    (d) =>
      Object.keys(d.fingerprint).length > 0 &&
      d.seeds.every(Number.isInteger) &&
      d.config.stages.every((s) => typeof s.id === "string"),
  );
  if (description.format !== FORMAT)
    throw new RunFolderError(
      `${folder} was written in format ${description.format} of run folders, and this version reads ${FORMAT}: start again in another folder with --out`,
    );
  return description;
}

/** What a run folder knows of its audits; nothing where there is no run yet. */
export const recordedAudits = (folder: string): readonly RewardAudit[] =>
  existsSync(join(folder, "run.json")) ? (readRunDescription(folder).audits ?? []) : [];

export type RunState = "absent" | "interrupted" | "finished";

export function runState(folder: string): RunState {
  if (!existsSync(join(folder, "run.json"))) return "absent";
  return existsSync(join(folder, "report.json")) ? "finished" : "interrupted";
}

/** The run that is in `folder` and may be gone on with; `null`: there is none yet. @throws RunFolderError where none may be trained there */
export function usableRunFolder(folder: string, resume: boolean): RunDescription | null {
  if (!existsSync(join(folder, "run.json"))) {
    const others = existsSync(folder) ? readdirSync(folder).filter((n) => n !== "lock.json") : [];
    if (others.length > 0)
      throw new RunFolderError(
        `${folder} holds other files (${others[0]} …): choose an empty or new folder with --out`,
      );
    return null;
  }
  const found = readRunDescription(folder);
  if (!resume)
    throw new RunFolderError(
      `${folder} already holds the run \`${found.name}\` (${runState(folder)}): add --resume to go on with it, or choose another folder with --out`,
    );
  return found;
}

/**
 * Begins a run in `folder`, or makes sure that the one there is the same run. Stages that have not begun may have changed.
 * Returns the description that counts, and in words what differs (versions, machine, stages ahead).
 * @throws RunFolderError
 */
export function claimRunFolder(
  folder: string,
  description: RunDescription,
  resume: boolean,
): { readonly description: RunDescription; readonly remarks: readonly string[] } {
  const found = usableRunFolder(folder, resume);
  if (found === null) {
    writeDescription(folder, description);
    writeSeedDescriptions(folder, description);
    return { description, remarks: [] };
  }
  const changed = Object.keys(description.fingerprint).filter(
    (k) => found.fingerprint[k] !== description.fingerprint[k],
  );
  const changedStages = changed.join() === "stages" ? changesAhead(folder, found, description) : [];
  if (changed.length > 0 && changedStages.length === 0)
    throw new RunFolderError(
      `${folder} was begun with other settings: ${changed.join(", ")} changed since; undo that, or start a new run with --out`,
    );
  const remarks = Object.entries(description.versions)
    .filter(([name, version]) => found.versions[name] !== version)
    .map(
      ([name, version]) =>
        `${name} is now ${version}, was ${found.versions[name] ?? "absent"}: results may differ in the last bits`,
    );
  if (found.machine.cpu !== description.machine.cpu)
    remarks.push(
      `the processor is now ${description.machine.cpu}, was ${found.machine.cpu}: results may differ in the last bits`,
    );
  if (changedStages.length === 0) return { description: found, remarks };
  remarks.push(`settings of stages were changed before they began: ${changedStages.join(", ")}`);
  const { config, fingerprint } = description;
  const now = { ...found, config, fingerprint };
  writeSeedDescriptions(folder, now);
  writeDescription(folder, now);
  return { description: now, remarks };
}

/**
 * Stages that the run file has otherwise now, added or left out, if all of them come after those that have begun under any seed;
 * none if one has begun.
 */
function changesAhead(folder: string, found: RunDescription, now: RunDescription): readonly string[] {
  const [before, after] = [found, now].map(({ config }) => config.stages.map((stage) => canonicalJson(stage)));
  const begun = (id: string): boolean =>
    found.seeds.some((seed) => existsSync(join(seedFolder(folder, found.seeds, seed), "checkpoints", id)));
  const fixed = found.config.stages.findLastIndex(({ id }) => begun(id)) + 1;
  if (before.slice(0, fixed).join() !== after.slice(0, fixed).join()) return [];
  const same = new Set(before.filter((stage) => after.includes(stage)));
  const ids = (stages: readonly string[], { config }: RunDescription): string[] =>
    config.stages.flatMap(({ id }, i) => (same.has(stages[i]) ? [] : [id]));
  const changed = [...new Set([...ids(before, found), ...ids(after, now)])];
  return changed.length > 0 ? changed : ["their order"];
}

/** Where there are several seeds. */
function writeSeedDescriptions(folder: string, description: RunDescription): void {
  const { seeds } = description;
  if (seeds.length > 1)
    for (const seed of seeds) writeDescription(seedFolder(folder, seeds, seed), { ...description, seed });
}

function writeDescription(folder: string, description: RunDescription): void {
  writeFileAtomically(join(folder, "run.json"), `${JSON.stringify(description, null, 2)}\n`);
}

/** Seconds that a run has worked so far, over all its sittings, up to the last commit of each. */
export function readWallSeconds(folder: string): number {
  const path = join(folder, "wall.json");
  return existsSync(path)
    ? readRecordJson<{ seconds: number }>(path, ({ seconds }) => Number.isFinite(seconds)).seconds
    : 0;
}

export function writeWallSeconds(folder: string, seconds: number): void {
  writeFileAtomically(join(folder, "wall.json"), `${JSON.stringify({ seconds })}\n`);
}
