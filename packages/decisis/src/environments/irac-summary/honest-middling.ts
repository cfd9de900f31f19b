import type { Task } from "../environment.ts";
import { answerSections } from "./answer-sections.ts";
import type { IracFacts } from "./facts.ts";
import { namedOnly } from "./ladders.ts";
import { SECTIONS, type Summary, writtenSummary } from "./summary-sections.ts";

/** Honest answers with the right idea and one real flaw. */
export function middlingAnswers({ facts, gold }: Task<IracFacts>): readonly string[] {
  const { sections } = answerSections(gold);
  const [authority] = facts.authorities;
  const context = facts.excerpt.find(({ role }) => role === "context")?.text;
  const changed = (change: Partial<Summary>) => writtenSummary({ ...sections, ...change });
  const named = namedOnly(sections.rule, facts);
  return [
    // The authority by its name alone, and none at all.
    changed({ rule: named }),
    changed({ rule: named.replace(authority.name, "").replace(/\. \.$/, ".") }),
    // A fact in place of the reasons.
    ...(context ? [changed({ application: context })] : []),
    changed({ issue: "The question is whether the decision under review was right." }),
    changed({ application: `${sections.application} This took 3,917 days.` }),
    writtenSummary(sections, ["conclusion", "issue", "rule", "application"]),
    writtenSummary(sections, [SECTIONS[1], SECTIONS[0], SECTIONS[2], SECTIONS[3]]),
    ...(facts.outcomes.length > 1 ? [changed({ conclusion: `The judgment is ${facts.outcomes[0]}.` })] : []),
  ];
}
