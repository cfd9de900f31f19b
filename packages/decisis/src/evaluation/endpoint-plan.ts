import { join } from "node:path";
import { type AskingCounts, readAskingCounts } from "../endpoints/asking-log.ts";
import { endpointFolder, type FoundCompletions, readCompletions } from "../endpoints/completion-cache.ts";
import type { Environment, Task } from "../environments/environment.ts";
import type { EvaluationSampling } from "./evaluation-file.ts";
import { evaluationId, type RolloutRequest, rolloutRequests } from "./rollouts.ts";

export interface PlannedEvaluation {
  readonly endpoint: { readonly url: string; readonly model: string };
  readonly environment: Environment;
  readonly tasks: readonly Task[];
  readonly sampling: EvaluationSampling;
  /** Further fields of every request; `null` takes one away. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** Folder of the completions that were paid for already. */
  readonly cache: string;
}

/** What an evaluation at an endpoint has to ask, and what it need not ask again. */
export interface EndpointPlan {
  readonly requests: readonly RolloutRequest[];
  readonly found: FoundCompletions;
  /** Requests without a completion in the cache. */
  readonly open: readonly RolloutRequest[];
  /** Of the sittings so far. */
  readonly counts: AskingCounts;
  /** Lines of the cache that are passed over. */
  readonly damaged: number;
  /** The folder of all evaluations of this model at this endpoint, and the evaluation's own below it. */
  readonly group: string;
  readonly id: string;
}

export const ownFolder = ({ group, id }: Pick<EndpointPlan, "group" | "id">): string => join(group, id);

/** @throws EndpointError if the cache cannot be read */
export async function planEndpointEvaluation(planned: PlannedEvaluation): Promise<EndpointPlan> {
  const { endpoint, environment, tasks, sampling, extra, cache } = planned;
  const requests = rolloutRequests(endpoint, environment, tasks, sampling, extra);
  return lookedUp({ requests, group: endpointFolder(cache, endpoint), id: evaluationId(requests) });
}

/** The plan of the same requests by what is in the cache now. @throws EndpointError if it cannot be read */
export async function lookedUp({
  requests,
  group,
  id,
}: Pick<EndpointPlan, "requests" | "group" | "id">): Promise<EndpointPlan> {
  const found = await readCompletions(group, id, new Set(requests.map((r) => r.key)));
  const { counts, damaged } = readAskingCounts(ownFolder({ group, id }));
  const open = requests.filter((r) => !found.byKey.has(r.key));
  return { requests, found, open, counts, damaged: found.damaged + damaged, group, id };
}

/** Prices per million tokens, in whatever currency. */
export interface Prices {
  readonly in: number;
  readonly out: number;
}

export interface Estimate {
  readonly requests: number;
  readonly cached: number;
  readonly to_ask: number;
  /** Of what is still to ask: four characters a token, and what the chat format puts around a message. */
  readonly prompt_tokens: number;
  /** If every completion is as long as it may be. */
  readonly completion_tokens_at_most: number;
  readonly price_at_most: number | null;
}

const CHARACTERS_PER_TOKEN = 4;
const TOKENS_AROUND_A_MESSAGE = 5;

export function estimate({ requests, open }: EndpointPlan, longest: number, prices: Prices | null): Estimate {
  const promptTokens = open.reduce((sum, r) => sum + promptLength(r), 0);
  const completionTokens = open.length * longest;
  return {
    requests: requests.length,
    cached: requests.length - open.length,
    to_ask: open.length,
    prompt_tokens: promptTokens,
    completion_tokens_at_most: completionTokens,
    price_at_most: prices === null ? null : price(promptTokens, completionTokens, prices),
  };
}

export const price = (promptTokens: number, completionTokens: number, prices: Prices): number =>
  (promptTokens * prices.in + completionTokens * prices.out) / 1e6;

function promptLength({ body }: RolloutRequest): number {
  const messages = body.messages as readonly { readonly content: string }[];
  return messages.reduce(
    (sum, m) => sum + Math.ceil(m.content.length / CHARACTERS_PER_TOKEN) + TOKENS_AROUND_A_MESSAGE,
    0,
  );
}
