import type { Task } from "../environment.ts";
import type { BluebookFacts } from "./facts.ts";

/** One change that leaves a right answer right. `null`: the change does not apply to this answer. */
export interface Equivalent {
  readonly name: string;
  readonly apply: (task: Task<BluebookFacts>) => string | null;
}

const named = (name: string, apply: (gold: string, task: Task<BluebookFacts>) => string | null): Equivalent => ({
  name,
  apply: (task) => {
    const changed = apply(task.gold, task);
    return changed === task.gold ? null : changed;
  },
});
const withName = (task: Task<BluebookFacts>, name: string) => name + task.gold.slice(task.facts.gold.caseName.length);

/** Meaning-preserving variants of a right answer, all of which the lenient reward must take as right. */
export const EQUIVALENTS: readonly Equivalent[] = [
  named("trailing stop", (gold) => `${gold}.`),
  named("white space around", (gold) => `  \n${gold}\n\n`),
  named("line break inside", (gold) => gold.replace(", ", ",\n")),
  named("double blanks", (gold) => gold.replaceAll(" ", "  ")),
  named("no-break spaces", (gold) => gold.replaceAll(" ", "\u00A0")),
  named("curly apostrophes", (gold) => gold.replaceAll("'", "\u2019")),
  named("italic name, asterisks", (_, task) => withName(task, `*${task.facts.gold.caseName}*`)),
  named("italic name, underscores", (_, task) => withName(task, `_${task.facts.gold.caseName}_`)),
  named("italic name, HTML", (_, task) => withName(task, `<i>${task.facts.gold.caseName}</i>`)),
  named("emphasised name, HTML", (_, task) => withName(task, `<em>${task.facts.gold.caseName}</em>`)),
  named("bold answer", (gold) => `**${gold}**`),
  named("back quotes", (gold) => `\`${gold}\``),
  named("code fence", (gold) => `\`\`\`\n${gold}\n\`\`\``),
  named("quotation marks", (gold) => `"${gold}"`),
  named("curly quotation marks", (gold) => `\u201C${gold}\u201D`),
  named("lead-in: Citation", (gold) => `Citation: ${gold}`),
  named("lead-in: Answer", (gold) => `Answer: ${gold}`),
  named("lead-in: sentence", (gold) => `The full citation is ${gold}`),
  named("lead-in: bold", (gold) => `**Citation:** ${gold}`),
  named("lead-in: line", (gold) => `The correct citation is:\n\n${gold}`),
  named("answer tags", (gold) => `<answer>${gold}</answer>`),
  named("thought before", (gold) => `<think>A district court, so the court is named.</think>\n${gold}`),
  named("thought with a citation", (gold) => `<think>Not 1 U.S. 2 (1800), of course.</think><answer>${gold}</answer>`),
  named("reporter closed up", (gold, { facts }) =>
    gold.replace(` ${facts.gold.reporter} `, ` ${facts.gold.reporter.replaceAll(". ", ".")} `),
  ),
  named("v without stop", (gold) => gold.replace(" v. ", " v ")),
  named("vs.", (gold) => gold.replace(" v. ", " vs. ")),
  named("pin page", (gold, { facts }) =>
    /^\d+$/.test(facts.gold.page)
      ? gold.replace(` ${facts.gold.page} (`, ` ${facts.gold.page}, ${Number(facts.gold.page) + 3} (`)
      : null,
  ),
  named("full words in the name", (_, task) => withName(task, task.facts.gold.caseNameInText)),
  named("another accepted name", (_, task) =>
    task.facts.gold.acceptedNames[0] === undefined ? null : withName(task, task.facts.gold.acceptedNames[0]),
  ),
  named("last accepted name", (_, task) => {
    const name = task.facts.gold.acceptedNames.at(-1);
    return name === undefined ? null : withName(task, name);
  }),
  named("leading The", (gold, { facts }) =>
    /^[A-Z]\w+ .*(?:Co\.|Corp\.|Ass'n) v\. /.test(facts.gold.caseName) ? `The ${gold}` : null,
  ),
  named("another accepted court", (gold, { facts }) => {
    const other = facts.gold.acceptedCourts[0];
    if (other === undefined) return null;
    return `${gold.slice(0, gold.lastIndexOf("("))}(${other === "" ? "" : `${other} `}${facts.gold.year})`;
  }),
  named("parallel place instead", (_, { facts }) => {
    const other = facts.gold.parallels[0];
    if (other === undefined || /^(?:19|20)\d\d$/.test(other.volume)) return null;
    return `${facts.gold.caseName}, ${other.volume} ${other.reporter} ${other.page} (${other.court === null ? "" : `${other.court} `}${facts.gold.year})`;
  }),
  named("court closed up to the year", (gold, { facts }) =>
    facts.gold.court === null ? null : gold.replace(` ${facts.gold.year})`, `${facts.gold.year})`),
  ),
  named("Windows line ends", (gold) => `\r\n${gold}\r\n`),
];
