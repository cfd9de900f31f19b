import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { RunFolderError, runState } from "../runs/run-folder.ts";
import { countNumber } from "./numbers.ts";
import { type GlobalOptions, outputOf, UsageError } from "./output.ts";
import { trainRun } from "./train.ts";

const RUN_FILE = fileURLToPath(new URL("../../../../examples/demo/run.yaml", import.meta.url));

/** All that a run writes into its folder. */
const WRITTEN: ReadonlySet<string> = new Set(
  "run.json tasks.jsonl metrics.jsonl events.jsonl wall.json lock.json report.json report.html samples checkpoints evaluations curriculum.json seeds".split(
    " ",
  ),
);

export function demo(program: Command): void {
  program
    .command("demo")
    .description("train the small model that comes along on generated cases and write a report")
    .option("--out <folder>", "run folder", join("runs", "demo"))
    .option("--seeds <n>", "train so many times, with seeds 1 to n", countNumber, 1)
    .action(async ({ out, seeds: count }: { out: string; seeds: number }) => {
      const output = outputOf(program.opts<GlobalOptions>());
      if (!existsSync(RUN_FILE)) throw new UsageError(`the demo needs the repository: ${RUN_FILE} is not there`);
      const folder = resolve(out);
      const seeds = Array.from({ length: count }, (_, i) => i + 1);
      // A finished demo makes room for a new one; an interrupted one is gone on with.
      if (runState(folder) === "finished") clear(folder);
      try {
        await trainRun(RUN_FILE, { out: folder, seeds, resume: true }, output);
      } catch (error) {
        if (!(error instanceof RunFolderError) || runState(folder) !== "interrupted") throw error;
        clear(folder);
        output.note(`${error.message.split("; ")[0]}: starting the demo again`);
        await trainRun(RUN_FILE, { out: folder, seeds }, output);
      }
    });
}

/** Deletes an earlier demo. @throws RunFolderError where the folder holds another run, or anything that no demo wrote */
function clear(folder: string): void {
  const elsewhere = "choose another folder with --out";
  if (!isDemo(folder)) throw new RunFolderError(`${folder} holds a run that is no demo: ${elsewhere}`);
  const other = readdirSync(folder).find((name) => !WRITTEN.has(name));
  if (other !== undefined)
    throw new RunFolderError(`${folder} holds an earlier demo, and ${other}, which no demo wrote: ${elsewhere}`);
  rmSync(folder, { recursive: true });
}

/** By name: the run file of the demo may have changed since. */
function isDemo(folder: string): boolean {
  try {
    return JSON.parse(readFileSync(join(folder, "run.json"), "utf8"))?.name === "demo";
  } catch {
    return false;
  }
}
