import type { TokenGroup } from "./batch.ts";
import { DecoderModel, type OpenModelOptions, type TokenScores, type WeightSet } from "./decoder-model.ts";
import { loadOptimizer, saveOptimizer } from "./optimizer-checkpoint.ts";
import type { WrittenDtype } from "./safetensors-write.ts";
import { type SampledCompletion, type SampleRequest, sample } from "./sampler.ts";
import { saveModel } from "./save-model.ts";
import type { SftOptions } from "./sft-loss.ts";
import { type PolicyStepRequest, type StepResult, Trainer, type UpdateOptions } from "./trainer.ts";

/** What runs beside the main thread: one model, its trainer, and the calls of `LanguageModel`. */
export interface ModelHandlers {
  open(options: OpenModelOptions, resume: string | null): Promise<void>;
  sample(request: SampleRequest, progress: (value: unknown) => void): Promise<SampledCompletion[][]>;
  score(groups: TokenGroup[], set: WeightSet): Promise<TokenScores[][]>;
  sftStep(rows: TokenGroup[], update: UpdateOptions, options?: SftOptions): Promise<StepResult>;
  policyStep(request: PolicyStepRequest): Promise<StepResult>;
  save(folder: string, dtype: WrittenDtype): Promise<void>;
  saveOptimizer(folder: string): Promise<void>;
  close(): Promise<void>;
}

export function modelHandlers(): ModelHandlers {
  let model: DecoderModel | null = null;
  let trainer: Trainer | null = null;
  const opened = (): DecoderModel => {
    if (!model) throw new Error("no model is open");
    return model;
  };
  const training = (): Trainer => {
    trainer ??= new Trainer(opened());
    return trainer;
  };
  return {
    async open(options, resume) {
      await model?.close();
      trainer = null;
      model = await DecoderModel.open(options);
      if (resume) await loadOptimizer(resume, training());
    },
    sample: (request, progress) =>
      sample(opened(), request, (done, total) => {
        progress([done, total]);
      }),
    score: (groups, set) => opened().score(groups, set),
    sftStep: (rows, update, options) => training().sftStep(rows, update, options),
    policyStep: (request) => training().policyStep(request),
    save: (folder, dtype) => saveModel(opened(), folder, dtype),
    saveOptimizer: (folder) => saveOptimizer(folder, training()),
    async close() {
      await model?.close();
      model = null;
      trainer = null;
    },
  };
}
