import type { Fault } from "@decisis/graders";
import type { Message, Split } from "../environments/environment.ts";

// The lines of a run record, as they stand on disk. Names are snake_case, like those of the run file.

/** metrics.jsonl: `stage`, the global `step`, `stage_step`, and metrics by their registered names. */
export interface MetricsLine {
  readonly stage: string;
  readonly step: number;
  readonly stage_step: number;
  readonly [metric: string]: number | string | null;
}

/** events.jsonl */
export interface EventLine {
  readonly time: string;
  readonly level: "info" | "warning" | "error";
  readonly stage: string | null;
  readonly step: number | null;
  readonly text: string;
}

/** tasks.jsonl */
export interface TaskLine {
  readonly id: string;
  readonly prompt_hash: string;
  readonly environment: string;
  readonly version: string;
  readonly split: Split;
  readonly cluster: string;
  readonly origin: "real" | "generated";
  readonly provenance: unknown;
  readonly messages: readonly Message[];
  readonly gold: string;
  readonly facts: unknown;
  /** Of real held-out tasks: whether a training opinion cites their case or a decision they depend on (`citedInTraining`). */
  readonly cited_in_training?: boolean;
}

/** samples/*.jsonl */
export interface SampleLine {
  readonly stage: string;
  readonly step: number;
  readonly stage_step: number;
  readonly group: number;
  readonly index: number;
  readonly task: string;
  /** Which variant of the task was put (`Environment.variant`). */
  readonly visit: number;
  readonly prompt_hash: string;
  /** With the first completion of a group whose task varies: the prompt and gold of this visit. */
  readonly messages?: readonly Message[];
  readonly gold?: string;
  readonly completion: string;
  readonly token_ids: readonly number[];
  readonly logprobs: readonly number[];
  readonly truncated: boolean;
  readonly reward: number | null;
  readonly sub_rewards: Readonly<Record<string, number | null>>;
  readonly failed_gate: string | null;
  readonly fault: Fault | null;
  readonly reasons: readonly string[];
  readonly error: { readonly flag: string; readonly details: string } | null;
  readonly shaped_reward: number | null;
  /** `null`: not trained on. */
  readonly advantage: number | null;
}

/** `<checkpoint folder>.json`: written last, it makes a checkpoint one. */
export interface Commit {
  readonly stage: string;
  readonly stage_step: number;
  /** Global step. */
  readonly step: number;
  /** Set when the stage is finished. */
  readonly trained_tokens: number | null;
  /** Bytes that each append-only file of the record had, by path inside the record. */
  readonly lengths: Readonly<Record<string, number>>;
}
