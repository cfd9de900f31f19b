import type { LanguageModel } from "@decisis/lm";
import { type BySkill, ofSkill } from "../../runs/stages.ts";
import type { Completion, SamplingOptions } from "../engine.ts";

interface Prompt {
  readonly ids: Int32Array;
  readonly stream: string;
}

/** Completions with their texts, `[prompt][sample]`. */
export async function sampleCompletions(
  model: LanguageModel,
  prompts: readonly Prompt[],
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

/** The same, each prompt at the temperature and with the length of its skill. */
export async function sampleBySkill(
  model: LanguageModel,
  prompts: readonly (Prompt & { readonly skill: string })[],
  options: Omit<SamplingOptions, "temperature" | "maxCompletionLength"> & {
    readonly temperature: BySkill;
    readonly maxCompletionLength: BySkill;
  },
): Promise<Completion[][]> {
  const completions: Completion[][] = [];
  const settings = prompts.map(({ skill }) => ({
    temperature: ofSkill(options.temperature, skill),
    maxCompletionLength: ofSkill(options.maxCompletionLength, skill),
  }));
  const alike = Map.groupBy(prompts.keys(), (i) => JSON.stringify(settings[i]));
  for (const members of alike.values()) {
    const some = members.map((i) => prompts[i]);
    const sampled = await sampleCompletions(model, some, { ...options, ...settings[members[0]] });
    members.forEach((i, k) => {
      completions[i] = sampled[k];
    });
  }
  return completions;
}
