import { join } from "node:path";
import type { Random } from "@decisis/tensor";
import { type AdapterSettings, parseAdapterConfig, selectLayers } from "./adapter-config.ts";
import { writeFileAtomically } from "./atomic-write.ts";
import type { DecoderConfig } from "./config.ts";
import { type LinearLayer, linearLayers } from "./expected-tensors.ts";
import { readJsonFile } from "./json-file.ts";
import { ModelError } from "./model-error.ts";
import { FLOAT_DTYPES, readWeight } from "./read-tensor.ts";
import { type Checkpoint, openSafetensors, quote } from "./safetensors.ts";
import { type NamedTensor, writeSafetensors } from "./safetensors-write.ts";

/** One adapted linear layer: W' = W + scaling · B · A. */
export interface AdapterModule {
  /** Name of the layer without ".weight": "model.layers.0.self_attn.q_proj". */
  readonly name: string;
  /** [r, in], row-major. */
  readonly A: Float32Array<ArrayBuffer>;
  /** [out, r], row-major. */
  readonly B: Float32Array<ArrayBuffer>;
  readonly inFeatures: number;
  readonly outFeatures: number;
}

/** A LoRA adapter with one rank and one scale (Hu et al. 2021, arXiv 2106.09685). */
export interface Adapter {
  readonly r: number;
  readonly alpha: number;
  readonly useRslora: boolean;
  /** alpha / r, with rsLoRA alpha / √r (Kalajdzievski 2023, arXiv 2312.03732). */
  readonly scaling: number;
  /** In the order of the forward pass. */
  readonly modules: readonly AdapterModule[];
}

export interface AdapterOptions {
  readonly r: number;
  readonly alpha: number;
  readonly useRslora?: boolean;
  /** Last parts of layer names ("q_proj"), a regular expression over whole names, or "all-linear" (default; leaves out the output head). */
  readonly targetModules?: readonly string[] | string;
}

/** The layers that a fresh adapter with these options adapts, in the order of the forward pass. @throws ModelError */
export function adaptedLayers(config: DecoderConfig, options: AdapterOptions): LinearLayer[] {
  const { r, alpha, targetModules = "all-linear" } = options;
  if (!Number.isInteger(r) || r < 1) throw new ModelError(`adapter: r must be a whole number from 1, got ${r}`);
  if (!Number.isFinite(alpha) || alpha <= 0) throw new ModelError(`adapter: alpha must be positive, got ${alpha}`);
  const layers = allLinearLayers(config);
  const select = (part: readonly string[] | string): LinearLayer[] =>
    selectLayers(layers, { targetModules: part, excludeModules: null, layersToTransform: null }, "adapter");
  if (typeof targetModules !== "string") for (const part of targetModules) select([part]); // a part that selects nothing is a mistake
  return select(targetModules);
}

/** A fresh adapter: A uniform in ±1/√in (Kaiming with a = √5, as PEFT), B zero, so that it changes nothing yet. */
export function initialAdapter(config: DecoderConfig, options: AdapterOptions, random: Random): Adapter {
  const { r, alpha, useRslora = false } = options;
  const modules = adaptedLayers(config, options).map((layer): AdapterModule => {
    const bound = 1 / Math.sqrt(layer.inFeatures);
    const A = new Float32Array(r * layer.inFeatures);
    for (let i = 0; i < A.length; i++) A[i] = (2 * random.uniform() - 1) * bound;
    const B = new Float32Array(layer.outFeatures * r);
    return { name: layer.name, A, B, inFeatures: layer.inFeatures, outFeatures: layer.outFeatures };
  });
  return { r, alpha, useRslora, scaling: scalingOf(r, alpha, useRslora), modules };
}

/** A PEFT folder whose settings and tensors fit the model. Holds no data. */
interface OpenedAdapter {
  readonly settings: AdapterSettings;
  readonly layers: readonly LinearLayer[];
  readonly checkpoint: Checkpoint;
}

/** Reads the settings of a PEFT folder and the header of its weights. Throws `ModelError` on what does not fit the model. */
export async function openAdapter(folder: string, config: DecoderConfig): Promise<OpenedAdapter> {
  const configFile = join(folder, "adapter_config.json");
  const settings = parseAdapterConfig(await readJsonFile(configFile), configFile);
  const layers = selectLayers(allLinearLayers(config), settings, configFile);
  const checkpoint = await openSafetensors(join(folder, "adapter_model.safetensors"));
  const names = new Set(layers.flatMap((layer) => [tensorName(layer.name, "A"), tensorName(layer.name, "B")]));
  const stranger = [...checkpoint.tensors.keys()].find((name) => !names.has(name));
  if (stranger !== undefined) {
    throw new ModelError(
      `${checkpoint.path}: tensor ${quote(stranger)} belongs to no layer that target_modules selects in this model`,
    );
  }
  for (const { name, inFeatures, outFeatures } of layers) {
    checkShape(checkpoint, tensorName(name, "A"), [settings.r, inFeatures]);
    checkShape(checkpoint, tensorName(name, "B"), [outFeatures, settings.r]);
  }
  return { settings, layers, checkpoint };
}

