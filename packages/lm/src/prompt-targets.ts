import type { TokenGroup } from "./batch.ts";

/** Rows whose prompts are predicted too, and how many tokens at the head of each `completion` belong to the prompt. */
export interface PromptTargets {
  readonly rows: readonly TokenGroup[];
  readonly promptTokens: readonly number[];
}

/**
 * Rows of SFT whose prompt tokens are targets: all of them but the first, which nothing predicts, stand before the completion.
 *
 * @throws {RangeError} on an empty prompt, or on a row that has not one completion
 */
export function promptTargets(rows: readonly TokenGroup[]): PromptTargets {
  const joined = rows.map(({ promptIds, completions: [completion, ...others] }, i): TokenGroup => {
    if (promptIds.length === 0)
      throw new RangeError(`row ${i}: a prompt has no tokens, so nothing predicts a first one`);
    if (completion === undefined || others.length > 0)
      throw new RangeError(`row ${i}: a prompt to be learnt from needs one completion`);
    const targets = new Int32Array(promptIds.length - 1 + completion.length);
    targets.set(promptIds.subarray(1));
    targets.set(completion, promptIds.length - 1);
    return { promptIds: promptIds.slice(0, 1), completions: [targets] };
  });
  return { rows: joined, promptTokens: rows.map(({ promptIds }) => promptIds.length - 1) };
}
