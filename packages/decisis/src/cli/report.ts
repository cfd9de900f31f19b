import { join } from "node:path";
import type { Command } from "commander";
import { buildReport } from "../report/build-report.ts";
import { markdownReport } from "../report/markdown-report.ts";
import { selectSamples } from "../report/sample-selection.ts";
import { readRunRecords, type SeedRecord } from "../report/seed-records.ts";
import { terminalReport } from "../report/terminal-table.ts";
import { writeReportFiles } from "../report/write-report.ts";
import { writeFileAtomically } from "../runs/durable-file.ts";
import { type GlobalOptions, harmless, outputOf, UsageError } from "./output.ts";
import { shown } from "./train.ts";

interface ReportOptions {
  /** `true`: to stdout. */
  readonly markdown?: string | true;
}

export function report(program: Command): void {
  program
    .command("report")
    .description(
      "print a run's figures and write its report again; several folders are pieces of one run (other seeds)",
    )
    .argument("<run...>", "run folders")
    .option(
      "--markdown [file]",
      "Markdown for a pull request: into a file, or instead of the tables; stands behind the folders",
    )
    .action(async (folders: string[], { markdown }: ReportOptions) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const records = readRunRecords(folders);
      const models = (s: SeedRecord): number[] => [...s.sampled.values()].map((byStage) => byStage.size);
      if (records.seeds.every((s) => models(s).every((n) => n === 0)))
        throw new UsageError(`${folders[0]}: nothing is evaluated yet; let the run go on with --resume`);
      // Repairs come on top.
      const asked = records.description.config.stages.length + 1;
      const done = records.seeds.every((s) => models(s).every((n) => n >= asked));
      const made = buildReport(records, new Date());
      // report.json says that a run is finished, so an unfinished one gets words only.
      const written = folders.length === 1 && done;
      const samples = written || markdown !== undefined ? await selectSamples(records) : null;
      if (samples !== null && written) writeReportFiles(folders[0], made, records, samples);
      const page = samples === null ? "" : markdownReport(made, samples, done);
      if (typeof markdown === "string") writeFileAtomically(markdown, harmless(page));
      if (markdown === true) output.print(page.trimEnd());
      else {
        output.print(terminalReport(made));
        if (!done) output.print("\nThe run is not finished: stages not evaluated yet are missing.");
        else if (written) output.print(`\n${shown(join(folders[0], "report.html"))}`);
        if (markdown !== undefined) output.print(shown(markdown));
      }
      output.data(made);
    });
}
