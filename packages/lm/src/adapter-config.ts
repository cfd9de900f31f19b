import type { LinearLayer } from "./expected-tensors.ts";
import { JsonFields, show } from "./json-fields.ts";
import { isRecord } from "./json-file.ts";
import { ModelError } from "./model-error.ts";
import { withTimeLimit } from "./time-limit.ts";

/** What of PEFT's `adapter_config.json` the arithmetic depends on. */
export interface AdapterSettings {
  readonly r: number;
  readonly alpha: number;
  readonly useRslora: boolean;
  readonly targetModules: readonly string[] | string;
  readonly excludeModules: readonly string[] | string | null;
  readonly layersToTransform: readonly number[] | null;
}

/** Fields that change what an adapter computes in a way that is not followed here, with the values that change nothing. */
const MUST_BE_OFF: Readonly<Record<string, readonly unknown[]>> = {
  fan_in_fan_out: [false],
  bias: ["none"],
  use_dora: [false],
  use_qalora: [false],
  lora_bias: [false],
  modules_to_save: [[]],
  trainable_token_indices: [[], {}],
  layer_replication: [[]],
  target_parameters: [[]],
  alora_invocation_tokens: [[]],
  rank_pattern: [{}],
  alpha_pattern: [{}],
  use_bdlora: [false],
  velora_config: [],
  monteclora_config: [],
  arrow_config: [],
};

/** Checks a parsed `adapter_config.json`. Throws `ModelError` naming file and field. */
export function parseAdapterConfig(json: unknown, file: string): AdapterSettings {
  if (!isRecord(json)) throw new ModelError(`${file}: expected a JSON object`);
  const fields = new JsonFields(file, json);
  if (json.peft_type !== "LORA")
    fields.fail("peft_type", `${show(json.peft_type ?? null)} is not supported; only "LORA" is`);
  for (const [field, harmless] of Object.entries(MUST_BE_OFF)) {
    const value = json[field] ?? null;
    if (value !== null && !harmless.some((ok) => JSON.stringify(ok) === JSON.stringify(value))) {
      fields.fail(
        field,
        `${show(value)} is not supported${field.endsWith("_pattern") ? "; one rank and one alpha for all layers are" : ""}`,
      );
    }
  }
  const layers = json.layers_to_transform ?? null;
  return {
    r: fields.count("r", 1 << 16),
    alpha: fields.number("lora_alpha", 0, 1e9),
    useRslora: fields.flag("use_rslora"),
    targetModules: modulesOf(fields, "target_modules", json) ?? fields.fail("target_modules", "is missing"),
    excludeModules: modulesOf(fields, "exclude_modules", json),
    layersToTransform: layers === null ? null : layerNumbers(fields, layers),
  };
}

/** Regular expressions come with downloaded adapters. */
const PATTERN_MILLISECONDS = 2_000;

/** The layers that a target selects, in their order: "all-linear", a regular expression over whole names, or names' last parts. */
export function selectLayers(
  layers: readonly LinearLayer[],
  settings: Pick<AdapterSettings, "targetModules" | "excludeModules" | "layersToTransform">,
  where: string,
): LinearLayer[] {
  const { targetModules, excludeModules, layersToTransform } = settings;
  const isTarget = targetModules === "all-linear" ? () => true : matcher(targetModules, where);
  const isExcluded = excludeModules === null ? () => false : matcher(excludeModules, where);
  const inRange = ({ name }: LinearLayer): boolean =>
    layersToTransform === null || layersToTransform.includes(Number(/^model\.layers\.(\d+)\./.exec(name)?.[1]));
  const selected = withTimeLimit(PATTERN_MILLISECONDS, () =>
    layers.filter((layer) => isTarget(layer.name) && !isExcluded(layer.name) && inRange(layer)),
  );
  if (selected.length === 0) {
    const parts = new Set(layers.map(({ name }) => name.slice(name.lastIndexOf(".") + 1)));
    throw new ModelError(
      `${where}: target_modules ${show(targetModules)} selects no linear layer of the model; it has ${[...parts].join(", ")}`,
    );
  }
  return selected;
}

function matcher(modules: readonly string[] | string, where: string): (name: string) => boolean {
  if (typeof modules !== "string") return (name) => modules.some((part) => name === part || name.endsWith(`.${part}`));
  if (modules.length > 1000)
    throw new ModelError(`${where}: target_modules: regular expression of more than 1000 characters`);
  try {
    const whole = new RegExp(`^(?:${modules})$`, "u");
    return (name) => whole.test(name);
  } catch {
    throw new ModelError(`${where}: target_modules: ${show(modules)} is no regular expression`);
  }
}

function modulesOf(
  fields: JsonFields,
  field: string,
  json: Record<string, unknown>,
): readonly string[] | string | null {
  const value = json[field] ?? null;
  if (value === null || typeof value === "string") return value;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    return fields.fail(field, `expected a text or a list of texts, got ${show(value)}`);
  }
  return value;
}

function layerNumbers(fields: JsonFields, value: unknown): number[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((n) =>
    Number.isInteger(n)
      ? (n as number)
      : fields.fail("layers_to_transform", `expected layer numbers, got ${show(value)}`),
  );
}
