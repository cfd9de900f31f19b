import type { Equivalent } from "@decisis/graders";
import type { Outcome } from "@decisis/law";
import type { Task } from "../environment.ts";
import { answerSections } from "./answer-sections.ts";
import type { IracFacts } from "./facts.ts";
import { SECTIONS, type Section, type Summary, writtenSummary } from "./summary-sections.ts";

const VERBS: Readonly<Record<Outcome, readonly [base: string, third: string]>> = {
  affirmed: ["affirm", "affirms"],
  reversed: ["reverse", "reverses"],
  vacated: ["vacate", "vacates"],
  modified: ["modify", "modifies"],
  remanded: ["remand", "remands"],
  dismissed: ["dismiss", "dismisses"],
  granted: ["grant", "grants"],
  denied: ["deny", "denies"],
};

/** Right answers in other dress: headings, marks, citations, and the disposition in other words. */
export function iracEquivalents({ facts, gold }: Task<IracFacts>): readonly Equivalent[] {
  const { sections } = answerSections(gold);
  const title = (section: Section) => section[0].toUpperCase() + section.slice(1);
  const headed = (heading: (section: Section, index: number) => string, between = "\n") =>
    SECTIONS.map((section, i) => heading(section, i) + sections[section]).join(between);
  const changed = (change: Partial<Summary>) => writtenSummary({ ...sections, ...change });
  const [authority] = facts.authorities;
  const citation = sections.rule.match(/\d+ [A-Z][^()]*? \d+(?= \(|[.,])/)?.[0] ?? "";
  const start = sections.rule.indexOf(authority.name);
  const rule = sections.rule.slice(0, start).trim();
  const cited = sections.rule.slice(start, -1);
  const isCitedLast = start > 0 && /[.!?]"?$/.test(rule) && sections.rule.endsWith(".");
  const inRule = (from: string, to: string) => changed({ rule: sections.rule.replace(from, () => to) });
  const all: Equivalent[] = [
    { name: "Markdown headings", completion: headed((section) => `## ${title(section)}\n`, "\n\n") },
    { name: "small Markdown headings", completion: headed((section) => `#### ${title(section)}:\n`, "\n\n") },
    { name: "bold headings", completion: headed((section) => `**${title(section)}:** `, "\n\n") },
    { name: "bold headings, colon outside", completion: headed((section) => `**${title(section)}**: `) },
    { name: "bold headings in lines of their own", completion: headed((section) => `**${title(section)}**\n`, "\n\n") },
    { name: "underscored headings", completion: headed((section) => `__${title(section)}:__ `) },
    { name: "numbered headings", completion: headed((section, i) => `${i + 1}. ${title(section)}: `) },
    { name: "numbered bold headings", completion: headed((section, i) => `${i + 1}. **${title(section)}:** `) },
    {
      name: "Roman numerals",
      completion: headed((section, i) => `${["I", "II", "III", "IV"][i]}. ${title(section)}: `),
    },
    { name: "numbers in brackets", completion: headed((section, i) => `(${i + 1}) ${title(section)}: `) },
    { name: "upper-case headings", completion: headed((section) => `${section.toUpperCase()}: `) },
    { name: "lower-case headings", completion: headed((section) => `${section}: `) },
    { name: "headings with a dash", completion: headed((section) => `${title(section)} - `) },
    { name: "headings with a long dash", completion: headed((section) => `${title(section)} \u2014 `) },
    { name: "headings with a stop", completion: headed((section) => `${title(section)}. `) },
    { name: "headings in lines of their own", completion: headed((section) => `${title(section)}\n`, "\n\n") },
    { name: "bullets", completion: headed((section) => `- ${title(section)}: `) },
    { name: "starred bullets in bold", completion: headed((section) => `* **${title(section)}**: `) },
    { name: "one line", completion: headed((section) => `${title(section)}: `, " ") },
    { name: "blank lines between", completion: headed((section) => `${title(section)}: `, "\n\n") },
    {
      name: "Analysis for Application",
      completion: headed((section) => `${section === "application" ? "Analysis" : title(section)}: `),
    },
    {
      name: "Holding for Conclusion",
      completion: headed((section) => `${section === "conclusion" ? "Holding" : title(section)}: `),
    },
    {
      name: "Question Presented",
      completion: headed((section) => `${section === "issue" ? "Question Presented" : title(section)}: `),
    },
    {
      name: "Rule of Law",
      completion: headed((section) => `${section === "rule" ? "Rule of Law" : title(section)}: `),
    },
    ...["Result", "Outcome", "Disposition"].map((heading) => ({
      name: `${heading} for Conclusion`,
      completion: headed((section) => `${section === "conclusion" ? heading : title(section)}: `),
    })),
    {
      name: "Application of Law to Facts",
      completion: headed(
        (section) => `${section === "application" ? "Application of Law to Facts" : title(section)}: `,
      ),
    },
    { name: "The before headings", completion: headed((section) => `The ${section}: `) },
    { name: "headings in square brackets", completion: headed((section) => `[${title(section)}] `) },
    { name: "headings as tags", completion: SECTIONS.map((s) => `<${s}>${sections[s]}</${s}>`).join("\n") },
    { name: "JSON", completion: JSON.stringify(sections) },
    {
      name: "JSON, keys in another order and case, an extra one",
      completion: JSON.stringify(
        {
          Conclusion: sections.conclusion,
          Rule: sections.rule,
          Issue: sections.issue,
          Application: sections.application,
          words: 90,
        },
        null,
        2,
      ),
    },
    { name: "JSON in a code fence", completion: `\`\`\`json\n${JSON.stringify(sections)}\n\`\`\`` },
    { name: "lead-in", completion: `Here is the summary in four parts:\n\n${gold}` },
    { name: "title", completion: `# IRAC Summary\n\n${gold}` },
    { name: "HTML headings", completion: headed((section) => `<b>${title(section)}:</b> `) },
    { name: "double blanks", completion: gold.replaceAll(" ", "  ") },
    {
      name: "line break inside a section",
      completion: changed({ application: sections.application.replace(/ (\w+ \w+ \w+\.)$/, "\n$1") }),
    },
    {
      name: "curly quotation marks",
      completion: gold.replace(/"([^"]*)"/g, "\u201C$1\u201D").replaceAll("'", "\u2019"),
    },
    { name: "long dashes", completion: gold.replaceAll(" - ", " \u2014 ") },
    { name: "no stop at the end", completion: gold.replace(/\.$/, "") },
    { name: "answer tags", completion: `<answer>\n${gold}\n</answer>` },
    { name: "italic case name", completion: inRule(authority.name, `*${authority.name}*`) },
    { name: "underscored case name", completion: inRule(authority.name, `_${authority.name}_`) },
    ...(isCitedLast
      ? [
          { name: "citation in brackets", completion: changed({ rule: `${rule.replace(/\.$/, "")} (${cited}).` }) },
          { name: "See before the citation", completion: changed({ rule: `${rule} See ${cited}.` }) },
        ]
      : []),
    {
      name: "2nd in the reporter",
      completion: inRule(
        citation,
        citation.replace(/(?<=[23])d(?= \d)/, (d, at) => (citation[at - 1] === "2" ? `n${d}` : `r${d}`)),
      ),
    },
    { name: "vs.", completion: inRule(" v. ", " vs. ") },
    { name: "reporter spaced", completion: inRule(citation, citation.replace(/\.(?=[A-Z\d])/g, ". ")) },
    { name: "reporter closed up", completion: inRule(citation, citation.replace(/\. (?=[A-Z\d]\w*\.)/g, ".")) },
    { name: "court spaced", completion: changed({ rule: sections.rule.replace(/\.(?=\d{4}\))/, ". ") }) },
    ...authority.places.slice(1).flatMap((place) => [
      { name: "parallel citation added", completion: inRule(citation, `${citation}, ${place}`) },
      { name: "parallel citations reordered", completion: inRule(citation, `${place}, ${citation}`) },
    ]),
    ...dispositions(facts).map((conclusion) => ({
      name: `disposition: ${conclusion}`,
      completion: changed({ conclusion }),
    })),
  ];
  return all.filter(({ completion }) => completion !== gold);
}

/** The same disposition in the words of a summary. */
function dispositions({ outcomes, inPart }: IracFacts): readonly string[] {
  if (inPart) return [];
  const listed = (words: readonly string[]) =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
  const participles = listed(outcomes);
  const thing = outcomes.some((outcome) => outcome === "granted" || outcome === "denied") ? "motion" : "judgment";
  return [
    `${participles[0].toUpperCase()}${participles.slice(1)}.`,
    `${participles.toUpperCase()}.`,
    `The ${thing} is ${participles}.`,
    `The ${thing} was ${participles}.`,
    `We ${listed(outcomes.map((outcome) => VERBS[outcome][0]))}.`,
    `The court ${listed(outcomes.map((outcome) => VERBS[outcome][1]))}.`,
    `The court ${participles}.`,
    `Therefore, the ${thing} is ${participles}.`,
  ];
}
