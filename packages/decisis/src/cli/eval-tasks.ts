import { Random } from "@decisis/tensor";
import type { Environment, Task } from "../environments/environment.ts";
import type { EvaluationSampling } from "../evaluation/evaluation-file.ts";
import { chooseEvaluationTasks } from "../runs/choose-tasks.ts";
import { withHeldOut } from "../runs/run-file-schema.ts";
import { findEnvironment } from "./find-environment.ts";
import { loadCases } from "./load-cases.ts";
import { type Output, UsageError } from "./output.ts";

/** What was typed behind `decisis eval <model>`. */
export interface EvalOptions {
  readonly environment?: string;
  readonly variant?: string;
  readonly corpus?: string;
  readonly generated?: number;
  readonly generatorSeed: number;
  readonly split?: "validation" | "test";
  readonly tasks?: number;
  readonly samples: number;
  readonly temperature: number;
  readonly maxCompletionLength: number;
  readonly seed: number;
  readonly engine: string;
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly records?: string;
  readonly minReward?: number;
  readonly model?: string;
  readonly apiKeyEnv: string;
  readonly body?: string;
  readonly concurrency: number;
  readonly timeout: number;
  readonly retries: number;
  readonly retryWait: number;
  readonly maxWait: number;
  readonly allowUnanswered: number;
  readonly cache: string;
  readonly priceIn?: number;
  readonly priceOut?: number;
}

export const DEFAULT_TASKS = 200;

/** As in a run with this seed, so that its evaluations pair with this one. */
export const samplingOf = (options: EvalOptions): EvaluationSampling => ({
  seed: Random.at(options.seed, "evaluation").uint32(),
  temperature: options.temperature,
  samples_per_task: options.temperature === 0 ? 1 : options.samples,
  max_completion_length: options.maxCompletionLength,
});

export interface HeldOut {
  readonly environment: Environment;
  readonly tasks: readonly Task[];
}

/** The tasks to measure on; without a number in `options`, at most `most`. */
export async function heldOutTasks(
  options: EvalOptions,
  output: Output,
  most: number = DEFAULT_TASKS,
): Promise<HeldOut> {
  if (options.environment === undefined)
    throw new UsageError("eval: say what to measure with --environment <id>: see `decisis env list`");
  if (options.corpus === undefined && options.generated === undefined)
    throw new UsageError("eval: give cases to make tasks from: --corpus <folder> or --generated <cases>");
  const environment = findEnvironment(options.environment, options.variant);
  const cases = await loadCases(
    {
      folder: options.corpus ?? null,
      generated:
        options.generated === undefined ? null : withHeldOut({ seed: options.generatorSeed, cases: options.generated }),
    },
    0,
    output,
  );
  const { split = "test", tasks = most } = options;
  return { environment, tasks: chooseEvaluationTasks(environment, cases, { seed: 0, split, tasks }) };
}
