import { join } from "node:path";
import { writeFileAtomically } from "./atomic-write.ts";
import { JsonFields, show } from "./json-fields.ts";
import { isRecord, readJsonFile, readJsonFileIfPresent } from "./json-file.ts";
import { ModelError } from "./model-error.ts";
import { parseRopeScaling, type RopeScaling, ropeScalingJson } from "./rope-scaling.ts";

const ARCHITECTURES = ["LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM"] as const;

/** Dense decoders whose computation this package knows. */
export type Architecture = (typeof ARCHITECTURES)[number];

const MODEL_TYPES: Readonly<Record<Architecture, string>> = {
  LlamaForCausalLM: "llama",
  Qwen2ForCausalLM: "qwen2",
  Qwen3ForCausalLM: "qwen3",
};

/** What a decoder's arithmetic depends on. Read from a Hugging Face `config.json`; all counts are checked to be positive. */
export interface DecoderConfig {
  readonly architecture: Architecture;
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly layers: number;
  readonly heads: number;
  /** Heads of keys and values; divides `heads`. */
  readonly kvHeads: number;
  /** Even. `heads * headDim` need not equal `hiddenSize` (Qwen3). */
  readonly headDim: number;
  readonly rmsNormEps: number;
  readonly tieWordEmbeddings: boolean;
  /** Whether `q_proj`, `k_proj`, `v_proj` (`qkv`) and `o_proj` (`output`) have a bias. */
  readonly attentionBias: { readonly qkv: boolean; readonly output: boolean };
  /** Whether `gate_proj`, `up_proj` and `down_proj` have a bias. */
  readonly mlpBias: boolean;
  /** RMSNorm over `headDim` on queries and keys before the rotation (Qwen3). */
  readonly queryKeyNorm: boolean;
  readonly ropeTheta: number;
  readonly ropeScaling: RopeScaling;
  /** Longest sequence the rotary embedding is meant for. */
  readonly maxPositionEmbeddings: number;
  readonly bosTokenId: number | null;
  /** Tokens that end a completion; empty when the model names none. */
  readonly eosTokenIds: readonly number[];
  readonly padTokenId: number | null;
}

/** Reads `config.json` and, if there, `generation_config.json` (whose token ids win, as when transformers generates). */
export async function readConfig(folder: string): Promise<DecoderConfig> {
  const file = join(folder, "config.json");
  const generationFile = join(folder, "generation_config.json");
  return parseConfig(
    await readJsonFile(file),
    file,
    (await readJsonFileIfPresent(generationFile)) ?? {},
    generationFile,
  );
}

/**
 * Checks a parsed `config.json`. `file` names it in errors. Absent flags mean what they mean to
 * transformers' configuration classes; sizes must be there, and absent token ids are none. Throws `ModelError` with file and field.
 */
export function parseConfig(
  json: unknown,
  file: string,
  generation: unknown = {},
  generationFile = "generation_config.json",
): DecoderConfig {
  if (!isRecord(json)) throw new ModelError(`${file}: expected a JSON object`);
  if (!isRecord(generation)) throw new ModelError(`${generationFile}: expected a JSON object`);
  const fields = new JsonFields(file, json);
  const architecture = architectureOf(json, file);
  const qwen = architecture !== "LlamaForCausalLM";

  const hiddenSize = fields.count("hidden_size", 1 << 17);
  const layers = fields.count("num_hidden_layers", 4096);
  const heads = fields.count("num_attention_heads", 4096);
  const kvHeads = fields.has("num_key_value_heads") || qwen ? fields.count("num_key_value_heads", 4096) : heads;
  if (heads % kvHeads !== 0) {
    fields.fail("num_key_value_heads", `${kvHeads} does not divide num_attention_heads ${heads}`);
  }
  const headDim = fields.has("head_dim")
    ? fields.count("head_dim", 4096)
    : architecture === "Qwen3ForCausalLM"
      ? 128
      : hiddenSize / heads;
  if (!Number.isInteger(headDim))
    fields.fail("hidden_size", `${hiddenSize} is not a multiple of num_attention_heads ${heads}`);
  if (headDim % 2 !== 0) fields.fail("head_dim", `${headDim} is odd; rotary embedding needs an even number`);
  const vocabSize = fields.count("vocab_size", 1 << 24);
  const maxPositionEmbeddings = fields.count("max_position_embeddings", 1 << 30);

  refuseWhatIsNotComputed(fields, json, { qwen, layers, maxPositionEmbeddings });
  const rope = parseRopeScaling(json, file, maxPositionEmbeddings);
  const attentionBias = fields.flag("attention_bias");
  const generationFields = new JsonFields(generationFile, generation);
  const tokenIds = (field: string): number[] =>
    generationFields.has(field)
      ? tokenIdsOf(generationFields, field, generation[field], vocabSize)
      : tokenIdsOf(fields, field, json[field], vocabSize);
  return {
    architecture,
    vocabSize,
    hiddenSize,
    intermediateSize: fields.count("intermediate_size", 1 << 20),
    layers,
    heads,
    kvHeads,
    headDim,
    rmsNormEps: fields.optional("rms_norm_eps", 0, 1) ?? 1e-6,
    tieWordEmbeddings: fields.flag("tie_word_embeddings"),
    attentionBias:
      architecture === "Qwen2ForCausalLM"
        ? { qkv: true, output: false }
        : { qkv: attentionBias, output: attentionBias },
    mlpBias: architecture === "LlamaForCausalLM" && fields.flag("mlp_bias"),
    queryKeyNorm: architecture === "Qwen3ForCausalLM",
    ropeTheta: rope.theta,
    ropeScaling: rope.scaling,
    maxPositionEmbeddings,
    bosTokenId: tokenIds("bos_token_id")[0] ?? null,
    eosTokenIds: tokenIds("eos_token_id"),
    padTokenId: tokenIds("pad_token_id")[0] ?? null,
  };
}

