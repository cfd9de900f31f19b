import type { Ladder } from "@decisis/graders";
import type { Task } from "../environment.ts";
import { answerSections } from "./answer-sections.ts";
import type { IracFacts } from "./facts.ts";
import { writtenSummary } from "./summary-sections.ts";

/** Perfect, good, partial, wrong, empty. */
export function iracLadder(task: Task<IracFacts>): Ladder<Task<IracFacts>> {
  const { sections } = answerSections(task.gold);
  const named = namedOnly(sections.rule, task.facts);
  return {
    item: task,
    rungs: [
      task.gold,
      // The authority is named without its place.
      writtenSummary({ ...sections, rule: named }),
      // And the question is put in general words.
      writtenSummary({
        ...sections,
        rule: named,
        issue: "The question is whether the decision under review was right.",
      }),
      wrongSummary(task),
      "",
    ],
  };
}

/** The rule with its authority by name, without the place and what stands between brackets. */
export function namedOnly(rule: string, { authorities: [{ name }] }: IracFacts): string {
  const end = rule.indexOf(name) + name.length;
  return rule.slice(0, end) + rule.slice(end).replace(/^, \d+ [^()]*?\d+(?: \([^()]*\)|(?=[.,;]))/, "");
}

/** In form a summary, in every part the wrong sentence, and no disposition. */
export function wrongSummary({ gold }: Task<IracFacts>): string {
  const { sections } = answerSections(gold);
  return writtenSummary({
    issue: sections.application,
    rule: sections.issue,
    application: sections.rule,
    conclusion: "The court gives its reasons at length.",
  });
}
