/**
 * Speed and growth of the citation finder and the check.
 *
 *     node benchmarks/citations.ts [folder with real opinions]
 *
 * Without a folder the text is generated. Prints one line a measure, or JSON with `--json`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { gunzipSync } from "node:zlib";
import { type CaseFacts, caseFacts, checkCitation, findCitations, formatCitation } from "@decisis/law";

interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const started = performance.now();
const before = process.memoryUsage().heapUsed;
findCitations("Oak v. Elm, 1 F.3d 2 (1st Cir. 1993)");
const measures: Measure[] = [
  { name: "first call, tables and index included", value: performance.now() - started, unit: "ms" },
  { name: "heap after the first call", value: (process.memoryUsage().heapUsed - before) / 1e6, unit: "MB" },
];

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const text = folder === undefined ? generated(4_000_000) : opinions(folder);
for (let run = 0; run < 3; run += 1) {
  findCitations(text.slice(0, 2_000_000));
}
measures.push({
  name: "find, opinion text",
  value: text.length / 1e6 / (timed(() => findCitations(text)) / 1e3),
  unit: "MB/s",
});

const hostile: readonly (readonly [string, (size: number) => string])[] = [
  ["opinion text", (size) => generated(size)],
  ["digits", (size) => "7".repeat(size)],
  ["brackets", (size) => "(".repeat(size)],
  ["v.", (size) => "a v. ".repeat(size / 5)],
  ["unclosed brackets after citations", (size) => "1 U.S. 1 ((".repeat(size / 11)],
  ["numbers", (size) => "12 ".repeat(size / 3)],
];
for (const [name, make] of hostile) {
  const [small, large] = [make(1_000_000), make(2_000_000)];
  const ratio = median(5, () => timed(() => findCitations(large))) / median(5, () => timed(() => findCitations(small)));
  measures.push({ name: `growth, ${name}: time of twice the text`, value: ratio, unit: "times" });
}

const facts = exampleFacts();
const gold = formatCitation(facts);
measures.push({
  name: "check of one answer, strict",
  value: (timed(() => repeat(2_000, () => checkCitation(gold, facts, { mode: "strict" }))) / 2_000) * 1e3,
  unit: "µs",
});

if (process.argv.includes("--json")) {
  process.stdout.write(`${JSON.stringify(measures)}\n`);
} else {
  for (const { name, value, unit } of measures) {
    process.stdout.write(`${name.padEnd(60)} ${value.toFixed(2).padStart(10)} ${unit}\n`);
  }
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(runs: number, sample: () => number): number {
  return Array.from({ length: runs }, sample).sort((a, b) => a - b)[Math.floor(runs / 2)];
}

function repeat(times: number, work: () => unknown): void {
  for (let count = 0; count < times; count += 1) {
    work();
  }
}

/** Prose with a citation every 1,100 characters or so, as in opinions. */
function generated(size: number): string {
  const prose =
    "The court considered whether the notice was sufficient under the statute and held that it was. ".repeat(11);
  const unit = `${prose}See Oak Insurance Co. v. Elm, 239 F.2d 537, 540-41 (8th Cir. 1957) (per curiam). `;
  return unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
}

function opinions(path: string): string {
  const file = join(path, "cases_long.jsonl.gz");
  if (!existsSync(file)) {
    throw new Error(`citations: no cases_long.jsonl.gz in ${path}`);
  }
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split("\n");
  return lines
    .flatMap((line) =>
      (JSON.parse(line) as { casebody: { opinions: { text: string }[] } }).casebody.opinions.map(
        (opinion) => opinion.text,
      ),
    )
    .join("\n");
}

function exampleFacts(): CaseFacts {
  const result = caseFacts({
    name: "OAK INSURANCE COMPANY v. ELM",
    nameAbbreviation: "Oak Insurance v. Elm",
    citations: [{ type: "official", cite: "239 F.2d 537" }],
    court: { name: "United States Court of Appeals for the Eighth Circuit", abbreviation: "8th Cir." },
    jurisdiction: "U.S.",
    decisionDate: "1957",
  });
  if (!result.ok) {
    throw new Error(result.detail);
  }
  return result.facts;
}
