import type { LanguageModel } from "@decisis/lm";
import type { Completion, SamplingOptions } from "../engine.ts";

/** Completions with their texts, `[prompt][sample]`. */
export async function sampleCompletions(
  model: LanguageModel,
  prompts: readonly { readonly ids: Int32Array; readonly stream: string }[],
  options: SamplingOptions,
  onProgress?: (done: number, total: number) => void,
): Promise<Completion[][]> {
  const sampled = await model.sample(
    {
      prompts,
      samplesPerPrompt: options.samplesPerPrompt,
      maxTokens: options.maxCompletionLength,
      temperature: options.temperature,
      topP: options.topP,
      topK: options.topK,
      seed: options.seed,
    },
    onProgress,
  );
  return sampled.map((row) =>
    row.map((c) => ({
      text: model.text(c.ids),
      tokenIds: [...c.ids],
      logprobs: [...c.logprobs],
      truncated: c.truncated,
    })),
  );
}
