import type { Baseline, Task } from "../environment.ts";
import type { BluebookFacts } from "./facts.ts";
import { printedPlaces } from "./prompt.ts";

/** Policies without a model, for the table beside every result. */
export const BLUEBOOK_BASELINES: readonly Baseline<BluebookFacts>[] = [
  { name: "empty", answer: () => "" },
  { name: "majority", answer: (_, train) => mostFrequentGold(train) },
  { name: "copy-input", answer: (task) => `${task.facts.caption}, ${printedPlaces(task)[0] ?? ""}` },
  {
    name: "copy-with-year",
    answer: (task) => `${task.facts.caption}, ${printedPlaces(task)[0] ?? ""} (${task.facts.decisionDate.slice(0, 4)})`,
  },
  {
    name: "regex-reassembly",
    answer: (task) => reassembled(task, shortest(printedPlaces(task)), courtInitials(task.facts.court)),
  },
  { name: "regex-own-reporter", answer: ownReporter },
];

/** The most frequent gold answer; among equals, the first in order of the code units. */
function mostFrequentGold(train: readonly Task<BluebookFacts>[]): string {
  const counts = new Map<string, number>();
  for (const { gold } of train) counts.set(gold, (counts.get(gold) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? "";
}

const ROLE =
  /,?\s*\b(?:(?:(?:Plaintiff|Defendant|Petitioner|Respondent|Appell(?:ant|ee)|Debtor|Relator|Intervenor|Movant|Claimant|Prosecutor|Creditor)s?)(?:[-/ ,]|and\b)*)+\.?\s*$/i;
const ORDINALS: Readonly<Record<string, string>> = {
  First: "1st",
  Second: "2d",
  Third: "3d",
  Fourth: "4th",
  Fifth: "5th",
  Sixth: "6th",
  Seventh: "7th",
  Eighth: "8th",
  Ninth: "9th",
  Tenth: "10th",
  Eleventh: "11th",
  "District of Columbia": "D.C.",
  Federal: "Fed.",
};

/**
 * Reassembly by a few patterns without tables: roles and further parties cut, given names dropped where a side looks like a
 * person, the printed place with the fewest letters, circuits and districts by initials, everything else as it stands.
 */
function reassembled({ facts }: Task<BluebookFacts>, place: string, court: string): string {
  const sides = facts.caption
    .split(/ vs?\. /)
    .slice(0, 2)
    .map(side);
  const bracket = [court, facts.decisionDate.slice(0, 4)].filter((part) => part !== "").join(" ");
  return `${sides.join(" v. ")}, ${place} (${bracket})`;
}

const shortest = (places: readonly string[]): string => [...places].sort((a, b) => a.length - b.length)[0] ?? "";

/** Reporters that print the cases of more than one court; what else a case is printed in is taken for its court's own. */
const SHARED_REPORTER =
  /^\S+ (?:N\. ?E\.|N\. ?W\.|S\. ?E\.|S\. ?W\.|So\.|P\.|A\.|B\. ?R\.|F\.|Fed\.|Cal\. ?Rptr\.|N\. ?Y\. ?S\.|L\. ?Ed\.|S\. ?Ct\.|U\.S\.P\.Q)|LEXIS|\bWL\b/;

/** The same, with a reporter of the court's own where one is printed, and the court left out there: preference is not read. */
function ownReporter(task: Task<BluebookFacts>): string {
  const places = printedPlaces(task);
  const own = places.find((place) => !SHARED_REPORTER.test(place));
  return reassembled(task, own ?? shortest(places), own === undefined ? courtInitials(task.facts.court) : "");
}

function side(text: string): string {
  const party = text
    .replace(/^The /, "")
    .replace(ROLE, "")
    .split(";")[0]
    .replace(/,? et al\..*$/, "")
    .replace(/ and .*$/, "");
  const beforeComma = party.replace(/, (?!Inc|LLC|L\.|Ltd|N\.A).*$/, "");
  const person = /^(?:[A-Z][a-z]+|[A-Z]\.)(?: [A-Z][a-z]*\.?)? ([A-Z][\w'-]+)$/.exec(beforeComma);
  return person && !/ (?:Company|Corporation|Inc|Co|Insurance|States|Bank|County|Association|Board)\b/.test(beforeComma)
    ? person[1]
    : beforeComma;
}

function courtInitials(court: string): string {
  const circuit = /Court of Appeals for the (.+) Circuit$/.exec(court);
  if (circuit) return `${ORDINALS[circuit[1]] ?? circuit[1]} Cir.`;
  const district = /(Bankruptcy )?Court for the (?:(\w)\w+ )?District of (.+)$/.exec(court);
  if (district) return `${district[1] ? "Bankr. " : ""}${district[2] ? `${district[2]}.D.` : "D."} ${district[3]}`;
  if (court === "Supreme Court of the United States") return "";
  return court.replace(/^Supreme Court of |,? Supreme Court$/g, "").replace("Court of Appeals", "Ct. App.");
}
