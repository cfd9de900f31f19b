import { join } from "node:path";
import type { GateFinding } from "../curriculum/regression-gate.ts";
import type { Stage } from "./stages.ts";

// Where the parts of a seed's record lie, for those who write and those who read it.

/** What a model was measured for: the report, sampled and greedy, or the gate. */
export type Purpose = "sampled" | "greedy" | "gate";

export const evaluationFile = (record: string, skill: string, stage: string, purpose: Purpose): string =>
  join(record, "evaluations", skill, stage, `${purpose}.json`);

export const baselinesFile = (record: string, skill: string): string =>
  join(record, "evaluations", skill, "baselines.json");

export const curriculumFile = (record: string): string => join(record, "curriculum.json");

/** curriculum.json, where the gate is on. */
export interface CurriculumFile {
  /** Stages in the order trained, repairs among them. */
  readonly trained: readonly Stage[];
  /** What the gate found, by the stage that it looked at. */
  readonly findings: Readonly<Record<string, readonly GateFinding[]>>;
}
