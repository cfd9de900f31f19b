/**
 * Keeps what a run measured: its report, and the score of every held-out task as `[id, cluster, reward]`, by evaluation.
 *
 *   npx node packages/decisis/scripts/collect-results.ts <run folder> <folder under docs/results>
 */
import { copyFileSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readEvaluation } from "../src/evaluation/read-evaluation.ts";

const [run, out] = process.argv.slice(2);
if (!run || !out) throw new Error("usage: collect-results.ts <run folder> <folder under docs/results>");
mkdirSync(out, { recursive: true });
copyFileSync(join(run, "report.json"), join(out, "report.json"));
const files = globSync("{evaluations,seeds/*/evaluations}/*/*/*.json", { cwd: run }).sort();
const scores = files.map((file) => [
  file,
  readEvaluation(join(run, file)).tasks.map(({ id, cluster, reward }) => [id, cluster, reward]),
]);
writeFileSync(join(out, "scores.json.gz"), gzipSync(JSON.stringify(Object.fromEntries(scores)), { level: 9 }));
process.stdout.write(`${files.length} evaluations\n`);
