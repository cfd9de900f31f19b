import type { AuditPieces } from "@decisis/graders";
import type { AuditRefinements, Task } from "../environment.ts";
import { answerSections } from "./answer-sections.ts";
import { iracEquivalents } from "./equivalents.ts";
import type { IracFacts } from "./facts.ts";
import { hedgedHalves } from "./hedged-halves.ts";
import { middlingAnswers } from "./honest-middling.ts";
import { KEYWORD_SHELL } from "./keyword-shell.ts";
import { iracLadder, wrongSummary } from "./ladders.ts";
import { oppositeAnswers } from "./opposite-answers.ts";
import { excerptText } from "./prompt.ts";
import { shuffledWords } from "./shuffled-words.ts";
import { SECTIONS, writtenSummary } from "./summary-sections.ts";

/** Words that rubrics of summaries have been seen to count. */
const KEYWORDS: readonly string[] =
  "issue whether question rule law statute precedent pursuant court held analysis application applying facts here because therefore conclusion accordingly affirmed reversed remanded plaintiff defendant judgment evidence reasonable standard F.2d U.S.".split(
    " ",
  );

/** For the audit of the reward. */
export function iracAudit(tasks: readonly Task<IracFacts>[]): AuditRefinements<IracFacts> {
  return {
    closed: false,
    constants: [
      KEYWORD_SHELL,
      KEYWORD_SHELL.replace("affirmed", "reversed"),
      KEYWORD_SHELL.replace("affirmed", "denied"),
    ],
    ladders: tasks.slice(0, 20).map(iracLadder),
    notApplicable: { 3: "there is no list of options; several summaries at once are class 4" },
    pieces: (task, others): AuditPieces => {
      const { sections } = answerSections(task.gold);
      const sentences = task.facts.excerpt.map(({ text }) => text);
      return {
        wrong: [wrongSummary(task), ...others.slice(0, 2).map(({ gold }) => gold)],
        opposites: oppositeAnswers(task),
        headings: ["Issue", "Rule", "Application", "Conclusion"],
        keywords: KEYWORDS,
        shells: [
          KEYWORD_SHELL,
          writtenSummary({
            issue: "See above.",
            rule: "See above.",
            application: "See above.",
            conclusion: "See above.",
          }),
          writtenSummary({
            issue: "[issue]",
            rule: "[rule]",
            application: "[application]",
            conclusion: "[conclusion]",
          }),
          writtenSummary({ ...sections, issue: "", rule: "", application: "" }),
        ],
        source: excerptText(task.facts),
        middling: middlingAnswers(task),
        equivalents: (defaults) => [...defaults, ...iracEquivalents(task)],
        completions: {
          6: (defaults) => [
            ...defaults,
            ...SECTIONS.map((section) => writtenSummary({ ...sections, [section]: KEYWORDS.join(" ") })),
            ...shuffledWords(task),
          ],
          19: (defaults) => [...defaults, ...hedgedHalves(task.facts)],
          // The excerpt cut in four under the headings, and all of it under each.
          7: (defaults) => [
            ...defaults,
            quartered(sentences),
            writtenSummary({
              issue: sentences.join(" "),
              rule: sentences.join(" "),
              application: sentences.join(" "),
              conclusion: sentences.join(" "),
            }),
          ],
        },
      };
    },
  };
}

function quartered(sentences: readonly string[]): string {
  const at = (quarter: number) => Math.round((quarter * sentences.length) / 4);
  const part = (quarter: number) => sentences.slice(at(quarter), at(quarter + 1)).join(" ");
  return writtenSummary({ issue: part(0), rule: part(1), application: part(2), conclusion: part(3) });
}
