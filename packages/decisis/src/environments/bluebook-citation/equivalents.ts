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
const CIRCUIT_WORDS: Readonly<Record<string, string>> = {
  "1st": "First",
  "2d": "Second",
  "3d": "Third",
  "8th": "Eighth",
  "11th": "Eleventh",
};
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
  named("parallel places beside it", (gold, { facts }) => {
    const others = facts.gold.parallels.map(({ volume, reporter, page }) => `, ${volume} ${reporter} ${page}`);
    return gold.replace(` ${facts.gold.page} (`, ` ${facts.gold.page}${others.join("")} (`);
  }),
  named("parallel places before it", (gold, { facts }) => {
    const others = facts.gold.parallels.map(({ volume, reporter, page }) => `${volume} ${reporter} ${page}, `);
    const { caseName } = facts.gold;
    return `${caseName}, ${others.join("")}${gold.slice(caseName.length + 2)}`;
  }),
  named("court closed up to the year", (gold, { facts }) =>
    facts.gold.court === null ? null : gold.replace(` ${facts.gold.year})`, `${facts.gold.year})`),
  ),
  named("reporter without stops", (gold, { facts }) =>
    gold.replace(` ${facts.gold.reporter} `, ` ${facts.gold.reporter.replaceAll(".", "")} `),
  ),
  named("reporter with 2nd and 3rd", (gold, { facts }) =>
    gold.replace(
      ` ${facts.gold.reporter} `,
      ` ${facts.gold.reporter.replace(/(?<!\d)2d$/, "2nd").replace(/(?<!\d)3d$/, "3rd")} `,
    ),
  ),
  named("circuit in words", (gold, { facts }) => {
    const circuit = /^(\w+) Cir\.$/.exec(facts.gold.court ?? "")?.[1] ?? "";
    const word = CIRCUIT_WORDS[circuit];
    return word === undefined ? null : gold.replace(`(${circuit} Cir.`, `(${word} Circuit`);
  }),
  named("the Commissioner in full", (gold) => gold.replace("v. Comm'r,", "v. Commissioner of Internal Revenue,")),
  named("accents decomposed", (gold) => gold.normalize("NFD")),
  named("italic name, LaTeX", (_, task) => withName(task, `\\textit{${task.facts.gold.caseName}}`)),
  named("boxed", (gold) => `\\boxed{${gold}}`),
  named("boxed text", (gold) => `$$\\boxed{\\text{${gold.replaceAll("&", "\\&")}}}$$`),
  named("answer tags in capitals", (gold) => `<ANSWER>${gold}</ANSWER>`),
  named("answer tag left open", (gold) => `<answer>${gold}`),
  named("answer tags behind a lead-in", (gold) => `The answer is <answer>${gold}</answer>.`),
  named(
    "answer tags behind reasons",
    (gold) => `The reporter does not name the court.\n\n<answer>\n${gold}\n</answer>`,
  ),
  named("code fence behind reasons", (gold) => `A trial court, so it is named:\n\n\`\`\`text\n${gold}\n\`\`\``),
  named("JSON, answer", (gold) => JSON.stringify({ answer: gold })),
  named("JSON, citation, other fields", (gold) =>
    JSON.stringify({ reasoning: "The court is not named.", citation: gold, confidence: 0.9 }, null, 2),
  ),
  named("JSON in a code fence", (gold) => `\`\`\`json\n${JSON.stringify({ answer: gold })}\n\`\`\``),
  named("Markdown quotation", (gold) => `> ${gold}`),
  named("Markdown list", (gold) => `- ${gold}`),
  named("Markdown heading", (gold) => `## Citation\n\n${gold}`),
  named("lead-in: this case", (gold) => `The citation for this case is:\n${gold}`),
  named("lead-in: cited as", (gold) => `This case is cited as ${gold}`),
  named("reasons above", (gold) => `Not a state court, so the court is named.\n\n${gold}`),
  named("Windows line ends", (gold) => `\r\n${gold}\r\n`),
];
