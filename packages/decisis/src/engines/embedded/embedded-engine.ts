import { type LanguageModel, ModelError } from "@decisis/lm";
import type { Completion, Engine, StageEvent, StageJob } from "../engine.ts";
import { checkForTraining, checkStoredWeights, openForSampling } from "./open-model.ts";
import { sampleCompletions } from "./sample-completions.ts";
import { trainGrpo } from "./train-grpo.ts";
import { trainSft } from "./train-sft.ts";

export interface EmbeddedEngineOptions {
  /** Threads inside one operator; 0 or absent = all cores. */
  readonly threads?: number;
}

/** Trains and samples on this machine's CPU through ONNX Runtime: no Python, no GPU. */
export function createEmbeddedEngine(options: EmbeddedEngineOptions = {}): Engine {
  const threads = options.threads ?? 0;
  let open: { readonly folder: string; readonly model: LanguageModel } | null = null;
  const release = async (): Promise<void> => {
    await open?.model.close();
    open = null;
  };
  return {
    id: "embedded",
    capabilities: { methods: ["sft", "grpo"], lora: true, fullFineTuning: true },

    check: checkForTraining,

    async *train(job: StageJob, signal: AbortSignal): AsyncGenerator<StageEvent> {
      await release();
      const { stage } = job;
      yield* stage.method === "sft" ? trainSft(job, stage, threads, signal) : trainGrpo(job, stage, threads, signal);
    },

    async sample(folder, prompts, sampling, onProgress): Promise<Completion[][]> {
      if (open?.folder !== folder) {
        await release();
        open = { folder, model: await openForSampling(folder, threads) };
      }
      const { model } = open;
      const ids = prompts.map((messages) => model.promptIds(messages));
      // A prompt that leaves no room gets the answer that the model can give: none.
      const fits = (p: Int32Array): boolean =>
        p.length + sampling.maxCompletionLength <= model.config.maxPositionEmbeddings;
      const nothing: Completion = { text: "", tokenIds: [], logprobs: [], truncated: true };
      const askable = ids.flatMap((p, i) => (fits(p) ? [{ ids: p, stream: String(i) }] : []));
      if (askable.length === 0 && ids.length > 0)
        throw new ModelError(
          `${folder}: no prompt leaves room for ${sampling.maxCompletionLength} completion tokens in a context of ${model.config.maxPositionEmbeddings}; lower max_completion_length`,
        );
      const completions = await sampleCompletions(model, askable, sampling, onProgress);
      if (completions.flat().some((c) => !c.logprobs.every(Number.isFinite))) {
        await checkStoredWeights(folder);
        throw new ModelError(
          `${folder}: gives tokens probabilities that are no numbers; its weights are damaged or training had diverged`,
        );
      }
      let next = 0;
      return ids.map((p) => (fits(p) ? completions[next++] : Array(sampling.samplesPerPrompt).fill(nothing)));
    },

    close: release,
  };
}
