import type { AuditPieces, AuditSubject, Grader } from "@decisis/graders";
import type { z } from "zod";
import type { Split, SplitCase } from "../corpus/split-case.ts";
import type { TaskProvenance } from "./task-provenance.ts";

export type { Split, SplitCase } from "../corpus/split-case.ts";

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** Frozen data. `id` is the first 16 hex digits of the SHA-256 of the canonical JSON of everything else. */
export interface Task<Facts = unknown> {
  readonly id: string;
  readonly environment: string;
  readonly version: string;
  readonly split: Split;
  /** Tasks of one case or one generated document share a cluster; splits and bootstrap draws go by it. */
  readonly cluster: string;
  /** `real`: derived from a published case. `generated`: from a fictional one. */
  readonly origin: "real" | "generated";
  readonly provenance: TaskProvenance;
  /** What prompt and reward are computed from. */
  readonly facts: Facts;
  /** A completion that earns the full reward: the target of supervised fine-tuning. */
  readonly gold: string;
}

export interface Skipped {
  readonly id: string;
  readonly reason: string;
}

export interface BuildResult<Facts> {
  readonly tasks: readonly Task<Facts>[];
  /** Every case that gave no task, with the reason. */
  readonly skipped: readonly Skipped[];
}

export interface BuildOptions {
  /** Of whatever the tasks leave to chance. */
  readonly seed: number;
  /**
   * Perturbed twins of each training case that the environment makes twins of, as generated tasks of the training part beside the
   * case itself; 0 by default. Only where the environment has twins.
   */
  readonly twins?: number;
}

/** A policy without a model, published with the data. */
export interface Baseline<Facts> {
  readonly name: string;
  /** `train` holds the training tasks, for baselines that need them (majority, most frequent court …). */
  answer(task: Task<Facts>, train: readonly Task<Facts>[]): string;
  /** Share of the range above which the tasks count as solved without a model by it; the card says so. */
  readonly limit?: number;
}

/** What an environment adds to the audit of its reward; every part is optional. */
export interface AuditRefinements<Facts>
  extends Pick<
    AuditSubject<Task<Facts>>,
    "closed" | "majority" | "constants" | "ladders" | "formats" | "notApplicable"
  > {
  /** What is known of one task beyond prompt and gold; `others` are the tasks of other clusters. */
  readonly pieces?: (task: Task<Facts>, others: readonly Task<Facts>[]) => AuditPieces;
  /** What the gold of a task earns as share of the range, where labels weigh differently. */
  readonly ceiling?: (task: Task<Facts>) => number;
}

/** How a completion of a skill that chooses among classes of uneven size is read, golds included. */
export interface ClassAnswers {
  /** The class that a completion answers with; `null` = none. */
  answer(completion: string): string | null;
  /** Coarser classes that stand in headlines; `null` = in none of them. */
  group(answer: string): string | null;
}

/** What is promised of the data of a skill, and checked before training. */
export interface EnvironmentSchema<Facts> {
  readonly facts: z.ZodType<Facts>;
  /** The form that completions are asked for and golds have. Graders take other forms that mean the same for equal. */
  readonly action: z.ZodType<string>;
}

/** Other tasks of a skill, for evaluation alone: no run trains on them. */
export interface EvaluationVariant<Facts> {
  /** One word for the command line, and in evaluations. */
  readonly name: string;
  /** One line for tables and help. */
  readonly summary: string;
  /** From cases of all parts, which it may draw names from; `inVariant` leaves tasks of the training part out. */
  build(cases: readonly SplitCase[], options: BuildOptions): BuildResult<Facts>;
}

/** One skill: how its tasks are built, how they are put to a model, how completions are graded. */
export interface Environment<Facts = unknown> {
  readonly id: string;
  /**
   * `<tasks>` or `<tasks>.<reward>`. The first changes whenever tasks or prompt change, and with it the ids of all tasks; the second
   * whenever the reward alone does, so that tasks keep their ids and stored completions can be scored again.
   */
  readonly version: string;
  /** One line for tables and help. */
  readonly summary: string;
  readonly schema: EnvironmentSchema<Facts>;
  readonly reward: Grader<Task<Facts>>;
  readonly baselines: readonly Baseline<Facts>[];
  /** What the audit of the reward is to know beyond prompts and golds of the `tasks` it is tried on. */
  audit?(tasks: readonly Task<Facts>[]): AuditRefinements<Facts>;
  /** Where answers are classes of uneven size, so that macro-averages are reported beside rewards. */
  readonly classes?: ClassAnswers;
  /** What picking one of k options by lot earns, 1/k of the range: what scores above chance are measured from. Absent without options. */
  readonly chance?: number;
  /** What the card counts tasks by, beside their classes: `{ verb: "holding" }`. */
  traits?(task: Task<Facts>): Readonly<Record<string, string>>;
  /**
   * Decisions besides the task's own case that a right answer depends on, each by all that it is known by: places where it is printed,
   * its name with court and year (`nameMark`). Of real tasks a run leaves out those that another skill is measured on. Absent where
   * answers depend on none.
   */
  decisions?(task: Task<Facts>): readonly (readonly string[])[];
  /** Whether `build` can make twins. */
  readonly hasTwins?: boolean;
  /** Other tasks for the same prompt and reward, to evaluate on. */
  readonly evaluationVariants?: readonly EvaluationVariant<Facts>[];
  /** Name of the evaluation variant that `build` makes; absent where it makes the tasks of runs. */
  readonly evaluationVariant?: string;
  build(cases: readonly SplitCase[], options: BuildOptions): BuildResult<Facts>;
  prompt(task: Task<Facts>): readonly Message[];
  /**
   * What is left to chance at each visit of a task (the order of options): same id, other facts and gold; a pure function of
   * the task and the visit. Evaluation uses visit 0. Absent where nothing is left to chance.
   */
  variant?(task: Task<Facts>, visit: number): Task<Facts>;
}
