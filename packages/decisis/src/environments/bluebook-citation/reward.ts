import { type Component, type Gate, type Grade, type Grader, gatedComponents, UNIT_RANGE } from "@decisis/graders";
import { type CitationCheck, type CitationComponent, checkCitation } from "@decisis/law";
import type { Task } from "../environment.ts";
import { answerText, MAX_ANSWER } from "./answer-text.ts";
import { courtCloseness } from "./court-closeness.ts";
import type { BluebookFacts } from "./facts.ts";
import { judgeResidue } from "./residue.ts";

/** `lenient` for training: what the rules tolerate costs nothing. `strict` for evaluation: only the gold form is right. */
export type BluebookMode = "lenient" | "strict";

/**
 * Share of the reward that is left when this part alone is wholly wrong. What identifies the case costs most: a wrong volume,
 * reporter or page leaves three tenths, a wrong name a quarter, a wrong court half, a wrong space nine tenths.
 */
export const FLOORS: Readonly<Record<string, number>> = {
  volume: 0.3,
  reporter: 0.3,
  page: 0.3,
  year: 0.4,
  caseName: 0.25,
  court: 0.5,
  pin: 0.8,
  reporterSpacing: 0.9,
  shape: 0.75,
  conciseness: 0.2,
};
const GRADED: readonly CitationComponent[] = [
  "volume",
  "reporter",
  "page",
  "year",
  "caseName",
  "court",
  "pin",
  "reporterSpacing",
  "shape",
];

/**
 * Reward of one citation, in [0, 1].
 *
 * Gates, in order: an answer is present; it is short; it is plain text, nothing hidden; it holds exactly one citation; it is
 * meant (neither denied nor hedged); little stands beside it. Then the product of the parts, each
 * `floor + (1 - floor) · closeness`: volume, reporter, page, year, name, court, pin, spacing, shape, conciseness. Reported
 * beside them: `identity` (all that identifies the case is right) and `exact` (nothing wrong by the strict rules and nothing
 * beside the citation), the figure for evaluation. Linear in the length of the answer; never throws.
 */
export function bluebookReward(mode: BluebookMode = "lenient"): Grader<Task<BluebookFacts>> {
  return {
    id: `bluebook-citation/${mode}`,
    range: UNIT_RANGE,
    grade: (task, completion) => gradeCitation(task.facts, completion, mode),
  };
}

function gradeCitation(facts: BluebookFacts, completion: string, mode: BluebookMode): Grade {
  const answer = answerText(completion);
  const shortEnough = answer.length <= MAX_ANSWER;
  const check = checkCitation(shortEnough ? answer : "", facts.gold, { mode });
  const residue = judgeResidue(check, facts.gold.caseName);
  // What the lenient rules reject the strict ones reject too, so the second look is for answers that are right so far.
  const strictlyRight =
    check.ok && residue.text === "" && (mode === "strict" || checkCitation(answer, facts.gold, { mode: "strict" }).ok);
  const gates: Gate[] = [
    { name: "present", passed: /[\p{L}\p{N}]/u.test(answer), reason: "no answer" },
    { name: "short", passed: shortEnough, reason: `longer than ${MAX_ANSWER} characters` },
    {
      name: "plainText",
      passed: check.components.plainText.status !== "error",
      reason: reasonsOf(check, "plainText").join("; "),
    },
    { name: "oneCitation", passed: isAlone(check), reason: whyNotAlone(check) },
    { name: "meant", passed: residue.meant, reason: "the citation is denied or hedged" },
    {
      name: "littleElse",
      passed: residue.conciseness > 0,
      reason: `${residue.text.length} characters beside the citation`,
    },
  ];
  const components: Component[] = GRADED.map((name) => ({
    name,
    score: closeness(check, name, facts),
    floor: FLOORS[name],
    reasons: reasonsOf(check, name),
  }));
  components.push({
    name: "conciseness",
    score: residue.conciseness,
    floor: FLOORS.conciseness,
    reasons: residue.text === "" ? [] : [`text beside the citation: ${JSON.stringify(residue.text.slice(0, 60))}`],
  });
  const passed = gates.every((gate) => gate.passed);
  return gatedComponents(gates, components, {
    alsoReport: { identity: passed && check.identity ? 1 : 0, exact: passed && strictlyRight ? 1 : 0 },
  });
}

/** One citation, no second one beside it, and no second court and year behind it. */
function isAlone(check: CitationCheck): boolean {
  const { exactlyOne, shape } = check.components;
  return (
    check.citationCount === 1 && [exactlyOne, shape].every((part) => part.status !== "error" || part.closeness >= 0.5)
  );
}

function whyNotAlone(check: CitationCheck): string {
  if (check.citationCount === 0) return "no citation found";
  if (check.citationCount > 1) return `${check.citationCount} citations where one is asked for`;
  return reasonsOf(check, "exactlyOne").concat(reasonsOf(check, "shape")).join("; ");
}

/** What is merely warned about is right in this mode. */
function closeness(check: CitationCheck, name: CitationComponent, facts: BluebookFacts): number {
  const { status, closeness: value } = check.components[name];
  if (status !== "error") return 1;
  if (name !== "court") return Math.min(1, Math.max(0, value));
  const { court, acceptedCourts } = facts.gold;
  const right = court === null ? acceptedCourts : [court, ...acceptedCourts];
  return Math.max(value, courtCloseness(check.parsed?.court?.text ?? null, right));
}

function reasonsOf(check: CitationCheck, name: CitationComponent): string[] {
  return check.verdicts
    .filter((verdict) => verdict.component === name && verdict.status !== "ok")
    .map(
      ({ rule, message, status }) =>
        `${rule > 0 ? `rule ${rule}: ` : ""}${message}${status === "warning" ? " (warning)" : ""}`,
    );
}
