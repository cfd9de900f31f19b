import { type Component, type Gate, type Grade, type Grader, gatedComponents, UNIT_RANGE } from "@decisis/graders";
import { type CitationCheck, type CitationComponent, checkCitation } from "@decisis/law";
import { readAnswerText } from "../answer-text.ts";
import { isDeniedBefore } from "../denial.ts";
import type { Task } from "../environment.ts";
import { abbreviatedWords } from "./abbreviated-words.ts";
import { capitalLetters } from "./capital-letters.ts";
import { citedLine } from "./cited-line.ts";
import { courtCloseness } from "./court-closeness.ts";
import type { BluebookFacts } from "./facts.ts";
import { judgeResidue } from "./residue.ts";
import { rivalCitation } from "./rival-citation.ts";

/** `lenient` for training: what the rules tolerate costs nothing. `strict` for evaluation: only the gold form is right. */
export type BluebookMode = "lenient" | "strict";

/** Longest answer that is looked into, in UTF-16 units, reasoning before it aside; a longer one is no citation. */
export const MAX_ANSWER: number = 2000;

/**
 * Share of the reward that is left when this part alone is wholly wrong. What identifies the case costs most: a wrong volume,
 * reporter or page leaves three tenths, a wrong name a quarter, a wrong court half, a wrong space nine tenths. What the rules
 * tolerate in training and the task yet asks for costs little: another reporter than the preferred one a fifth, the wrong
 * capitals a tenth; full words, and other reporters beside the preferred one, the one hundredth by which equal answers may
 * differ.
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
  preferredPlace: 0.8,
  capitals: 0.9,
  abbreviation: 0.99,
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
 * `floor + (1 - floor) · closeness`: volume, reporter, page, year, name, court, pin, spacing, shape, the preferred place,
 * capital letters, abbreviations, conciseness. Reported beside them: `identity` (all that identifies the case is right) and
 * `exact` (nothing wrong by the strict rules and nothing beside the citation), the figure for evaluation. Linear in the length
 * of the answer; never throws.
 */
export function bluebookReward(mode: BluebookMode = "lenient"): Grader<Task<BluebookFacts>> {
  return {
    id: `bluebook-citation/${mode}`,
    range: UNIT_RANGE,
    grade: (task, completion) => gradeCitation(task.facts, completion, mode),
  };
}

function gradeCitation(facts: BluebookFacts, completion: string, mode: BluebookMode): Grade {
  const { text, before, after, denied } = readAnswerText(completion);
  const { line: answer, reasoning } = citedLine(text);
  const shortEnough = answer.length <= MAX_ANSWER;
  const check = checkCitation(shortEnough ? answer : "", facts.gold, { mode });
  const residue = judgeResidue(check, facts.gold);
  const rival = shortEnough ? rivalCitation({ before, after, reasoning }, facts.gold) : null;
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
    {
      name: "oneCitation",
      passed: isAlone(check) && rival === null,
      reason: rival === null ? whyNotAlone(check) : `a second citation beside the answer: ${rival}`,
    },
    {
      name: "meant",
      passed: residue.meant && !denied && !isDeniedBefore(reasoning),
      reason: "the citation is denied or hedged",
    },
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
  components.push(...askedFor(check, facts), {
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

/** What the lenient rules tolerate otherwise and the task asks for all the same. */
function askedFor(check: CitationCheck, facts: BluebookFacts): Component[] {
  const parts: [name: string, score: number, reason: string][] = [
    ["preferredPlace", preferredPlace(check, facts), `rule 13: ${facts.gold.reporter} alone is preferred`],
    ["capitals", capitalLetters(check, facts), "words without their capitals, or with too many"],
    ["abbreviation", abbreviatedWords(check, facts), "rule 11: words that citations abbreviate are written out"],
  ];
  return parts.map(([name, score, reason]) => ({
    name,
    score,
    floor: FLOORS[name],
    reasons: score === 1 ? [] : [reason],
  }));
}

/** 1 for the preferred place alone, 0 for another instead of it; others beside it take one hundredth of the reward. */
function preferredPlace({ parsed, place }: CitationCheck, { gold }: BluebookFacts): number {
  if (parsed === null || place === null) return 1;
  const isPreferred = place.volume === gold.volume && place.reporter === gold.reporter && place.page === gold.page;
  return !isPreferred ? 0 : parsed.parallels.length > 0 ? 0.95 : 1;
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
