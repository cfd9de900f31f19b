/**
 * Keeps one piece of a long run (some of its seeds) as numbers, and puts all pieces kept so far together: their common report,
 * and the score of every held-out task as `[id, cluster, reward]`, by evaluation. Completions and captions are not kept, nor are
 * paths of the machine; of skills that choose among classes, golds and answers are kept as labels.
 *
 *   npx node packages/decisis/scripts/keep-piece.ts <run folder> <folder under docs/results>
 */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { classAnswersOf } from "../src/environments/registry.ts";
import type { Evaluation } from "../src/evaluation/evaluation-file.ts";
import { buildReport } from "../src/report/build-report.ts";
import { readRunRecords } from "../src/report/seed-records.ts";
import type { TaskLine } from "../src/runs/record-lines.ts";
import type { RunDescription } from "../src/runs/run-folder.ts";

const [run, out] = process.argv.slice(2);
if (!run || !out) throw new Error("usage: keep-piece.ts <run folder> <folder under docs/results>");
const pieces = join(out, "pieces");
mkdirSync(pieces, { recursive: true });

const record =
  "{run.json,wall.json,{.,seeds/*}/{tasks.jsonl,metrics.jsonl,events.jsonl,curriculum.json,evaluations/**/*.json}}";
const files = [...new Set(globSync(record, { cwd: run }))].sort();
const { seeds, config } = JSON.parse(readFileSync(join(run, "run.json"), "utf8")) as RunDescription;
const kept = Object.fromEntries(files.map((file) => [file, numbersOf(file, readFileSync(join(run, file), "utf8"))]));
writeFileSync(join(pieces, `seed-${seeds.join("-")}.json.gz`), gzipSync(JSON.stringify(kept), { level: 9 }));

const unpacked = mkdtempSync(join(tmpdir(), "decisis-pieces-"));
try {
  const folders = globSync("*.json.gz", { cwd: pieces })
    .sort()
    .map((piece) => unpack(join(pieces, piece), join(unpacked, piece.replace(".json.gz", ""))));
  const records = readRunRecords(folders);
  const report = buildReport(records, new Date());
  // One call with all their seeds trains the same.
  const command = report.command.replace(/--seeds \S+/, `--seeds ${report.seeds.join(",")}`);
  writeFileSync(join(out, "report.json"), `${JSON.stringify({ ...report, command }, null, 2)}\n`);
  const scores = records.seeds.flatMap(({ seed, sampled, greedy }) =>
    Object.entries({ sampled, greedy }).flatMap(([mode, bySkill]) =>
      [...bySkill].flatMap(([skill, byStage]) =>
        [...byStage].map(([stage, { tasks }]) => [
          `seeds/${seed}/${skill}/${stage}/${mode}`,
          tasks.map(({ id, cluster, reward }) => [id, cluster, reward]),
        ]),
      ),
    ),
  );
  writeFileSync(join(out, "scores.json.gz"), gzipSync(JSON.stringify(Object.fromEntries(scores)), { level: 9 }));
  process.stdout.write(`${folders.length} pieces, seeds ${records.seeds.map((s) => s.seed).join(", ")}\n`);
} finally {
  rmSync(unpacked, { recursive: true });
}

function numbersOf(file: string, text: string): string {
  if (file.endsWith("tasks.jsonl")) return heldOutOf(text);
  const here = text
    .replaceAll(resolve(run), "<run folder>")
    .replaceAll(config.model, relative(dirname(dirname(config.model)), config.model))
    .replaceAll(`${resolve(".")}/`, "")
    .replaceAll(config.corpus.folder ?? "\0", "<folder>")
    .replaceAll(relative(".", config.corpus.folder ?? "\0"), "<folder>");
  if (!/(?:sampled|greedy|gate)\.json$/.test(file)) return here;
  const evaluation = JSON.parse(here) as Evaluation;
  const classes = classAnswersOf(evaluation.environment.id);
  const tasks = evaluation.tasks.map((task) => ({
    ...task,
    samples: task.samples.map((sample) => ({
      ...sample,
      completion: classes?.answer(sample.completion) ?? "",
      reasons: [],
    })),
  }));
  return JSON.stringify({ ...evaluation, tasks });
}

/** What figures need of held-out tasks: the right answer where it is a class, and whether training cites them. */
function heldOutOf(text: string): string {
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TaskLine)
    .filter(({ split }) => split !== "train")
    .map(({ id, environment, split, gold, cited_in_training }) => ({
      id,
      environment,
      split,
      ...(classAnswersOf(environment) === undefined ? {} : { gold }),
      ...(cited_in_training === undefined ? {} : { cited_in_training }),
    }))
    .filter((kept) => "gold" in kept || "cited_in_training" in kept)
    .map((kept) => `${JSON.stringify(kept)}\n`);
  return lines.join("");
}

function unpack(piece: string, folder: string): string {
  const texts: Record<string, string> = JSON.parse(gunzipSync(readFileSync(piece)).toString());
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
