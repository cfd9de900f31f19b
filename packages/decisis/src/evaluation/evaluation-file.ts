import type { Fault } from "@decisis/graders";
import type { Usage } from "../endpoints/endpoint.ts";
import type { EnvironmentName } from "../environments/evaluation-variant.ts";
import type { ScoredTask } from "../statistics/comparison.ts";

/** Flag of samples whose completion an endpoint kept back or never gave. They have no score, and none of 0. */
export const NO_COMPLETION = "no_completion";

/** One completion with its grade. */
export interface EvaluatedSample {
  /** Empty, too, where there is none: then `error` has the flag `NO_COMPLETION`. */
  readonly completion: string;
  /** `null`: not known, since it is from an endpoint or a file that does not say. */
  readonly tokens: number | null;
  readonly truncated: boolean;
  readonly reward: number | null;
  readonly exact: number | null;
  readonly sub_rewards: Readonly<Record<string, number | null>>;
  readonly failed_gate: string | null;
  readonly fault: Fault | null;
  readonly reasons: readonly string[];
  readonly error: { readonly flag: string; readonly details: string } | null;
  /** As an endpoint gave it; absent where none was asked. */
  readonly finish_reason?: string | null;
}

/** A held-out task's scores. `reward` and `exact` are means over its scorable samples; `null` = none could be scored. */
export interface TaskScore {
  readonly id: string;
  readonly cluster: string;
  /** Tells what was answered when the task's id has changed with its environment's version. Absent in older files. */
  readonly prompt_hash?: string;
  readonly reward: number | null;
  readonly exact: number | null;
  readonly samples: readonly EvaluatedSample[];
}

/** evaluations/<stage>.json: one model on the held-out tasks, task by task. */
export interface Evaluation {
  readonly format: 1;
  readonly stage: string;
  readonly mode: "sampled" | "greedy";
  readonly environment: EnvironmentName;
  readonly split: string;
  readonly seed: number;
  /** `null`: not known, since the completions are from a file that does not say. */
  readonly sampling: RecordedSampling | null;
  /** Where the completions came from; absent: the embedded engine. */
  readonly source?: EndpointSource | FileSource;
  /** Reachable range of the reward. */
  readonly range: readonly [min: number, max: number];
  readonly summary: EvaluationSummary;
  readonly tasks: readonly TaskScore[];
}

export interface EvaluationSampling {
  readonly seed: number;
  readonly temperature: number;
  readonly samples_per_task: number;
  readonly max_completion_length: number;
}

/** `null`: left to the server, which was sent no such field. */
export type RecordedSampling = { readonly [K in keyof EvaluationSampling]: EvaluationSampling[K] | null };

/** Completions that an endpoint was asked for. */
export interface EndpointSource {
  readonly kind: "endpoint";
  readonly url: string;
  readonly model: string;
  /** Names under which the server answered. More than one: what stands behind the model's name changed on the way. */
  readonly served_models: readonly string[];
  /** Fields of the requests besides model, messages and seed; of those that are secrets, only the names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly requests: {
    /** Completions asked for by this evaluation, in all its sittings. */
    readonly asked: number;
    /** Found in the cache, left there by other evaluations. */
    readonly reused: number;
    /** Left unscored within what was allowed. */
    readonly unanswered: number;
    readonly retries: number;
    readonly pauses: number;
    /** Times that the command was begun, until it was done. */
    readonly sittings: number;
  };
  /** Of the `known` completions whose usage the server told. */
  readonly usage: Usage & { readonly known: number };
}

/** Completions that were read from a file; nothing was called. */
export interface FileSource {
  readonly kind: "file";
  readonly name: string;
  readonly sha256: string;
  /** Where the file had them from, if it says. */
  readonly origin: EndpointSource | FileSource | null;
  /** What the file's own scores became; `null` if it had none. */
  readonly rescored: Rescored | null;
}

export interface Rescored {
  /** Versions of the environment, whose reward is part of it. */
  readonly from: string;
  readonly to: string;
  /** Mean rewards of the completions that both versions could score. */
  readonly mean_before: number | null;
  readonly mean_after: number | null;
  /** Completions whose reward is another now. */
  readonly changed: number;
  readonly completions: number;
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
  /** Tokens; `null` if no sample's are known. */
  readonly mean_length: number | null;
  readonly clipped_ratio: number;
}

/** Scores as shares of the reward's range; tasks that could not be scored are left out. */
export function scoredTasks({ range: [low, high], tasks }: Pick<Evaluation, "range" | "tasks">): ScoredTask[] {
  return tasks.flatMap(({ id, cluster, reward }) =>
    reward === null ? [] : [{ id, cluster, score: (reward - low) / (high - low) }],
  );
}