/** Reads a PEFT folder (`adapter_config.json`, `adapter_model.safetensors`). What would change the arithmetic is refused. */
export async function loadAdapter(folder: string, config: DecoderConfig): Promise<Adapter> {
  const { settings, layers, checkpoint } = await openAdapter(folder, config);
  const { r, alpha, useRslora } = settings;
  const modules: AdapterModule[] = [];
  for (const { name, inFeatures, outFeatures } of layers) {
    const A = await readWeight(checkpoint, tensorName(name, "A"));
    const B = await readWeight(checkpoint, tensorName(name, "B"));
    modules.push({ name, A, B, inFeatures, outFeatures });
  }
  return { r, alpha, useRslora, scaling: scalingOf(r, alpha, useRslora), modules };
}

export interface SaveAdapterOptions {
  /** Written as `base_model_name_or_path`. */
  readonly baseModel?: string;
}

/** Writes a folder's `adapter_config.json` and `adapter_model.safetensors` that PEFT loads. */
export async function saveAdapter(folder: string, adapter: Adapter, options: SaveAdapterOptions = {}): Promise<void> {
  const { r, alpha, useRslora, modules } = adapter;
  const tensors = modules.flatMap((module): NamedTensor[] => [
    { name: tensorName(module.name, "A"), shape: [r, module.inFeatures], data: module.A },
    { name: tensorName(module.name, "B"), shape: [module.outFeatures, r], data: module.B },
  ]);
  await writeSafetensors(join(folder, "adapter_model.safetensors"), tensors);
  const config = {
    peft_type: "LORA",
    task_type: "CAUSAL_LM",
    base_model_name_or_path: options.baseModel ?? null,
    inference_mode: true,
    r,
    lora_alpha: alpha,
    lora_dropout: 0,
    use_rslora: useRslora,
    use_dora: false,
    bias: "none",
    fan_in_fan_out: false,
    init_lora_weights: true,
    ...targetsOf(modules.map((module) => module.name)),
  };
  await writeFileAtomically(join(folder, "adapter_config.json"), `${JSON.stringify(config, null, 2)}\n`);
}

/** W + scaling · B · A for one layer, summed in float64. `weight` [out, in] is left as it was. */
export function mergedWeight(weight: Float32Array, module: AdapterModule, scaling: number): Float32Array<ArrayBuffer> {
  const { A, B, inFeatures, outFeatures, name } = module;
  if (weight.length !== inFeatures * outFeatures) {
    throw new ModelError(
      `adapter: ${name}: weight has ${weight.length} values, expected ${outFeatures} × ${inFeatures}`,
    );
  }
  const r = A.length / inFeatures;
  const merged = new Float32Array(weight);
  const row = new Float64Array(inFeatures);
  for (let o = 0; o < outFeatures; o++) {
    row.fill(0);
    for (let k = 0; k < r; k++) {
      const b = B[o * r + k];
      if (b === 0) continue;
      for (let i = 0, a = k * inFeatures; i < inFeatures; i++, a++) row[i] += b * A[a];
    }
    for (let i = 0, w = o * inFeatures; i < inFeatures; i++, w++) merged[w] = weight[w] + scaling * row[i];
  }
  return merged;
}

/** Weights by tensor name with the adapted ones replaced by merged copies. */
export function mergeAdapter<Weight extends Float32Array>(
  weights: ReadonlyMap<string, Weight>,
  adapter: Adapter,
): Map<string, Weight | Float32Array<ArrayBuffer>> {
  const merged = new Map<string, Weight | Float32Array<ArrayBuffer>>(weights);
  for (const module of adapter.modules) {
    const name = `${module.name}.weight`;
    const weight = weights.get(name) ?? missing(name);
    merged.set(name, mergedWeight(weight, module, adapter.scaling));
  }
  return merged;
}

function missing(name: string): never {
  throw new ModelError(`adapter: the model has no weight ${quote(name)}`);
}

function allLinearLayers(config: DecoderConfig): LinearLayer[] {
  return Array.from({ length: config.layers }, (_, layer) => linearLayers(config, layer)).flat();
}

function scalingOf(r: number, alpha: number, useRslora: boolean): number {
  return alpha / (useRslora ? Math.sqrt(r) : r);
}

function tensorName(module: string, part: "A" | "B"): string {
  return `base_model.model.${module}.lora_${part}.weight`;
}

function checkShape(checkpoint: Checkpoint, name: string, shape: readonly number[]): void {
  const entry = checkpoint.tensors.get(name);
  if (!entry)
    throw new ModelError(`${checkpoint.path}: lacks tensor ${quote(name)}, which adapter_config.json calls for`);
  if (entry.shape.length !== 2 || entry.shape[0] !== shape[0] || entry.shape[1] !== shape[1]) {
    throw new ModelError(`${checkpoint.path}: tensor ${quote(name)}: shape is [${entry.shape}], expected [${shape}]`);
  }
  if (!FLOAT_DTYPES.includes(entry.dtype))
    throw new ModelError(`${checkpoint.path}: tensor ${quote(name)}: ${entry.dtype} values cannot be read as float32`);
}

/**
 * Which layers PEFT has to adapt to make the same modules. By last parts and layer numbers if every layer has the same ones, otherwise by
 * whole names. The numbers are always written: a reader with a deeper model in mind would else add empty modules to the other layers.
 */
function targetsOf(names: readonly string[]): { target_modules: string[]; layers_to_transform: number[] | null } {
  const parts = [...new Set(names.map((name) => name.slice(name.lastIndexOf(".") + 1)))];
  const layers = [...new Set(names.map((name) => Number(name.split(".")[2])))];
  return parts.length * layers.length === names.length
    ? { target_modules: parts, layers_to_transform: layers }
    : { target_modules: [...names], layers_to_transform: null };
}
