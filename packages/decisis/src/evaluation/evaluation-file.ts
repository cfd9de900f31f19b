import { readFileSync } from "node:fs";
import type { Fault } from "@decisis/graders";
import type { ScoredTask } from "../statistics/comparison.ts";

/** One completion with its grade. */
export interface EvaluatedSample {
  readonly completion: string;
  readonly tokens: number;
  readonly truncated: boolean;
  readonly reward: number | null;
  readonly exact: number | null;
  readonly sub_rewards: Readonly<Record<string, number | null>>;
  readonly failed_gate: string | null;
  readonly fault: Fault | null;
  readonly reasons: readonly string[];
  readonly error: { readonly flag: string; readonly details: string } | null;
}

/** A held-out task's scores. `reward` and `exact` are means over its scorable samples; `null` = none could be scored. */
export interface TaskScore {
  readonly id: string;
  readonly cluster: string;
  readonly reward: number | null;
  readonly exact: number | null;
  readonly samples: readonly EvaluatedSample[];
}

/** evaluations/<stage>.json: one model on the held-out tasks, task by task. */
export interface Evaluation {
  readonly format: 1;
  readonly stage: string;
  readonly mode: "sampled" | "greedy";
  readonly environment: { readonly id: string; readonly version: string };
  readonly split: string;
  readonly seed: number;
  readonly sampling: {
    readonly seed: number;
    readonly temperature: number;
    readonly samples_per_task: number;
    readonly max_completion_length: number;
  };
  /** Reachable range of the reward. */
  readonly range: readonly [min: number, max: number];
  readonly summary: EvaluationSummary;
  readonly tasks: readonly TaskScore[];
}

export interface EvaluationSummary {
  /** Tasks that could be scored. */
  readonly n: number;
  /** On the reward's own scale. */
  readonly mean: number | null;
  /** Share of samples that are exactly right (the grade's `exact` component where it has one, else full reward). */
  readonly exact: number | null;
  /** Means of the reward's components. */
  readonly sub_rewards: Readonly<Record<string, number>>;
  readonly unscorable: number;
  readonly mean_length: number;
  readonly clipped_ratio: number;
}

/** The file is no evaluation. */
export class EvaluationFileError extends Error {
  override readonly name = "EvaluationFileError";
}

/** @throws EvaluationFileError */
export function readEvaluation(path: string): Evaluation {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new EvaluationFileError(
      `${path}: ${(error as Error).message}: give the evaluation file of a run, or of \`decisis eval\``,
    );
  }
  const evaluation = value as Evaluation;
  if (evaluation?.format !== 1 || !isWhole(evaluation))
    throw new EvaluationFileError(`${path} is no evaluation of this version: evaluate again with \`decisis eval\``);
  return evaluation;
}

/** What comparisons and reports rely on, whoever wrote the file. */
function isWhole({ environment, range, summary, tasks }: Evaluation): boolean {
  return (
    typeof environment?.id === "string" &&
    Array.isArray(range) &&
    range[0] < range[1] &&
    typeof summary?.sub_rewards === "object" &&
    summary.sub_rewards !== null &&
    Array.isArray(tasks) &&
    tasks.every(
      (t) =>
        typeof t?.id === "string" &&
        typeof t.cluster === "string" &&
        (t.reward === null || Number.isFinite(t.reward)) &&
        Array.isArray(t.samples),
    )
  );
}

/** Scores as shares of the reward's range; tasks that could not be scored are left out. */
export function scoredTasks({ range: [low, high], tasks }: Evaluation): ScoredTask[] {
  return tasks.flatMap(({ id, cluster, reward }) =>
    reward === null ? [] : [{ id, cluster, score: (reward - low) / (high - low) }],
  );
}
