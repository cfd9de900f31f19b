import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { escapeControls } from "../corpus/escape-controls.ts";
import { countNumber, wholeNumber } from "./numbers.ts";
import { type GlobalOptions, InterruptedError, outputOf, UsageError } from "./output.ts";

interface PretrainOptions {
  readonly corpus?: string;
  readonly work?: string;
  readonly minutes: number;
  readonly threads: number;
}

export function pretrainCommand(program: Command): void {
  program
    .command("pretrain")
    .description("make a small base model from opinions, in pieces: run it again to go on")
    .argument("<file>", "what to make, e.g. examples/pocket/run.yaml")
    .option("--corpus <folder>", "folder of cases, instead of the file's")
    .option("--work <folder>", "where checkpoints lie between pieces (default: runs/pretrain-<name>)")
    .option("--minutes <n>", "save and stop after this many minutes", countNumber, 45)
    .option("--threads <n>", "0 = all cores", wholeNumber, 0)
    .action(async (path: string, options: PretrainOptions) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const { loadPretrainFile } = await import("../pretraining/pretrain-file.ts");
      const { pretrain } = await import("../pretraining/pretrain.ts");
      const file = loadPretrainFile(path);
      const corpus = options.corpus === undefined ? file.corpus : resolve(options.corpus);
      if (corpus === undefined) throw new UsageError(`${path}: names no corpus; give a folder of cases with --corpus`);
      if (!existsSync(corpus))
        throw new UsageError(`${escapeControls(corpus)}: there is no such folder; give one with --corpus`);
      const stop = new AbortController();
      const interrupt = (): void => stop.abort();
      process.once("SIGINT", interrupt);
      try {
        const finished = await pretrain(file, {
          corpus,
          work: options.work ?? join("runs", `pretrain-${file.name}`),
          minutes: options.minutes,
          threads: options.threads,
          signal: stop.signal,
          onProgress: ({ step, steps, tokens, seconds, loss, heldOutLoss }) => {
            const held = heldOutLoss === undefined ? "" : `, held-out ${heldOutLoss.toFixed(3)}`;
            const left = Math.ceil(((steps - step) * seconds) / step / 60);
            const line = `step ${step}/${steps}, ${(tokens / 1e6).toFixed(2)} M tokens, loss ${loss?.toFixed(3)}${held}, about ${left} min to go`;
            if (heldOutLoss !== undefined || step % 50 === 0) output.note(line);
            else output.status(line);
          },
        });
        if (finished) {
          output.print(`wrote ${file.out}`);
          output.data({ finished, out: file.out });
        } else if (stop.signal.aborted) throw new InterruptedError("saved; run the same command again to go on");
        else {
          output.print("saved after the minutes given; run the same command again to go on");
          output.data({ finished });
        }
      } finally {
        process.off("SIGINT", interrupt);
      }
    });
}
