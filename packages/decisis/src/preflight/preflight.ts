import { type AuditSummary, auditSummary } from "@decisis/graders";
import { skillOf } from "../curriculum/task-schedule.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import type { SkillTasks } from "../runs/choose-tasks.ts";
import { auditReward } from "../runs/reward-audit.ts";
import type { GrpoStage, RunFile, SftStage, Stage } from "../runs/run-file.ts";
import type { Check, Finding } from "./check.ts";
import { checkCost, type SamplingTime } from "./cost-check.ts";
import { checkDuplicates, checkLabels, checkLeaks } from "./data-checks.ts";
import { checkAgreement, checkHeadroom } from "./expert-checks.ts";
import { checkPromptLength } from "./length-checks.ts";
import { checkBaseline, checkCompletionLength, checkProbes, checkSignal } from "./model-checks.ts";
import { checkAudit, checkGolds, checkGuessing, checkLadders, checkRange } from "./reward-checks.ts";
import type { ExpertFigures, SkillSubject } from "./skill-subject.ts";
import type { Thresholds } from "./thresholds.ts";
import type { TokenLengths } from "./token-lengths.ts";

/** Rows of every skill, in the order of the table. Those of judges join here when a reward asks one. */
const CHECKS: readonly ((subject: SkillSubject) => Finding)[] = [
  checkRange,
  checkLadders,
  checkAudit,
  checkGuessing,
  checkLabels,
  checkDuplicates,
  checkLeaks,
  checkAgreement,
  checkHeadroom,
  checkPromptLength,
  checkCompletionLength,
  checkBaseline,
  checkSignal,
  checkProbes,
];

export interface PreflightJob {
  readonly file: RunFile;
  readonly skills: readonly SkillTasks[];
  readonly thresholds: Thresholds;
  readonly lengths: TokenLengths | null;
  /** By skill. */
  readonly experts: Readonly<Record<string, ExpertFigures>>;
  /** Completions of a skill's tasks, graded; `null` = none are taken. */
  readonly measure: (skill: SkillTasks, grpo: GrpoStage | null) => Promise<Evaluation | null>;
  /** The measured model is the one that GRPO starts from, whatever the run file says. */
  readonly otherModel: boolean;
  /** Seconds from an arbitrary start. */
  readonly clock: () => number;
  /** What is about to be done. */
  readonly onProgress?: (text: string) => void;
}

export interface PreflightReport {
  readonly run: string;
  readonly checks: readonly Check[];
  readonly audits: readonly AuditSummary[];
}

/** Everything that can be known of a run before it trains. Never throws on what a grader does. */
export async function preflight(job: PreflightJob): Promise<PreflightReport> {
  const { file, thresholds, lengths } = job;
  const checks: Check[] = [];
  const audits: AuditSummary[] = [];
  let sampling: SamplingTime = { completions: 0, seconds: 0 };
  for (const skill of job.skills) {
    const { environment } = skill;
    const { id } = environment;
    const row = (finding: Finding): Check => ({ ...finding, skill: id });
    job.onProgress?.(`golds of ${id}`);
    const golds = checkGolds({ skill, environment });
    checks.push(row(golds));
    // A grader that cannot score golds says nothing of anything else.
    if (golds.fault !== undefined) continue;
    job.onProgress?.(`audit of the reward of ${id}`);
    const audit = auditReward(skill);
    audits.push(auditSummary(audit));
    const grpo = file.stages.find((s) => trains(s, id, "grpo")) as GrpoStage | undefined;
    job.onProgress?.(`completions of ${id}`);
    const before = job.clock();
    const measured = await job.measure(skill, grpo ?? null);
    if (measured !== null && measured.source === undefined)
      sampling = {
        completions: sampling.completions + measured.tasks.reduce((sum, t) => sum + t.samples.length, 0),
        seconds: sampling.seconds + job.clock() - before,
      };
    const subject: SkillSubject = {
      skill,
      environment,
      thresholds,
      audit,
      measured,
      decisive: job.otherModel || (grpo !== undefined && !learnsFirst(grpo, id, file.stages)),
      grpo: grpo ?? null,
      sft: (file.stages.find((s) => trains(s, id, "sft")) as SftStage | undefined) ?? null,
      evaluation: file.evaluation,
      lengths,
      experts: job.experts[id] ?? null,
    };
    checks.push(...CHECKS.map((check) => row(check(subject))));
  }
  const evaluated = job.skills.reduce((sum, s) => sum + s.evaluation.length, 0);
  const gated = job.skills.reduce((sum, s) => sum + Math.min(s.validation.length, file.gate.tasks), 0);
  checks.push(checkCost(file, evaluated, gated, sampling.completions > 0 ? sampling : null));
  return { run: file.name, checks, audits };
}

const trains = (stage: Stage, skill: string, method: Stage["method"]): boolean =>
  stage.method === method && Object.keys(stage.mixture).some((source) => skillOf(source) === skill);

/** Whether SFT on the skill stands between the base model and a stage. */
function learnsFirst(stage: Stage, skill: string, stages: readonly Stage[]): boolean {
  const start = stages.find((s) => s.id === stage.from);
  return start !== undefined && (trains(start, skill, "sft") || learnsFirst(start, skill, stages));
}
