import type { Command } from "commander";
import { evaluateStored } from "../evaluation/evaluate-stored.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { readStoredCompletions } from "../evaluation/stored-completions.ts";
import { type EvalOptions, heldOutTasks, samplingOf } from "./eval-tasks.ts";
import { type Output, UsageError } from "./output.ts";

/** Grades the completions of a file, or grades them again; calls nothing. `null`: a dry run. */
export async function evaluateFile(
  path: string,
  options: EvalOptions,
  command: Command,
  output: Output,
): Promise<Evaluation | null> {
  const stored = readStoredCompletions(path);
  const named = stored.environment?.id;
  if (named !== undefined && options.environment !== undefined && named !== options.environment)
    throw new UsageError(`eval: ${path} holds completions of ${named}, not of ${options.environment}`);
  const variant = stored.evaluation?.environment.variant;
  if (stored.evaluation !== null && options.variant !== undefined && options.variant !== variant)
    throw new UsageError(
      `eval: ${path} is on ${variant === undefined ? "the tasks of runs" : `the variant ${variant}`}, not on the variant ${options.variant}`,
    );
  const split = options.split ?? heldOutPart(stored.evaluation?.split) ?? "test";
  const { environment, tasks } = await heldOutTasks(
    { ...options, environment: options.environment ?? named, variant: options.variant ?? variant, split },
    output,
    Number.MAX_SAFE_INTEGER,
  );
  const typed = (name: string): boolean => command.getOptionValueSource(name) === "cli";
  const evaluation = evaluateStored({
    stored,
    environment,
    tasks,
    complete: options.tasks !== undefined,
    split,
    seed: options.seed,
    // Defaults of sampling say nothing of how a file's completions were drawn.
    sampling: typed("temperature") && typed("maxCompletionLength") ? samplingOf(options) : null,
  });
  output.note(
    `${evaluation.tasks.length} of ${tasks.length} ${split} tasks of ${environment.id} ${environment.version} have completions in ${path}`,
  );
  if (options.dryRun !== true) return evaluation;
  const completions = evaluation.tasks.reduce((sum, t) => sum + t.samples.length, 0);
  output.print(
    `${completions} completions can be graded; no request is needed\nnothing was written: this was a dry run`,
  );
  output.data({ file: path, environment: environment.id, tasks: evaluation.tasks.length, completions, requests: 0 });
  return null;
}

const heldOutPart = (split: string | undefined): "validation" | "test" | undefined =>
  split === "validation" || split === "test" ? split : undefined;
