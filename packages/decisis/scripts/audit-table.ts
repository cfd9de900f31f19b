/**
 * Runs the adversarial audit of every environment's reward, all completions of all classes, and writes its figures.
 *
 *   npx node packages/decisis/scripts/audit-table.ts [--corpus <folder>] [--tasks 300] [--out docs/results/audit/report.json]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { auditGrader } from "@decisis/graders";
import { Random } from "@decisis/tensor";
import { fictionalCases } from "../src/corpus/fictional-case.ts";
import { importCorpus } from "../src/corpus/import-corpus.ts";
import { auditSubject } from "../src/environments/audit.ts";
import { ENVIRONMENTS } from "../src/environments/registry.ts";

const { values: flags } = parseArgs({
  options: { corpus: { type: "string" }, tasks: { type: "string", default: "300" }, out: { type: "string" } },
});
const most = Number(flags.tasks);
/** Not every case gives a task of every skill. */
const CASES_PER_TASK = 6;
const sources = {
  generated: fictionalCases(41, most * CASES_PER_TASK),
  ...(flags.corpus ? { real: (await importCorpus(flags.corpus)).cases } : {}),
};

const audits = Object.entries(sources).flatMap(([origin, cases]) =>
  ENVIRONMENTS.map((environment) => {
    const tasks = Random.at(1, "audit", environment.id)
      .shuffle(environment.build(cases, { seed: 1 }).tasks)
      .slice(0, most);
    const audit = auditGrader(auditSubject(environment, tasks), {
      seed: 1,
      minimumRows: Math.min(200, tasks.length),
      budgetSeconds: 900,
    });
    process.stdout.write(`${environment.id}, ${origin}: ${audit.rows} tasks, ${audit.failures.length} failures\n`);
    for (const failure of audit.failures) process.stdout.write(`  ${failure}\n`);
    // Completions built on real cases stay out of the repository, and so does what the clock said.
    const { timings: _, majority, bestConstant, equivalents, classes, ...figures } = audit;
    const { worst: __, ...equal } = equivalents;
    return {
      ...figures,
      origin,
      majority: majority.mean,
      bestConstant: bestConstant.mean,
      equivalents: equal,
      classes: classes.map(({ worst: _, formats: __, ...figures }) => figures),
    };
  }),
);
if (flags.out) {
  mkdirSync(dirname(flags.out), { recursive: true });
  writeFileSync(flags.out, `${JSON.stringify({ audits }, null, 1)}\n`);
}
process.exitCode = audits.some((a) => a.failures.length > 0) ? 1 : 0;
