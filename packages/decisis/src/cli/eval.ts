import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { evaluateAtEndpoint } from "./eval-endpoint.ts";
import { showEvaluation } from "./eval-result.ts";
import { evaluateFile } from "./eval-stored.ts";
import { DEFAULT_TASKS, type EvalOptions, heldOutTasks, samplingOf } from "./eval-tasks.ts";
import { refuseNoModel } from "./model-folder.ts";
import { countNumber, number, wholeNumber } from "./numbers.ts";
import { openEngine } from "./open-engine.ts";
import { type GlobalOptions, type Output, outputOf, UsageError } from "./output.ts";

const AT_AN_ADDRESS = "At an address:";

export function evalCommand(program: Command): void {
  program
    .command("eval")
    .description("measure a model on held-out tasks, or grade completions that there are")
    .argument(
      "<model>",
      "model folder (Hugging Face layout), address of an OpenAI-compatible API, or file of completions",
    )
    .option("--environment <id>", "as in `decisis env list` (a file of completions may name its own)")
    .option("--variant <name>", "its tasks for evaluation alone (default: those of runs, or the file's)")
    .option("--corpus <folder>", "folder of cases")
    .option("--generated <cases>", "generate so many fictional cases", countNumber)
    .option("--generator-seed <seed>", "seed of generated cases", wholeNumber, 0)
    .addOption(
      new Option("--split <part>", "held-out part (default: test, or the file's)").choices(["validation", "test"]),
    )
    .option("--tasks <n>", `most tasks (default: ${DEFAULT_TASKS}; of a file: all that it has)`, countNumber)
    .option("--samples <n>", "completions a task", countNumber, 1)
    .option("--temperature <t>", "0 = greedy, one completion a task", numberFromZero, 1)
    .option("--max-completion-length <tokens>", "longest completion", countNumber, 256)
    .option("--seed <seed>", "seed of sampling", wholeNumber, 1)
    .option("--engine <id>", "engine of model folders", "embedded")
    .option("--dry-run", "say what would be asked and what it may cost, and do nothing")
    .option("--out <file>", "write the scores, task by task: what `decisis compare` takes")
    .option("--records <file.jsonl>", "write a line for each completion with its grade: what `decisis eval` takes")
    .option("--min-reward <share>", "exit with 1 if the mean reward, as a share of its range, is below", number)
    .optionsGroup(AT_AN_ADDRESS)
    .option("--model <name>", "the server's name of the model")
    .option("--api-key-env <name>", "environment variable that holds the API key", "DECISIS_API_KEY")
    .option("--body <json>", "further fields of every request, e.g. '{\"top_p\": 0.9}'; null takes a field away")
    .option("--concurrency <n>", "requests at once", countNumber, 8)
    .option("--timeout <seconds>", "longest that a request may take", positiveNumber, 120)
    .option("--retries <n>", "of a request that a fault of the server or the network hit", wholeNumber, 6)
    .option("--retry-wait <seconds>", "before the first retry; doubles each time", positiveNumber, 1)
    .option(
      "--max-wait <seconds>",
      "longest wait; a server that asks for more pauses the evaluation",
      positiveNumber,
      60,
    )
    .option(
      "--allow-unanswered <n>",
      "completions that may stay without an answer, and without a score",
      wholeNumber,
      0,
    )
    .option("--cache <folder>", "where answers are kept, and found again", ".cache/decisis/completions")
    .option("--price-in <price>", "of a million prompt tokens", numberFromZero)
    .option("--price-out <price>", "of a million completion tokens", numberFromZero)
    .action(async (model: string, options: EvalOptions, command: Command) => {
      const output = outputOf(program.opts<GlobalOptions>());
      const kind = kindOf(model);
      if (kind !== "endpoint") refuseEndpointOptions(model, command);
      const evaluation = await {
        endpoint: () => evaluateAtEndpoint(model, options, command, output),
        file: () => evaluateFile(model, options, command, output),
        folder: () => evaluateFolder(model, options, output),
      }[kind]();
      if (evaluation !== null) showEvaluation(model, evaluation, options, output);
    });
}

/** `null`: nothing was done, since it was a dry run. */
async function evaluateFolder(model: string, options: EvalOptions, output: Output): Promise<Evaluation | null> {
  const { environment, tasks } = await heldOutTasks(options, output);
  const sampling = samplingOf(options);
  refuseNoModel(model);
  if (options.dryRun === true) {
    const completions = tasks.length * sampling.samples_per_task;
    output.print(
      `${environment.id} ${environment.version}: ${tasks.length} ${options.split ?? "test"} tasks, ${completions} completions of at most ${sampling.max_completion_length} tokens from ${model}\nnothing was sampled: this was a dry run`,
    );
    output.data({ model, environment: environment.id, tasks: tasks.length, completions });
    return null;
  }
  const engine = await openEngine(options.engine, null);
  try {
    return await evaluate({
      engine,
      environment,
      tasks,
      model: resolve(model),
      stage: model,
      mode: options.temperature === 0 ? "greedy" : "sampled",
      split: options.split ?? "test",
      seed: options.seed,
      sampling,
      onProgress: (done, total) => output.status(`${done} of ${total} tasks`),
    });
  } finally {
    await engine.close();
  }
}

/** @throws UsageError for what is none of the three */
function kindOf(model: string): "endpoint" | "file" | "folder" {
  if (/^https?:\/\//i.test(model)) return "endpoint";
  if (existsSync(model)) return statSync(model).isFile() ? "file" : "folder";
  if (/\.(jsonl?|ndjson)$/i.test(model)) throw new UsageError(`eval: no file ${model}`);
  if (/^[\w.-]+:\d+(\/|$)/.test(model))
    throw new UsageError(`eval: ${model}: an address begins with http:// or https://`);
  return "folder";
}

function refuseEndpointOptions(model: string, command: Command): void {
  const wrong = command.options.find(
    (o) => o.helpGroupHeading === AT_AN_ADDRESS && command.getOptionValueSource(o.attributeName()) === "cli",
  );
  if (wrong !== undefined) throw new UsageError(`eval: ${wrong.long} is for addresses of an API, and ${model} is none`);
}

function positiveNumber(text: string): number {
  const value = number(text);
  if (value <= 0 || value > 1e6) throw new InvalidArgumentError("give a number above 0, at most 1000000.");
  return value;
}

function numberFromZero(text: string): number {
  const value = number(text);
  if (value < 0) throw new InvalidArgumentError("give a number, 0 or more.");
  return value;
}
