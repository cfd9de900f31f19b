import { type Component, type Gate, type Grade, type Grader, gatedComponents, UNIT_RANGE } from "@decisis/graders";
import { type CitationCheck, type CitationComponent, checkCitation } from "@decisis/law";
import type { Task } from "../environment.ts";
import { answerText, MAX_ANSWER } from "./answer-text.ts";
import type { BluebookFacts } from "./facts.ts";

export interface BluebookRewardOptions {
  /** `lenient` for training: what the rules tolerate costs nothing. `strict` for evaluation: only the gold form is right. */
  readonly mode: "lenient" | "strict";
}

/**
 * Share of the reward that is left when this part alone is wholly wrong. What identifies the case costs most: a wrong volume,
 * reporter or page leaves about a third, a wrong name a quarter, a wrong space nine tenths.
 */
export const FLOORS: Readonly<Record<string, number>> = {
  volume: 0.3,
  reporter: 0.3,
  page: 0.3,
  year: 0.4,
  caseName: 0.25,
  court: 0.5,
  reporterSpacing: 0.9,
  shape: 0.75,
  conciseness: 0.3,
};
const GRADED: readonly CitationComponent[] = [
  "volume",
  "reporter",
  "page",
  "year",
  "caseName",
  "court",
  "reporterSpacing",
  "shape",
];

/** Words that may stand before the citation, and the residue in characters at which `conciseness` reaches 0. */
const LEAD_IN = /^(?:the\s+)?(?:full\s+|correct\s+)?(?:bluebook\s+)?(?:citation|answer|cite)?(?:\s+is)?\s*[:.]?$/i;
const MAX_RESIDUE = 120;

/**
 * Reward of one citation, in [0, 1].
 *
 * Gates: an answer is present, short enough, plain text (nothing hidden), and holds exactly one citation. Then the product of
 * the components, each `floor + (1 - floor) · closeness`: volume, reporter, page, year, name, court, spacing, shape, and
 * conciseness (text beside the citation). Reported beside them: `identity` (all that identifies the case is right) and `exact`
 * (nothing wrong by the strict rules), the figure for evaluation. Linear in the length of the answer, never throws.
 */
export function bluebookReward(options: BluebookRewardOptions = { mode: "lenient" }): Grader<Task<BluebookFacts>> {
  return {
    id: `bluebook-citation/${options.mode}`,
    range: UNIT_RANGE,
    grade: (task, completion) => gradeCitation(task.facts, completion, options.mode),
  };
}

function gradeCitation(facts: BluebookFacts, completion: string, mode: "lenient" | "strict"): Grade {
  const answer = answerText(completion);
  const shortEnough = answer.length <= MAX_ANSWER;
  const check = checkCitation(shortEnough ? answer : "", facts.gold, { mode });
  // What the lenient rules reject the strict ones reject too, so the second look is for answers that are right so far.
  const strictlyRight = check.ok && (mode === "strict" || checkCitation(answer, facts.gold, { mode: "strict" }).ok);
  const residue = LEAD_IN.test(check.residue) ? "" : check.residue;
  const gates: Gate[] = [
    { name: "present", passed: /[\p{L}\p{N}]/u.test(answer), reason: "no answer" },
    { name: "short", passed: shortEnough, reason: `longer than ${MAX_ANSWER} characters` },
    {
      name: "plainText",
      passed: check.components.plainText.status !== "error",
      reason: reasonsOf(check, "plainText").join("; "),
    },
    {
      name: "oneCitation",
      passed: check.citationCount === 1,
      reason:
        check.citationCount === 0 ? "no citation found" : `${check.citationCount} citations where one is asked for`,
    },
    {
      name: "littleElse",
      passed: residue.length < MAX_RESIDUE,
      reason: `${residue.length} characters beside the citation`,
    },
  ];
  const components: Component[] = GRADED.map((name) => ({
    name,
    score: closeness(check, name),
    floor: FLOORS[name],
    reasons: reasonsOf(check, name),
  }));
  const concise = Math.max(0, 1 - residue.length / MAX_RESIDUE);
  components.push({
    name: "conciseness",
    score: concise,
    floor: FLOORS.conciseness,
    reasons: residue === "" ? [] : [`text beside the citation: ${JSON.stringify(residue.slice(0, 60))}`],
  });
  const passed = gates.every((gate) => gate.passed);
  return gatedComponents(gates, components, {
    alsoReport: {
      identity: passed && check.identity ? 1 : 0,
      exact: passed && strictlyRight && residue === "" ? 1 : 0,
    },
  });
}

/** What is merely warned about is right in this mode. */
function closeness(check: CitationCheck, name: CitationComponent): number {
  const { status, closeness: value } = check.components[name];
  return status === "error" ? Math.min(1, Math.max(0, value)) : 1;
}

function reasonsOf(check: CitationCheck, name: CitationComponent): string[] {
  return check.verdicts
    .filter((verdict) => verdict.component === name && verdict.status !== "ok")
    .map(
      (verdict) =>
        `${verdict.rule > 0 ? `rule ${verdict.rule}: ` : ""}${verdict.message}${verdict.status === "warning" ? " (warning)" : ""}`,
    );
}
