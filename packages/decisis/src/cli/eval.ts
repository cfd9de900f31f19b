import { resolve } from "node:path";
import { Random } from "@decisis/tensor";
import { type Command, Option } from "commander";
import { evaluate } from "../evaluation/evaluate.ts";
import { scoredTasks } from "../evaluation/evaluation-file.ts";
import { figure, interval, percent, table } from "../report/terminal-table.ts";
import { chooseEvaluationTasks } from "../runs/choose-tasks.ts";
import { writeFileAtomically } from "../runs/durable-file.ts";
import { withHeldOut } from "../runs/run-file-schema.ts";
import { estimateMean } from "../statistics/comparison.ts";
import { findEnvironment } from "./find-environment.ts";
import { loadCases } from "./load-cases.ts";
import { countNumber, number, wholeNumber } from "./numbers.ts";
import { openEngine } from "./open-engine.ts";
import { BarError, type GlobalOptions, outputOf, UsageError } from "./output.ts";

interface EvalOptions {
  readonly environment: string;
  readonly corpus?: string;
  readonly generated?: number;
  readonly generatorSeed: number;
  readonly split: "validation" | "test";
  readonly tasks: number;
  readonly samples: number;
  readonly temperature: number;
  readonly maxCompletionLength: number;
  readonly seed: number;
  readonly engine: string;
  readonly out?: string;
  readonly minReward?: number;
}

export function evalCommand(program: Command): void {
  program
    .command("eval")
    .description("measure a model on held-out tasks")
    .argument("<model>", "model folder (Hugging Face layout)")
    .requiredOption("--environment <id>", "as in `decisis env list`")
    .option("--corpus <folder>", "folder of cases")
    .option("--generated <cases>", "generate so many fictional cases", countNumber)
    .option("--generator-seed <seed>", "seed of generated cases", wholeNumber, 0)
    .addOption(new Option("--split <part>", "held-out part").choices(["validation", "test"]).default("test"))
    .option("--tasks <n>", "most tasks", countNumber, 200)
    .option("--samples <n>", "completions a task", countNumber, 1)
    .option("--temperature <t>", "0 = greedy", number, 1)
    .option("--max-completion-length <tokens>", "longest completion", countNumber, 256)
    .option("--seed <seed>", "seed of sampling", wholeNumber, 1)
    .option("--engine <id>", "engine", "embedded")
    .option("--out <file>", "write the scores, task by task")
    .option("--min-reward <share>", "exit with 1 if the mean reward, as a share of its range, is below", number)
    .action(async (model: string, options: EvalOptions) => {
      const output = outputOf(program.opts<GlobalOptions>());
      if (options.corpus === undefined && options.generated === undefined)
        throw new UsageError("eval: give cases to make tasks from: --corpus <folder> or --generated <cases>");
      const environment = findEnvironment(options.environment);
      const cases = await loadCases(
        {
          folder: options.corpus ?? null,
          generated:
            options.generated === undefined
              ? null
              : withHeldOut({ seed: options.generatorSeed, cases: options.generated }),
        },
        0,
        output,
      );
      const tasks = chooseEvaluationTasks(environment, cases, { seed: 0, split: options.split, tasks: options.tasks });
      const engine = await openEngine(options.engine, null);
      try {
        const evaluation = await evaluate({
          engine,
          environment,
          tasks,
          model: resolve(model),
          stage: model,
          mode: options.temperature === 0 ? "greedy" : "sampled",
          split: options.split,
          seed: options.seed,
          sampling: {
            // As in a run with this seed, so that its evaluations pair with this one.
            seed: Random.at(options.seed, "evaluation").uint32(),
            temperature: options.temperature,
            samples_per_task: options.samples,
            max_completion_length: options.maxCompletionLength,
          },
          onProgress: (done, total) => output.status(`${done} of ${total} tasks`),
        });
        if (options.out !== undefined) writeFileAtomically(options.out, JSON.stringify(evaluation));
        const { summary } = evaluation;
        const { mean, ci95 } = estimateMean([scoredTasks(evaluation)], "eval");
        output.print(
          table(
            ["model", "share of range", "95 % interval", "reward", "exact", "n", "truncated", "unscorable"],
            [
              [
                model,
                figure(mean),
                interval(ci95),
                figure(summary.mean),
                percent(summary.exact),
                String(summary.n),
                percent(summary.clipped_ratio),
                String(summary.unscorable),
              ],
            ],
          ),
        );
        output.data({ model, environment: evaluation.environment, share: mean, ci95, ...summary });
        if (options.minReward !== undefined && !(mean >= options.minReward))
          throw new BarError(`${model}: mean reward ${figure(mean)} is below ${options.minReward}`);
      } finally {
        await engine.close();
      }
    });
}
