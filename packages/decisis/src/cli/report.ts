import { join } from "node:path";
import type { Command } from "commander";
import { buildReport } from "../report/build-report.ts";
import { readRunRecords, type SeedRecord } from "../report/seed-records.ts";
import { terminalReport } from "../report/terminal-table.ts";
import { writeReport } from "../report/write-report.ts";
import { type GlobalOptions, outputOf, UsageError } from "./output.ts";
import { shown } from "./train.ts";

export function report(program: Command): void {
  program
    .command("report")
    .description(
      "print a run's figures and write its report again; several folders are pieces of one run (other seeds)",
    )
    .argument("<run...>", "run folders")
    .action(async (folders: string[]) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const records = readRunRecords(folders);
      const models = (s: SeedRecord): number[] => [...s.sampled.values()].map((byStage) => byStage.size);
      if (records.seeds.every((s) => models(s).every((n) => n === 0)))
        throw new UsageError(`${folders[0]}: nothing is evaluated yet; let the run go on with --resume`);
      // Repairs come on top.
      const asked = records.description.config.stages.length + 1;
      const done = records.seeds.every((s) => models(s).every((n) => n >= asked));
      // report.json says that a run is finished, so an unfinished one gets words only.
      const made =
        folders.length === 1 && done ? await writeReport(folders[0], new Date()) : buildReport(records, new Date());
      output.print(terminalReport(made));
      if (!done) output.print("\nThe run is not finished: stages not evaluated yet are missing.");
      else if (folders.length === 1) output.print(`\n${shown(join(folders[0], "report.html"))}`);
      output.data(made);
    });
}
