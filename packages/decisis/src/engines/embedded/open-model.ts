import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { adapterBase, LanguageModel, ModelError } from "@decisis/lm";
import type { StageJob } from "../engine.ts";

/** The model of a stage, ready to train: from the stage's start, or from the checkpoint that it goes on from. */
export async function openForTraining(
  job: StageJob,
  options: { readonly threads: number; readonly reference: boolean; readonly maxRows: number | null },
): Promise<LanguageModel> {
  const { model, lora, resumeFrom, seed } = job;
  const common = {
    threads: options.threads,
    seed,
    resumeOptimizer: resumeFrom ?? undefined,
    buckets: options.maxRows === null ? undefined : { maxRows: options.maxRows },
  };
  const startBase = await baseOf(model);
  if (lora === null) {
    if (startBase !== null)
      throw new ModelError(
        `${model}: is an adapter; full fine-tuning needs a whole model (or set lora in the run file)`,
      );
    return LanguageModel.open({
      ...common,
      folder: resumeFrom ?? model,
      mode: "full",
      reference: options.reference ? model : undefined,
    });
  }
  const adapterFolder = resumeFrom ?? (startBase === null ? null : model);
  return LanguageModel.open({
    ...common,
    folder: startBase ?? model,
    mode: "lora",
    adapter:
      adapterFolder === null
        ? { r: lora.r, alpha: lora.alpha, useRslora: lora.use_rslora, targetModules: lora.target_modules }
        : { folder: adapterFolder },
    reference: options.reference && startBase !== null ? model : undefined,
  });
}

/** A model or an adapter, only to sample from. */
export async function openForSampling(folder: string, threads: number): Promise<LanguageModel> {
  const base = await baseOf(folder);
  return base === null
    ? LanguageModel.open({ folder, mode: "frozen", threads })
    : LanguageModel.open({ folder: base, mode: "lora", adapter: { folder }, threads });
}

async function baseOf(folder: string): Promise<string | null> {
  const base = await adapterBase(folder);
  if (base === null) return null;
  const path = isAbsolute(base) ? base : join(folder, base);
  if (!existsSync(join(path, "config.json")))
    throw new ModelError(`${folder}: its base model ${base} is not there; put it back or edit adapter_config.json`);
  return path;
}
