import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { readEvaluation } from "../evaluation/read-evaluation.ts";
import { readRunRecords, reportedStages } from "../report/seed-records.ts";
import { UsageError } from "./output.ts";

/** One side of a comparison. */
export interface ComparedModel {
  readonly name: string;
  /** One evaluation a seed, by skill. */
  readonly evaluations: ReadonlyMap<string, readonly Evaluation[]>;
  /** Files that have the tasks' prompts; none beside a lone evaluation. */
  readonly taskFiles: readonly string[];
}

/** Reads a run folder (its last stage), `run@stage`, or an evaluation file. */
export function readModel(name: string): ComparedModel {
  if (existsSync(name) && statSync(name).isFile()) {
    const evaluation = readEvaluation(name);
    return { name, evaluations: new Map([[evaluation.environment.id, [evaluation]]]), taskFiles: [] };
  }
  const at = name.lastIndexOf("@");
  const folder = existsSync(name) || at < 0 ? name : name.slice(0, at);
  const records = readRunRecords([folder]);
  const rows = reportedStages(records);
  const row = folder === name ? rows.at(-1) : rows.find((r) => r.name === name.slice(at + 1));
  if (row === undefined)
    throw new UsageError(
      `${folder} has no evaluation of \`${name.slice(at + 1)}\`: its stages are ${rows.map((r) => r.name).join(", ")}`,
    );
  return {
    name,
    evaluations: new Map(
      records.description.environments.map(({ id }) => [
        id,
        records.seeds.flatMap((seed) => seed.sampled.get(id)?.get(row.modelOf(seed)) ?? []),
      ]),
    ),
    taskFiles: records.seeds.map((s) => join(s.folder, "tasks.jsonl")),
  };
}

/** The skills that both were measured on, or the one asked for. */
export function commonSkills(from: ComparedModel, to: ComparedModel, asked: string | undefined): string[] {
  const skills = [...from.evaluations.keys()].filter((skill) => to.evaluations.has(skill));
  const names = ({ evaluations }: ComparedModel): string => [...evaluations.keys()].join(", ");
  if (skills.length === 0)
    throw new UsageError(
      `${from.name} was measured on ${names(from)} and ${to.name} on ${names(to)}: evaluate both on the same environment`,
    );
  if (asked === undefined) return skills;
  if (!skills.includes(asked))
    throw new UsageError(`not both were measured on ${asked}: there are ${skills.join(", ")}`);
  return [asked];
}
