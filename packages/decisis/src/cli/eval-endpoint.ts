import type { Command } from "commander";
import { type Endpoint, endpointUrl } from "../endpoints/endpoint.ts";
import {
  type Estimate,
  estimate,
  type PlannedEvaluation,
  planEndpointEvaluation,
} from "../evaluation/endpoint-plan.ts";
import { evaluateEndpoint } from "../evaluation/evaluate-endpoint.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { askingDisplay } from "./asking-display.ts";
import { extraFields } from "./eval-body.ts";
import { thousands } from "./eval-result.ts";
import { type EvalOptions, heldOutTasks, samplingOf } from "./eval-tasks.ts";
import { InterruptedError, type Output, PausedError, UsageError } from "./output.ts";

/** Asks an endpoint for what the cache does not hold. Ctrl-C and faults leave what is done. `null`: a dry run. */
export async function evaluateAtEndpoint(
  address: string,
  options: EvalOptions,
  command: Command,
  output: Output,
): Promise<Evaluation | null> {
  const url = endpointUrl(address);
  if (options.model === undefined) throw new UsageError("eval: --model <name>: the server's name of the model");
  const prices = pricesOf(options);
  const extra = extraFields(options);
  const written = { url, model: options.model };
  const endpoint: Endpoint = {
    ...written,
    apiKey: options.dryRun === true ? null : apiKeyOf(written, options.apiKeyEnv, command, output),
    timeoutMs: options.timeout * 1000,
  };
  const { environment, tasks } = await heldOutTasks(options, output);
  const planned: PlannedEvaluation = {
    endpoint,
    environment,
    tasks,
    sampling: samplingOf(options),
    extra,
    cache: options.cache,
  };
  const plan = await planEndpointEvaluation(planned);
  if (plan.damaged > 0)
    output.note(
      `${plan.damaged} damaged ${plan.damaged === 1 ? "line" : "lines"} in ${options.cache} passed over: a completion that stood there is asked for again`,
    );
  if (options.dryRun === true) {
    showEstimate(planned, estimate(plan, options.maxCompletionLength, prices), options, output);
    return null;
  }
  output.note(
    `${plan.requests.length} completions, ${plan.requests.length - plan.open.length} of them in ${options.cache}; ${plan.open.length} to ask of ${url}, ${options.concurrency} at once`,
  );
  const stop = stopOnInterrupt(output);
  try {
    const result = await evaluateEndpoint(
      {
        ...planned,
        endpoint,
        split: options.split ?? "test",
        seed: options.seed,
        persistence: {
          concurrency: options.concurrency,
          retries: options.retries,
          waits: { firstMs: options.retryWait * 1000, longestMs: options.maxWait * 1000 },
        },
        allowUnanswered: options.allowUnanswered,
        signal: stop.signal,
        now: () => new Date(),
        onProgress: askingDisplay(output),
      },
      plan,
    );
    if (result.state === "done") return result.evaluation;
    const { state, reason, done, total, counts } = result;
    output.data({ state, done, total, ...(reason === "" ? {} : { reason }), ...counts });
    const kept = `after ${done} of ${total} completions, which are kept; the same command goes on`;
    if (state === "interrupted") throw new InterruptedError(`stopped ${kept}`);
    throw new PausedError(`paused ${kept}: ${url}: ${reason}`);
  } finally {
    stop.release();
  }
}

function showEstimate(
  { endpoint, environment, tasks, sampling }: PlannedEvaluation,
  e: Estimate,
  options: EvalOptions,
  output: Output,
): void {
  output.print(`${environment.id} ${environment.version}: ${tasks.length} ${options.split ?? "test"} tasks × ${sampling.samples_per_task}
${e.requests} requests to ${endpoint.url}, model ${endpoint.model}: ${e.cached} answered already, ${e.to_ask} to ask
about ${thousands(e.prompt_tokens)} prompt tokens (four characters a token), at most ${thousands(e.completion_tokens_at_most)} completion tokens
${e.price_at_most === null ? "for a price give --price-in and --price-out" : `at most ${e.price_at_most.toFixed(4)} at these prices`}
nothing was asked: this was a dry run`);
  output.data({
    endpoint: endpoint.url,
    model: endpoint.model,
    environment: environment.id,
    tasks: tasks.length,
    ...e,
  });
}

function pricesOf({ priceIn, priceOut }: EvalOptions): { readonly in: number; readonly out: number } | null {
  if (priceIn === undefined && priceOut === undefined) return null;
  if (priceIn === undefined || priceOut === undefined)
    throw new UsageError("eval: give --price-in and --price-out together");
  return { in: priceIn, out: priceOut };
}

/** The key, from the environment alone. Its text is never part of a message. */
function apiKeyOf(
  { url, model }: { readonly url: string; readonly model: string },
  variable: string,
  command: Command,
  output: Output,
): string | null {
  if (!/^[A-Za-z_]\w*$/.test(variable))
    throw new UsageError("eval: --api-key-env takes the name of an environment variable, not the key itself");
  const key = process.env[variable]?.trim() ?? "";
  if (key === "") {
    if (command.getOptionValueSource("apiKeyEnv") === "cli")
      throw new UsageError(`eval: --api-key-env: the environment variable ${variable} is not set`);
    return null;
  }
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError(`eval: ${variable} holds characters that no API key has`);
  if ([url, model].some((written) => written.includes(key)))
    throw new UsageError("eval: the address or --model holds the API key, and both are written into records");
  const { protocol, hostname } = new URL(url);
  if (protocol === "http:" && !/^(localhost|127\.|\[::1\])/.test(hostname))
    output.note(`careful: the API key travels unencrypted to ${hostname}: https:// is safer`);
  return key;
}

function stopOnInterrupt(output: Output): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    output.note("letting requests under way finish; once more to stop at once");
    controller.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    release: () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal),
  };
}
