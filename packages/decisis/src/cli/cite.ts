import { readFileSync } from "node:fs";
import type { CaseFacts, CaseSource } from "@decisis/law";
import { type Command, Option } from "commander";
import { z } from "zod";
import { BarError, type GlobalOptions, type Output, outputOf, UsageError } from "./output.ts";

export function cite(program: Command): void {
  const output = (): Output => outputOf(program.opts<GlobalOptions>());
  const group = program.command("cite").description("find, format and check citations of cases");
  group
    .command("find")
    .description("full case citations in a text")
    .argument("[file]", "text file; - or nothing = stdin", "-")
    .action(async (file: string) => {
      const { findCitations } = await import("@decisis/law");
      const text = read(file);
      const found = findCitations(text);
      const lineOf = lineCounter(text);
      for (const c of found)
        output().print(
          `${lineOf(c.fullSpan.start)}: ${text.slice(c.fullSpan.start, c.fullSpan.end).replaceAll(/\s+/g, " ")}`,
        );
      output().data(found);
    });
  group
    .command("format")
    .description("the citation of a case from its metadata")
    .argument("<case.json>", "a case record: name, citations, court, jurisdiction, date; - = stdin")
    .addOption(new Option("--context <where>", "where it stands").choices(["citation", "text"]).default("citation"))
    .action(async (file: string, { context }: { context: "citation" | "text" }) => {
      const { formatCitation } = await import("@decisis/law");
      const facts = await factsOf(file);
      output().print(formatCitation(facts, { context }));
      output().data({ citation: formatCitation(facts, { context }), facts });
    });
  group
    .command("check")
    .description("check a citation against the facts of its case; exits with 1 if it has errors")
    .argument("<citation>", "the citation as written")
    .requiredOption("--case <case.json>", "the case record")
    .option("--strict", "require the gold form")
    .action(async (answer: string, options: { case: string; strict?: boolean }) => {
      const { checkCitation, formatCitation } = await import("@decisis/law");
      const facts = await factsOf(options.case);
      const check = checkCitation(answer, facts, { mode: options.strict ? "strict" : "lenient" });
      for (const v of check.verdicts)
        if (v.status !== "ok" || output().verbose)
          output().print(`${v.status}: ${v.rule > 0 ? `rule ${v.rule}: ` : ""}${v.message}`);
      output().print(check.ok ? "right" : `expected ${formatCitation(facts)}`);
      output().data(check);
      if (!check.ok)
        throw new BarError(`the citation has ${check.verdicts.filter((v) => v.status === "error").length} errors`);
    });
}

function read(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${file === "-" ? "stdin" : file}: ${(error as Error).message}`);
  }
}

/** What a citation is made from; records hold more. */
const caseSource: z.ZodType<CaseSource> = z.object({
  name: z.string(),
  nameAbbreviation: z.string(),
  citations: z.array(z.object({ type: z.string().default("official"), cite: z.string() })),
  court: z.object({ name: z.string(), abbreviation: z.string().default("") }),
  jurisdiction: z.string(),
  decisionDate: z.string(),
});

/** Takes the project's own case records and CAP's. */
async function factsOf(file: string): Promise<CaseFacts> {
  const { caseFacts } = await import("@decisis/law");
  let value: unknown;
  try {
    value = JSON.parse(read(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const fields: Record<string, unknown> = typeof value === "object" && value !== null ? { ...value } : {};
  const source = caseSource.safeParse({
    ...fields,
    nameAbbreviation: fields.nameAbbreviation ?? fields.name_abbreviation ?? fields.name,
    jurisdiction: (fields.jurisdiction as { name?: unknown } | null | undefined)?.name ?? fields.jurisdiction,
    decisionDate: fields.decisionDate ?? fields.decision_date,
  });
  if (!source.success) {
    const wrong = source.error.issues.map((i) => `${i.path.join(".")} (${i.message.replace(/^Invalid input: /, "")})`);
    throw new UsageError(`${file} is no case record: ${wrong.join(", ")}`);
  }
  const result = caseFacts(source.data);
  if (!result.ok)
    throw new UsageError(`${file}: this case has no citation to be made: ${result.reason} (${result.detail})`);
  return result.facts;
}

/** Line of an offset. Asked for offsets that grow, it passes over the text once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let feed = text.indexOf("\n");
  return (offset) => {
    while (feed !== -1 && feed < offset) {
      line++;
      feed = text.indexOf("\n", feed + 1);
    }
    return line;
  };
}
