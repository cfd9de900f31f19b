import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configJson, parseConfig, readConfig, writeConfig } from "./config.ts";
import { expectedTensors } from "./expected-tensors.ts";
import { ModelError } from "./model-error.ts";
import { ropeInverseFrequencies } from "./rope-frequencies.ts";
import { textFixture, withFolder } from "./text-fixture.ts";

interface Golden {
  readonly name: string;
  readonly config: Record<string, unknown>;
  readonly saved: Record<string, unknown>;
  readonly shapes: Record<string, number[]>;
  readonly inverseFrequencies: number[];
  readonly attentionScaling: number;
}
const { cases } = await textFixture<{ cases: Golden[] }>("configurations.json");

const llama = cases[0].config;
const qwen2 = { ...llama, architectures: ["Qwen2ForCausalLM"] };
const parse = (change: Record<string, unknown>, base = llama) => parseConfig({ ...base, ...change }, "config.json");

describe.each(cases)("$name", (golden) => {
  const config = parseConfig(golden.config, "config.json");

  it("has the rotary frequencies of transformers", () => {
    const { inverseFrequencies, attentionScaling } = ropeInverseFrequencies(config);
    expect(inverseFrequencies.length).toBe(golden.inverseFrequencies.length);
    // Powers may differ in the last bit between mathematical libraries.
    for (const [i, f] of inverseFrequencies.entries()) {
      expect(Math.abs(f / golden.inverseFrequencies[i] - 1), `frequency ${i}`).toBeLessThan(1.3e-7);
    }
    expect(attentionScaling).toBeCloseTo(golden.attentionScaling, 12);
  });

  it("has the tensors of transformers", () => {
    const own = Object.fromEntries(expectedTensors(config).map(({ name, shape }) => [name, shape]));
    expect(own).toEqual(golden.shapes);
  });

  it("reads what transformers saves for it as the same model", () => {
    const resaved = parseConfig(golden.saved, "config.json");
    expect({ ...resaved, bosTokenId: null, eosTokenIds: [] }).toEqual({ ...config, bosTokenId: null, eosTokenIds: [] });
  });

  it("survives being written", async () => {
    await withFolder({}, async (folder) => {
      await writeConfig(folder, config);
      expect(await readConfig(folder)).toEqual(config);
    });
  });
});

it.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
  ["architectures", { architectures: ["MistralForCausalLM"] }],
  ["architectures", { architectures: undefined, model_type: "gpt2" }],
  ["architectures", { architectures: [{}] }],
  ["vocab_size", { vocab_size: undefined }],
  ["hidden_size", { hidden_size: -32 }],
  ["hidden_size", { hidden_size: 32.5 }],
  ["hidden_size", { hidden_size: 1e12 }],
  ["hidden_size", { hidden_size: 33 }],
  ["num_hidden_layers", { num_hidden_layers: "2" }],
  ["num_key_value_heads", { num_key_value_heads: 3 }],
  ["num_key_value_heads", { num_key_value_heads: 8 }],
  ["num_key_value_heads", { num_key_value_heads: undefined }, qwen2],
  ["head_dim", { head_dim: 7 }],
  ["max_position_embeddings", { max_position_embeddings: 0 }],
  ["rms_norm_eps", { rms_norm_eps: "tiny" }],
  ["tie_word_embeddings", { tie_word_embeddings: 1 }],
  ["hidden_act", { hidden_act: "gelu" }],
  ["quantization_config", { quantization_config: { bits: 4 } }],
  ["eos_token_id", { eos_token_id: 64 }],
  ["eos_token_id", { eos_token_id: [1, "2"] }],
  ["use_sliding_window", { use_sliding_window: true, sliding_window: 128, max_window_layers: 1 }, qwen2],
  [
    "use_sliding_window",
    { use_sliding_window: true, sliding_window: 128, layer_types: ["full_attention", "sliding_attention"] },
    qwen2,
  ],
  ["rope_scaling: rope_type", { rope_scaling: { rope_type: "longrope" } }],
  ["rope_scaling: factor", { rope_scaling: { rope_type: "linear" } }],
  ["rope_scaling: factor", { rope_scaling: { type: "yarn", factor: 0 } }],
  [
    "rope_scaling: high_freq_factor",
    { rope_scaling: { type: "llama3", factor: 8, low_freq_factor: 4, high_freq_factor: 1 } },
  ],
  ["rope_scaling", { rope_scaling: "yarn" }],
  ["rope_theta", { rope_theta: -1 }],
  ["rope_parameters: partial_rotary_factor", { rope_parameters: { partial_rotary_factor: 0.5 } }],
])("refuses %s in %j", (field, change, base) => {
  const attempt = () => parse(change, base as typeof llama);
  expect(attempt).toThrow(ModelError);
  expect(attempt).toThrow(new RegExp(`^config\\.json: ${field}: [^\\n]+$`));
});

it("accepts a sliding window that no layer uses or that covers every position", () => {
  const window = { use_sliding_window: true, sliding_window: 128 };
  expect(parse({ ...window, max_window_layers: 2 }, qwen2).layers).toBe(2);
  expect(parse({ ...window, sliding_window: 4096, max_window_layers: 0 }, qwen2).layers).toBe(2);
});

it("prefers the generation's token ids, takes lists, and reads negative ids as none", () => {
  const base = { ...llama, bos_token_id: 1, eos_token_id: 2, pad_token_id: -1 };
  expect(parseConfig(base, "c")).toMatchObject({ bosTokenId: 1, eosTokenIds: [2], padTokenId: null });
  expect(parseConfig(base, "c", { eos_token_id: [7, 2], pad_token_id: 0 })).toMatchObject({
    bosTokenId: 1,
    eosTokenIds: [7, 2],
    padTokenId: 0,
  });
});

it("names the file that cannot be read", async () => {
  await withFolder({ "config.json": "{" }, async (folder) => {
    await expect(readConfig(folder)).rejects.toThrow(/config\.json: is not valid JSON \([^\n]*\)$/);
    await expect(readConfig(`${folder}/none`)).rejects.toThrow(/none\/config\.json: does not exist$/);
  });
});

it("throws nothing but ModelError, whatever the fields hold", () => {
  const field = fc.constantFrom(...Object.keys(configJson(parse({}), "float32")), "rope_parameters", "layer_types");
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.integer(),
    fc.constantFrom({ rope_type: "yarn" }, { type: "llama3" }),
  );
  fc.assert(
    fc.property(fc.dictionary(field, value, { maxKeys: 4 }), fc.constantFrom(llama, qwen2), (change, base) => {
      try {
        const config = parse(change, base);
        expect(config.heads % config.kvHeads).toBe(0);
        expect(ropeInverseFrequencies(config).inverseFrequencies.every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError);
        expect(String(error)).not.toContain("\n");
      }
    }),
    { numRuns: 500 },
  );
});
