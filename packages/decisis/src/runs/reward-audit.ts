import { type AuditReport, type AuditSummary, auditGrader, auditSummary } from "@decisis/graders";
import { Random } from "@decisis/tensor";
import { auditSubject } from "../environments/audit.ts";
import type { Task } from "../environments/environment.ts";
import type { SkillTasks } from "./choose-tasks.ts";
import { tasksHash } from "./fingerprint.ts";

/** The audit of one skill's reward on tasks of the run, as run.json has it. */
export interface RewardAudit extends AuditSummary {
  /** Over the sorted ids of the skill's tasks in the run. With skill and version it tells what the audit holds for. */
  readonly tasks: string;
}

type Audited = Pick<SkillTasks, "environment" | "train" | "validation" | "evaluation">;

const SEED = 1;
/** Closed labels are held to what chance gives, which needs rows; answers by degrees cost more to grade. */
const CLOSED = { rows: 100, perClass: 2 };
const BY_DEGREES = { rows: 40, perClass: 1 };
/** On so few rows a percentile is one or two completions. No run is to be refused for the luck of a draw. */
const ALLOWANCE = 3;
/** An audit cannot pass on fewer than 100. */
const EQUIVALENTS = 150;

/**
 * Tries to cheat the reward of a skill on a seeded draw of its tasks, training tasks first. A bounded draw of completions, so
 * that it takes seconds; the test of each environment tries more.
 */
export function auditReward(skill: Audited): AuditReport {
  const { environment } = skill;
  const { rows: most, perClass } = environment.audit?.(skill.train.slice(0, 1)).closed ? CLOSED : BY_DEGREES;
  const rows = drawn(skill, most);
  return auditGrader(auditSubject(environment, rows), {
    seed: SEED,
    perClass,
    perEquivalents: Math.ceil(EQUIVALENTS / rows.length),
    minimumRows: rows.length,
    allowance: ALLOWANCE,
  });
}

function drawn({ train, validation, evaluation }: Audited, most: number): readonly Task[] {
  const shuffled = (part: readonly Task[]) => Random.at(SEED, "audit").shuffle(part);
  const rest = train.length < most ? [...shuffled(validation), ...shuffled(evaluation)] : [];
  return [...shuffled(train), ...rest].slice(0, most);
}

/** The audits of a run's skills, those that are `known` for the same tasks not made again. `day`: ISO 8601. */
export function rewardAudits(
  skills: readonly SkillTasks[],
  known: readonly RewardAudit[],
  day: string,
): readonly RewardAudit[] {
  return skills.map((skill) => {
    const { id, version } = skill.environment;
    const tasks = tasksHash([...skill.train, ...skill.validation, ...skill.evaluation]);
    const found = known.find((a) => a.subject === id && a.version === version && a.tasks === tasks);
    return found ?? { ...auditSummary(auditReward(skill), day), tasks };
  });
}
