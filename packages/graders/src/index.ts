export { ADVERSARIAL_CLASSES, type AdversarialClass, CLASS_NUMBERS } from "./audit/adversarial-class.ts";
export { auditGrader } from "./audit/audit-grader.ts";
export {
  type Attempt,
  type AuditFigures,
  type AuditReport,
  type AuditSummary,
  auditSummary,
  type ClassReport,
  type ScoreSummary,
} from "./audit/audit-report.ts";
export type {
  AnswerFormat,
  AuditOptions,
  AuditPieces,
  AuditRow,
  AuditSubject,
  Equivalent,
  Ladder,
} from "./audit/audit-subject.ts";
export { spearman } from "./audit/score-summary.ts";
export {
  type Component,
  type Gate,
  type GatedComponentsOptions,
  gatedComponents,
  UNIT_RANGE,
  ungraded,
} from "./gated-components.ts";
export type { Fault, Grade, Grader } from "./grade.ts";
export { soundGrade } from "./sound-grade.ts";
