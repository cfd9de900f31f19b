import { Random } from "@decisis/tensor";
import { sha256 } from "../corpus/sha256.ts";
import type { ChatRequest } from "../endpoints/ask-all.ts";
import type { Environment, Task } from "../environments/environment.ts";
import { canonicalJson } from "../environments/task-id.ts";
import { promptHash } from "../runs/fingerprint.ts";
import type { EvaluationSampling, RecordedSampling } from "./evaluation-file.ts";

/** One completion of one task that an endpoint is asked for. */
export interface RolloutRequest extends ChatRequest {
  /**
   * SHA-256 of all that matters: endpoint, model, parameters, seed, prompt and repeat index. Equal keys, equal draws: what is
   * in the cache under this key is this completion.
   */
  readonly key: string;
  readonly task: Task;
  readonly promptHash: string;
  /** Counts the draws of this prompt, from 0: another one is a new draw and not the same again. */
  readonly repeat: number;
}

/**
 * The requests of an evaluation, task by task. `extra` are further fields of the requests; one that is `null` is left out.
 * The seed that is sent depends on sampling seed, prompt and repeat alone, so that it is the same whichever tasks stand beside.
 */
export function rolloutRequests(
  { url, model }: { readonly url: string; readonly model: string },
  environment: Environment,
  tasks: readonly Task[],
  sampling: EvaluationSampling,
  extra: Readonly<Record<string, unknown>>,
): RolloutRequest[] {
  const repeats = new Map<string, number>();
  return tasks.flatMap((task) => {
    const messages = environment.prompt(task);
    const prompt = promptHash(messages);
    return Array.from({ length: sampling.samples_per_task }, (): RolloutRequest => {
      const repeat = repeats.get(prompt) ?? 0;
      repeats.set(prompt, repeat + 1);
      const seed = Random.at(sampling.seed, prompt, repeat).uint32() >>> 1; // some servers take 31 bits
      const parameters = withoutNulls({ ...requestParameters(sampling, extra), seed, ...extra });
      const identity = { format: 1, endpoint: url, model, parameters, drawn_with: sampling.seed, messages, repeat };
      return {
        key: sha256(canonicalJson(identity)),
        body: { model, messages, ...parameters },
        task,
        promptHash: prompt,
        repeat,
      };
    });
  });
}

/** Fields of every request besides model, messages and seed. */
export function requestParameters(
  { temperature, max_completion_length }: EvaluationSampling,
  extra: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return withoutNulls({ temperature, max_tokens: max_completion_length, stream: false, ...extra });
}

/** Fields that bound a completion, by the names that servers have for them. */
export const LENGTH_FIELDS: readonly string[] = [
  "max_tokens",
  "max_completion_tokens",
  "max_new_tokens",
  "max_output_tokens",
  "n_predict",
];

/** What of `sampling` the requests said: a field that `extra` took away is the server's to choose, and not known. */
export function recordedSampling(
  sampling: EvaluationSampling,
  extra: Readonly<Record<string, unknown>>,
): RecordedSampling {
  const fields = Object.keys(requestParameters(sampling, extra));
  return {
    seed: extra.seed === null ? null : sampling.seed,
    temperature: fields.includes("temperature") ? sampling.temperature : null,
    samples_per_task: sampling.samples_per_task,
    max_completion_length: LENGTH_FIELDS.some((f) => fields.includes(f)) ? sampling.max_completion_length : null,
  };
}

const withoutNulls = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** One name for an evaluation, by what it asks: the same command finds what it has left. */
export const evaluationId = (requests: readonly RolloutRequest[]): string =>
  sha256(
    requests
      .map((r) => r.key)
      .sort()
      .join("\n"),
  ).slice(0, 16);