/** Writes `config.json` and `generation_config.json` such that `readConfig` and transformers read the same model. */
export async function writeConfig(folder: string, config: DecoderConfig, dtype = "float32"): Promise<void> {
  const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  await writeFileAtomically(join(folder, "config.json"), text(configJson(config, dtype)));
  await writeFileAtomically(join(folder, "generation_config.json"), text(tokenIdsJson(config)));
}

/** The object that `config.json` holds. `dtype` is the checkpoint's, as PyTorch names it. */
export function configJson(config: DecoderConfig, dtype: string): Record<string, unknown> {
  return {
    architectures: [config.architecture],
    model_type: MODEL_TYPES[config.architecture],
    vocab_size: config.vocabSize,
    hidden_size: config.hiddenSize,
    intermediate_size: config.intermediateSize,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.kvHeads,
    head_dim: config.headDim,
    hidden_act: "silu",
    rms_norm_eps: config.rmsNormEps,
    tie_word_embeddings: config.tieWordEmbeddings,
    attention_bias: config.attentionBias.output,
    mlp_bias: config.mlpBias,
    attention_dropout: 0,
    initializer_range: 0.02,
    max_position_embeddings: config.maxPositionEmbeddings,
    rope_theta: config.ropeTheta,
    rope_scaling: ropeScalingJson(config.ropeScaling),
    use_cache: true,
    use_sliding_window: false,
    torch_dtype: dtype,
    ...tokenIdsJson(config),
  };
}

function tokenIdsJson(config: DecoderConfig): Record<string, unknown> {
  const eos = config.eosTokenIds;
  return {
    bos_token_id: config.bosTokenId,
    eos_token_id: eos.length === 0 ? null : eos.length === 1 ? eos[0] : [...eos],
    pad_token_id: config.padTokenId,
  };
}

function architectureOf(json: Record<string, unknown>, file: string): Architecture {
  const named = Array.isArray(json.architectures) ? json.architectures : [];
  const found = ARCHITECTURES.find((a) => (named.length > 0 ? named[0] === a : json.model_type === MODEL_TYPES[a]));
  if (found) return found;
  const what = JSON.stringify(named[0] ?? json.model_type ?? null)?.slice(0, 80);
  throw new ModelError(`${file}: architectures: ${what} is not supported; supported are ${ARCHITECTURES.join(", ")}`);
}

interface Sizes {
  readonly qwen: boolean;
  readonly layers: number;
  readonly maxPositionEmbeddings: number;
}

/** Refuses fields that would change the arithmetic in a way the decoder does not follow: silence would give wrong numbers. */
function refuseWhatIsNotComputed(fields: JsonFields, json: Record<string, unknown>, sizes: Sizes): void {
  const activation = json.hidden_act ?? "silu";
  if (activation !== "silu") fields.fail("hidden_act", `${show(activation)} is not supported; only "silu" is`);
  if (json.quantization_config !== undefined && json.quantization_config !== null) {
    fields.fail("quantization_config", "quantized checkpoints are not supported; use the model's original weights");
  }
  if (!sizes.qwen) return;
  if (fields.flag("use_sliding_window") && fields.has("sliding_window")) {
    const window = fields.count("sliding_window", 1 << 30);
    // transformers' default; layers from this one on use the window
    const from = fields.optional("max_window_layers", 0, 1 << 20) ?? 28;
    const declared = Array.isArray(json.layer_types)
      ? json.layer_types.includes("sliding_attention")
      : from < sizes.layers;
    if (declared && window < sizes.maxPositionEmbeddings) {
      fields.fail(
        "use_sliding_window",
        `sliding-window attention (window ${window}) is not supported; only full attention is`,
      );
    }
  }
}

/** One id, a list of ids, or none. Negative ids are how older configurations write "none". */
function tokenIdsOf(fields: JsonFields, field: string, value: unknown, vocabSize: number): number[] {
  const ids: unknown[] = Array.isArray(value) ? value : [value ?? -1];
  return ids.flatMap((id) => {
    if (typeof id !== "number" || !Number.isInteger(id)) fields.fail(field, `expected a token id, got ${show(id)}`);
    if (id >= vocabSize) fields.fail(field, `token id ${id} is not below vocab_size ${vocabSize}`);
    return id < 0 ? [] : [id];
  });
}
