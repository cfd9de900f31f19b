/**
 * Runs the adversarial audit of the bluebook-citation reward and writes its figures.
 *
 *   npx node packages/decisis/scripts/audit-table.ts [--corpus <folder>] [--tasks 300] [--out docs/results/audit/report.json]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "@decisis/tensor";
import { fictionalCases } from "../src/corpus/fictional-case.ts";
import { importCorpus } from "../src/corpus/import-corpus.ts";
import { auditBluebookReward } from "../src/environments/bluebook-citation/audit.ts";
import { BLUEBOOK_VERSION, bluebookTasks } from "../src/environments/bluebook-citation/tasks.ts";

const { values: flags } = parseArgs({
  options: { corpus: { type: "string" }, tasks: { type: "string", default: "300" }, out: { type: "string" } },
});
const count = Number(flags.tasks);
const sources = {
  generated: fictionalCases(41, count),
  ...(flags.corpus
    ? {
        real: Random.at(1, "audit")
          .shuffle((await importCorpus(flags.corpus)).cases)
          .slice(0, count),
      }
    : {}),
};
const audits = Object.fromEntries(
  Object.entries(sources).map(([name, cases]) => {
    const { tasks } = bluebookTasks(cases, { seed: 1, balance: false });
    const audit = auditBluebookReward(tasks, { seed: 1 });
    process.stdout.write(`${name}: ${audit.rows} tasks, ${audit.failures.length} failures\n`);
    for (const failure of audit.failures) process.stdout.write(`  ${failure}\n`);
    // Completions built on real captions stay out of the repository, and so does what the clock said.
    const { timings: _, majority, bestConstant, opposites, ...figures } = audit;
    const classes = audit.classes.map(({ worst: _, ...figures }) => figures);
    const { worst: __, ...equivalents } = audit.equivalents;
    return [
      name,
      {
        ...figures,
        tasks: audit.rows,
        classes,
        equivalents,
        bestConstant: { mean: bestConstant.mean },
        majority: majority.mean,
        swapped: opposites,
      },
    ];
  }),
);
if (flags.out) {
  mkdirSync(dirname(flags.out), { recursive: true });
  writeFileSync(
    flags.out,
    `${JSON.stringify({ environment: "bluebook-citation", version: BLUEBOOK_VERSION, audits }, null, 1)}\n`,
  );
}
process.exitCode = Object.values(audits).some((a) => a.failures.length > 0) ? 1 : 0;
