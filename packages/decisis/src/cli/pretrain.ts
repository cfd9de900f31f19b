import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { pretrain } from "../pretraining/pretrain.ts";
import { loadPretrainFile } from "../pretraining/pretrain-file.ts";

/** `decisis pretrain <file>`: a base model from nothing, in pieces. */
export function addPretrain(program: Command): void {
  program
    .command("pretrain")
    .argument("<file>", "what to make: examples/pocket/run.yaml")
    .description("make a small base model from opinions; run again to go on after a pause")
    .option("--corpus <folder>", "folder of cases, instead of the file's")
    .option("--work <folder>", "where checkpoints lie between pieces")
    .option("--minutes <n>", "stop and save after this many minutes", Number, 45)
    .option("--threads <n>", "threads (0 = all cores)", Number, 0)
    .action(async (path: string, options: { corpus?: string; work?: string; minutes: number; threads: number }) => {
      const file = loadPretrainFile(path);
      const corpus = options.corpus === undefined ? file.corpus : resolve(options.corpus);
      if (corpus === undefined || !existsSync(corpus))
        throw new Error("no corpus: name a folder of cases with --corpus");
      const stop = new AbortController();
      process.once("SIGINT", () => stop.abort());
      const finished = await pretrain(file, {
        corpus,
        work: options.work ?? join("runs", `pretrain-${file.name}`),
        minutes: options.minutes,
        threads: options.threads,
        signal: stop.signal,
        onProgress: ({ step, steps, tokens, seconds, loss, heldOutLoss }) => {
          if (step % 20 !== 0 && heldOutLoss === undefined && step !== steps) return;
          const held = heldOutLoss === undefined ? "" : `  held-out ${heldOutLoss.toFixed(3)}`;
          const left = ((steps - step) * seconds) / step / 60;
          process.stdout.write(
            `step ${step}/${steps}  ${(tokens / 1e6).toFixed(2)} M tokens  loss ${loss?.toFixed(3)}${held}  ${(seconds / 60).toFixed(1)} min, about ${left.toFixed(0)} to go\n`,
          );
        },
      });
      process.stdout.write(finished ? `wrote ${file.out}\n` : "paused: run the same command again to go on\n");
    });
}
