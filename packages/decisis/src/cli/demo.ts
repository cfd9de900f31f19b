import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { RunFolderError, runState } from "../runs/run-folder.ts";
import { type GlobalOptions, outputOf, UsageError } from "./output.ts";
import { trainRun } from "./train.ts";

const RUN_FILE = fileURLToPath(new URL("../../../../examples/demo/run.yaml", import.meta.url));

export function demo(program: Command): void {
  program
    .command("demo")
    .description("train the small model that comes along on generated cases and write a report")
    .option("--out <folder>", "run folder", join("runs", "demo"))
    .action(async ({ out }: { out: string }) => {
      const output = outputOf(program.opts<GlobalOptions>());
      if (!existsSync(RUN_FILE)) throw new UsageError(`the demo needs the repository: ${RUN_FILE} is not there`);
      const folder = resolve(out);
      // A finished demo makes room for a new one; an interrupted one is gone on with.
      if (runState(folder) === "finished") rmSync(folder, { recursive: true });
      try {
        await trainRun(RUN_FILE, { out: folder, resume: true }, output);
      } catch (error) {
        if (!(error instanceof RunFolderError) || runState(folder) !== "interrupted") throw error;
        output.note(`${error.message.split("; ")[0]}: starting the demo again`);
        rmSync(folder, { recursive: true });
        await trainRun(RUN_FILE, { out: folder }, output);
      }
    });
}
