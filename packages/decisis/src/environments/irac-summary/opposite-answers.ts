import type { Outcome } from "@decisis/law";
import type { Task } from "../environment.ts";
import { answerSections } from "./answer-sections.ts";
import type { IracFacts } from "./facts.ts";
import { type Summary, writtenSummary } from "./summary-sections.ts";

const CONTRARY: Readonly<Record<Outcome, Outcome>> = {
  affirmed: "reversed",
  reversed: "affirmed",
  vacated: "affirmed",
  modified: "reversed",
  remanded: "affirmed",
  dismissed: "granted",
  granted: "denied",
  denied: "granted",
};

/** The gold with one polarity changed: another disposition, the disposition denied or left open, a sentence negated. */
export function oppositeAnswers({ facts, gold }: Task<IracFacts>): readonly string[] {
  const { sections } = answerSections(gold);
  const changed = (change: Partial<Summary>) => writtenSummary({ ...sections, ...change });
  const [outcome] = facts.outcomes;
  const other = CONTRARY[outcome];
  const all = facts.outcomes.join(" and ");
  const conclusions = [
    `The judgment is not ${all}.`,
    ...([...facts.outcomes, ...facts.ancillary].includes(other)
      ? []
      : [
          `The judgment is ${other}.`,
          `The court ${other} the judgment below.`,
          `The judgment could be ${outcome} or ${other}.`,
          `Perhaps the judgment is ${outcome}, perhaps ${other}.`,
        ]),
  ];
  const negated = (["issue", "application"] as const).flatMap((section) => {
    const text = negation(sections[section]);
    return text === null ? [] : [changed({ [section]: text })];
  });
  return [...conclusions.map((conclusion) => changed({ conclusion })), ...negated];
}

const AUXILIARY = /\b(is|are|was|were|has|have|had|can|could|may|must|does|did|do|will|would|should|shall)\b(?! not\b)/;

/** The sentence with its first negation taken out, or one put in; `null` if it has no place for one. */
function negation(sentence: string): string | null {
  const changed = / not\b/.test(sentence) ? sentence.replace(/ not\b/, "") : sentence.replace(AUXILIARY, "$1 not");
  return changed === sentence ? null : changed;
}
