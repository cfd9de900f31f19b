import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import {
  type AdapterOptions,
  adapterBase,
  checkModel,
  checkWeights,
  LanguageModel,
  ModelError,
  openCheckpoint,
} from "@decisis/lm";
import type { LoraOptions } from "../../runs/run-file.ts";
import type { StageJob } from "../engine.ts";

/** Throws what `openForTraining` would throw of this model, from configuration, tokenizer and headers alone. @throws ModelError */
export async function checkForTraining(model: string, lora: LoraOptions | null): Promise<void> {
  const { folder, adapter } = await startOf(model, lora);
  await checkModel(folder, adapter);
}

/** The model of a stage, ready to train: from the stage's start, or from the checkpoint that it goes on from. */
export async function openForTraining(
  job: StageJob,
  options: { readonly threads: number; readonly reference: boolean; readonly maxRows: number | null },
): Promise<LanguageModel> {
  const { model, lora, seed } = job;
  const resumeFrom = job.resumeFrom?.folder;
  const common = {
    threads: options.threads,
    seed,
    resumeOptimizer: resumeFrom,
    buckets: options.maxRows === null ? undefined : { maxRows: options.maxRows },
  };
  const { folder, adapter } = await startOf(model, lora);
  if (adapter === null)
    return LanguageModel.open({
      ...common,
      folder: resumeFrom ?? folder,
      mode: "full",
      reference: options.reference ? model : undefined,
    });
  return LanguageModel.open({
    ...common,
    folder,
    mode: "lora",
    adapter: resumeFrom === undefined ? adapter : { folder: resumeFrom },
    reference: options.reference && "folder" in adapter ? model : undefined,
  });
}

/** The whole model that training opens and the adapter that it trains; `null` = all weights. */
async function startOf(
  model: string,
  lora: LoraOptions | null,
): Promise<{ readonly folder: string; readonly adapter: AdapterOptions | { readonly folder: string } | null }> {
  const base = await baseOf(model);
  if (lora === null) {
    if (base === null) return { folder: model, adapter: null };
    throw new ModelError(`${model}: is an adapter; full fine-tuning needs a whole model (or set lora in the run file)`);
  }
  if (base !== null) return { folder: base, adapter: { folder: model } };
  const { r, alpha, use_rslora: useRslora, target_modules: targetModules } = lora;
  return { folder: model, adapter: { r, alpha, useRslora, targetModules } };
}

/** A model or an adapter, only to sample from. */
export async function openForSampling(folder: string, threads: number): Promise<LanguageModel> {
  const base = await baseOf(folder);
  return base === null
    ? LanguageModel.open({ folder, mode: "frozen", threads })
    : LanguageModel.open({ folder: base, mode: "lora", adapter: { folder }, threads });
}

/**
 * Throws a `ModelError` that names a weight of the model, or of an adapter's base, that is no number. Opening looks at all
 * that it reads; a frozen base is read by ONNX Runtime alone, and looked at when its answers are no numbers.
 */
export async function checkStoredWeights(folder: string): Promise<void> {
  await checkWeights(await openCheckpoint((await baseOf(folder)) ?? folder));
}

async function baseOf(folder: string): Promise<string | null> {
  const base = await adapterBase(folder);
  if (base === null) return null;
  const path = isAbsolute(base) ? base : join(folder, base);
  if (!existsSync(join(path, "config.json")))
    throw new ModelError(`${folder}: its base model ${base} is not there; put it back or edit adapter_config.json`);
  return path;
}
