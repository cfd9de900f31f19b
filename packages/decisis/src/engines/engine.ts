import type { Grade } from "@decisis/graders";
import type { Message } from "../environments/environment.ts";
import type { GrpoStage, LoraOptions, SftStage } from "../runs/run-file.ts";

/** What a task is put as: a prompt to answer and the answer to imitate. */
export interface PosedTask {
  readonly messages: readonly Message[];
  readonly gold: string;
}

/** A task as an engine sees it. */
export interface PromptedTask {
  readonly id: string;
  /** Environment that it belongs to. */
  readonly skill: string;
  /** What it counts as in the stage's mixture: the skill, or the skill's real or generated tasks. */
  readonly source: string;
  /** Whether `pose` depends on the visit. */
  readonly varies: boolean;
  /** The task as it is put on its `visit`-th time (from 0). */
  readonly pose: (visit: number) => PosedTask;
}

export interface SamplingOptions {
  readonly seed: number;
  /** 0 = greedy. */
  readonly temperature: number;
  readonly topP?: number;
  readonly topK?: number;
  /** Completions per prompt. */
  readonly samplesPerPrompt: number;
  readonly maxCompletionLength: number;
}

export interface Completion {
  readonly text: string;
  readonly tokenIds: readonly number[];
  /** Per token, nats, from softmax(logits / temperature) before top-k and top-p. */
  readonly logprobs: readonly number[];
  /** True if the length limit cut it: its last token is no end token. */
  readonly truncated: boolean;
}

/** One rollout as the record keeps it. */
export interface Rollout {
  readonly taskId: string;
  readonly skill: string;
  readonly visit: number;
  /** What was put, where the task varies from visit to visit. */
  readonly posed: PosedTask | null;
  /** Index of the prompt's group in the step, and of the completion in the group. */
  readonly group: number;
  readonly index: number;
  readonly completion: Completion;
  readonly grade: Grade;
  /** Reward after shaping (overlong punishment); `null` = unscorable. */
  readonly shapedReward: number | null;
  /** `null`: not trained on, because its group was dropped or down-sampled. */
  readonly advantage: number | null;
}

export type StageEvent =
  | { readonly type: "metrics"; readonly step: number; readonly values: Readonly<Record<string, number | null>> }
  | { readonly type: "rollouts"; readonly step: number; readonly rollouts: readonly Rollout[] }
  | { readonly type: "message"; readonly level: "info" | "warning" | "error"; readonly text: string }
  /** Everything up to and including `step` is on disk in `folder`; the record may now point to it. */
  | { readonly type: "checkpoint"; readonly step: number; readonly folder: string }
  /**
   * The stage is finished; `folder` holds its final model (for SFT with patience: the best one on validation). A token that was
   * trained on twice counts twice.
   */
  | { readonly type: "done"; readonly step: number; readonly folder: string; readonly trainedTokens: number };

export interface StageJob {
  readonly stage: SftStage | GrpoStage;
  /** Hugging Face folder to start from (its adapter inside, if it has one). */
  readonly model: string;
  readonly lora: LoraOptions | null;
  readonly seed: number;
  readonly train: readonly PromptedTask[];
  readonly validation: readonly PromptedTask[];
  /** Grades a completion of the task with this id as put on this visit. */
  readonly grade: (taskId: string, visit: number, completion: string) => Grade;
  /** Engine writes `<checkpoints>/step-<n>` (atomically: temporary folder, fsync, rename) and `<checkpoints>/final`. */
  readonly checkpoints: string;
  /** Checkpoint to go on from, with the step that the record says it was written after, or `null` to begin. */
  readonly resumeFrom: { readonly folder: string; readonly step: number } | null;
  /** Tokens that a control stage has to spend, from the stages that it is the control for. */
  readonly tokenBudget: number | null;
}

export interface EngineCapabilities {
  readonly methods: readonly ("sft" | "grpo")[];
  readonly lora: boolean;
  readonly fullFineTuning: boolean;
}

/** Trains and samples. What an engine cannot do it declares; the run file is refused before any work. */
export interface Engine {
  readonly id: string;
  readonly capabilities: EngineCapabilities;
  /**
   * Throws, in one line, what opening this model to train it would throw: files that are missing, cut off or of another
   * shape, adapters for layers that it does not have. Reads headers, not weights, and writes nothing.
   */
  check(model: string, lora: LoraOptions | null): Promise<void>;
  /** Steps count from 1 within the stage, and each has its metrics. Non-finite loss throws `DivergedError` after the last good checkpoint is kept. */
  train(job: StageJob, signal: AbortSignal): AsyncIterable<StageEvent>;
  /** Completions of every prompt, `[prompt][sample]`; empty and truncated where a prompt leaves no room in the model's context. */
  sample(
    model: string,
    prompts: readonly (readonly Message[])[],
    options: SamplingOptions,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Completion[][]>;
  close(): Promise<void>;
}
