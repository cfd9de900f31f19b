import type { Random } from "@decisis/tensor";
import type { DecoderConfig } from "./config.ts";

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

/** A LoRA adapter with one rank and one scale. */
export interface Adapter {
  readonly r: number;
  readonly alpha: number;
  readonly useRslora: boolean;
  /** alpha / r, with rsLoRA alpha / √r. */
  readonly scaling: number;
  /** In the order of the forward pass. */
  readonly modules: readonly AdapterModule[];
}

export interface AdapterOptions {
  readonly r: number;
  readonly alpha: number;
  readonly useRslora?: boolean;
  /** Last parts of layer names ("q_proj"), a regular expression over whole names, or "all-linear" (default). */
  readonly targetModules?: readonly string[] | string;
}

/** A fresh adapter: A uniform in ±1/√in, B zero, so that it changes nothing yet (Hu et al. 2021, arXiv 2106.09685; bounds as in PEFT). */
export function initialAdapter(_config: DecoderConfig, _options: AdapterOptions, _random: Random): Adapter {
  throw new Error("not yet");
}

/** Reads a PEFT folder (`adapter_config.json`, `adapter_model.safetensors`). What would change the arithmetic is refused. */
export async function loadAdapter(_folder: string, _config: DecoderConfig): Promise<Adapter> {
  throw new Error("not yet");
}

export interface SaveAdapterOptions {
  /** Written as `base_model_name_or_path`. */
  readonly baseModel?: string;
}

/** Writes a folder's `adapter_config.json` and `adapter_model.safetensors` that PEFT loads. */
export async function saveAdapter(
  _folder: string,
  _adapter: Adapter,
  _options: SaveAdapterOptions = {},
): Promise<void> {
  throw new Error("not yet");
}

/** W + scaling · B · A for one layer. `weight` [out, in] is left as it was. */
export function mergedWeight(
  _weight: Float32Array,
  _module: AdapterModule,
  _scaling: number,
): Float32Array<ArrayBuffer> {
  throw new Error("not yet");
}

/** Weights by tensor name with the adapted ones replaced by merged copies. */
export function mergeAdapter(
  _weights: ReadonlyMap<string, Float32Array>,
  _adapter: Adapter,
): Map<string, Float32Array> {
  throw new Error("not yet");
}
