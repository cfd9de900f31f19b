import type { Command } from "commander";
import { table } from "../report/terminal-table.ts";
import { type GlobalOptions, outputOf } from "./output.ts";

export function corpus(program: Command): void {
  const group = program.command("corpus").description("read collections of cases");
  group
    .command("import")
    .description("read cases, split them by cluster, and say what could not be used")
    .argument("<path>", "file or folder")
    .option("--strict", "stop at the first broken or duplicate record")
    .action(async (path: string, { strict }: { strict?: boolean }) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const { importCorpus } = await import("../corpus/import-corpus.ts");
      const { problemText } = await import("../corpus/corpus-problem.ts");
      const { report } = await importCorpus(path, { strict });
      const { parts, leaks } = report.split;
      output.print(
        table(
          ["part", "cases", "clusters", "sha256 of ids"],
          Object.entries(parts).map(([name, p]) => [name, String(p.cases), String(p.clusters), p.sha256.slice(0, 16)]),
        ),
      );
      const shown = output.verbose ? report.listed : report.listed.slice(0, 20);
      for (const problem of shown) output.note(`${problem.kind}: ${problemText(problem)}`);
      const counts = Object.entries(report.problems).filter(([, n]) => n > 0);
      output.print(
        `\n${report.cases} cases from ${report.files.length} files, ${leaks} clusters in two parts` +
          (counts.length > 0 ? `; ${counts.map(([kind, n]) => `${n} ${kind}`).join(", ")}` : "") +
          (shown.length < report.listed.length ? " (--verbose lists them)" : ""),
      );
      output.data(report);
    });
  group
    .command("stats")
    .description("what a collection holds")
    .argument("<path>", "file or folder")
    .option("--strict", "stop at the first broken or duplicate record")
    .action(async (path: string, { strict }: { strict?: boolean }) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const { importCorpus } = await import("../corpus/import-corpus.ts");
      const { corpusStats } = await import("../corpus/corpus-stats.ts");
      const stats = corpusStats((await importCorpus(path, { strict })).cases);
      output.print(
        `${stats.cases} cases in ${stats.clusters} clusters: ${stats.parts.train} train, ${stats.parts.validation} validation, ${stats.parts.test} test
${stats.opinions} opinions, ${(stats.characters / 1e6).toFixed(1)} million characters, ${stats.casesWithoutOpinion} cases without one
years ${stats.years === null ? "–" : stats.years.join(" to ")}`,
      );
      for (const [title, counts] of Object.entries({
        jurisdiction: stats.jurisdictions,
        court: stats.courts,
        reporter: stats.reporters,
        licence: stats.licences,
      }))
        output.print(
          `\n${table(
            [title, "cases"],
            counts.slice(0, output.verbose ? counts.length : 10).map((c) => [c.name, String(c.cases)]),
          )}${counts.length > 10 && !output.verbose ? `\nand ${counts.length - 10} more (--verbose)` : ""}`,
        );
      output.data(stats);
    });
}
