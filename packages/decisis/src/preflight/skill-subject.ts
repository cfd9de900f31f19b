import type { AuditReport } from "@decisis/graders";
import { Random } from "@decisis/tensor";
import type { Environment, Task } from "../environments/environment.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import type { SkillTasks } from "../runs/choose-tasks.ts";
import type { EvaluationOptions, GrpoStage, SftStage } from "../runs/run-file.ts";
import type { Thresholds } from "./thresholds.ts";
import type { TokenLengths } from "./token-lengths.ts";

/** What is known of one skill by the time its checks are made. */
export interface SkillSubject {
  readonly skill: SkillTasks;
  readonly environment: Environment;
  readonly thresholds: Thresholds;
  /** The same audit that a run makes. */
  readonly audit: AuditReport;
  /** Sampled completions; `null` where none were taken. */
  readonly measured: Evaluation | null;
  /**
   * Whether GRPO starts from the model that was measured. If SFT comes first, what the model cannot do yet is no reason not to
   * begin.
   */
  readonly decisive: boolean;
  /** The first stage of each method that trains the skill. */
  readonly grpo: GrpoStage | null;
  readonly sft: SftStage | null;
  readonly evaluation: EvaluationOptions;
  /** `null` where the tokenizer was not read. */
  readonly lengths: TokenLengths | null;
  /** What people did with the same tasks, if someone measured it. */
  readonly experts: ExpertFigures | null;
}

export interface ExpertFigures {
  /** Cohen's kappa of two people who answered the same tasks. */
  readonly kappa?: number;
  /** Mean reward of an expert's answers, on the reward's own scale. */
  readonly mean?: number;
}

/** All tasks of the skill in the run, training tasks first. */
export const everyTask = ({ train, validation, evaluation }: SkillTasks): readonly Task[] => [
  ...new Map([...train, ...validation, ...evaluation].map((t) => [t.id, t])).values(),
];

/** A seeded draw of `most` tasks. */
export const drawnTasks = (tasks: readonly Task[], most: number, purpose: string): readonly Task[] =>
  tasks.length <= most ? tasks : Random.at(1, "preflight", purpose).shuffle(tasks).slice(0, most);
