import { Random } from "@decisis/tensor";
import type { Task } from "../environment.ts";
import { answerSections } from "./answer-sections.ts";
import type { IracFacts } from "./facts.ts";
import { writtenSummary } from "./summary-sections.ts";

/** The gold with the words of each section but the citation and the conclusion shuffled in runs of 2, 3 and 4. */
export function shuffledWords({ id, facts, gold }: Task<IracFacts>): readonly string[] {
  const { sections } = answerSections(gold);
  const at = sections.rule.indexOf(facts.authorities[0].name);
  const [before, citation] = at > 0 ? [sections.rule.slice(0, at), sections.rule.slice(at)] : [sections.rule, ""];
  return [2, 3, 4].map((run) => {
    const random = Random.at("shuffled words", id, run);
    const shuffled = (text: string) => {
      const words = text
        .replace(/[.,;:]+(?= |$)/g, "")
        .trim()
        .split(" ");
      const runs = Array.from({ length: Math.ceil(words.length / run) }, (_, i) =>
        words.slice(i * run, (i + 1) * run).join(" "),
      );
      return `${random.shuffle(runs).join(" ")}.`;
    };
    return writtenSummary({
      issue: shuffled(sections.issue),
      rule: `${shuffled(before)} ${citation}`,
      application: shuffled(sections.application),
      conclusion: sections.conclusion,
    });
  });
}
