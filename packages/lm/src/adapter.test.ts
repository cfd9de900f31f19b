import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Random } from "@decisis/tensor";
import { describe, expect, it } from "vitest";
import { type Adapter, initialAdapter, loadAdapter, mergeAdapter, mergedWeight, saveAdapter } from "./adapter.ts";
import { parseConfig } from "./config.ts";
import { expectedTensors } from "./expected-tensors.ts";
import { textFixture, withFolder } from "./text-fixture.ts";

interface Golden {
  readonly config: Record<string, unknown>;
  readonly cases: {
    readonly name: string;
    readonly files: Record<"adapter_config.json" | "adapter_model.safetensors", string>;
    readonly changed: Record<string, { before: number[]; after: number[] }>;
  }[];
}
const golden = await textFixture<Golden>("adapters.json");
const config = parseConfig(golden.config, "config.json");
const decoded = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, data]) => [name, Buffer.from(data, "base64")]));
const settingsOf = (files: Record<string, string>) =>
  JSON.parse(Buffer.from(files["adapter_config.json"], "base64").toString());

describe.each(golden.cases)("PEFT's adapter: $name", ({ files, changed }) => {
  it("is loaded with the same modules and merges to the same weights", async () => {
    await withFolder(decoded(files), async (folder) => {
      const adapter = await loadAdapter(folder, config);
      expect(adapter.modules.map((m) => `${m.name}.weight`).sort()).toEqual(Object.keys(changed).sort());
      for (const module of adapter.modules) {
        const { before, after } = changed[`${module.name}.weight`];
        const weight = new Float32Array(module.inFeatures * module.outFeatures);
        weight.set(before);
        const merged = mergedWeight(weight, module, adapter.scaling);
        for (const [i, wanted] of after.entries())
          expect(Math.abs(merged[i] - wanted)).toBeLessThan(1e-5 * (1 + Math.abs(wanted)));
      }
    });
  });

  it("is saved byte for byte as PEFT saves it, with settings that select the same modules", async () => {
    await withFolder(decoded(files), async (folder) => {
      const adapter = await loadAdapter(folder, config);
      await withFolder({}, async (copy) => {
        await saveAdapter(copy, adapter, { baseModel: "base" });
        expect((await readdir(copy)).sort()).toEqual(["adapter_config.json", "adapter_model.safetensors"]);
        expect((await readFile(join(copy, "adapter_model.safetensors"))).toString("base64")).toBe(
          files["adapter_model.safetensors"],
        );
        expect(await loadAdapter(copy, config)).toEqual(adapter);
        const saved = JSON.parse(await readFile(join(copy, "adapter_config.json"), "utf8"));
        const theirs = settingsOf(files);
        for (const key of ["r", "lora_alpha", "use_rslora", "bias", "peft_type", "task_type"])
          expect(saved[key]).toEqual(theirs[key]);
      });
    });
  });
});

it.each<[string, Record<string, unknown>]>([
  ["peft_type", { peft_type: "IA3" }],
  ["r", { r: 0 }],
  ["lora_alpha", { lora_alpha: "8" }],
  ["use_dora", { use_dora: true }],
  ["bias", { bias: "all" }],
  ["fan_in_fan_out", { fan_in_fan_out: true }],
  ["modules_to_save", { modules_to_save: ["lm_head"] }],
  ["rank_pattern", { rank_pattern: { q_proj: 8 } }],
  ["alpha_pattern", { alpha_pattern: { q_proj: 8 } }],
  ["layer_replication", { layer_replication: [[0, 1]] }],
  ["target_modules", { target_modules: null }],
  ["target_modules", { target_modules: ["c_attn"] }],
  ["target_modules", { target_modules: "([" }],
  ["target_modules", { target_modules: [1] }],
])("refuses %s in %j", async (field, change) => {
  const { files } = golden.cases[0];
  const settings = JSON.stringify({ ...settingsOf(files), ...change });
  await withFolder({ ...decoded(files), "adapter_config.json": settings }, async (folder) => {
    await expect(loadAdapter(folder, config)).rejects.toThrow(
      new RegExp(`adapter_config\\.json: [^\\n]*${field}[^\\n]*$`),
    );
  });
});

it("names the tensor that is missing, of another shape, or of no selected layer", async () => {
  const { files } = golden.cases[0];
  const attempt = (change: Record<string, unknown>) =>
    withFolder(
      { ...decoded(files), "adapter_config.json": JSON.stringify({ ...settingsOf(files), ...change }) },
      (folder) => loadAdapter(folder, config),
    );
  await expect(attempt({ r: 8 })).rejects.toThrow(
    /layers\.0\.self_attn\.q_proj\.lora_A\.weight": shape is \[4,32\], expected \[8,32\]$/,
  );
  await expect(attempt({ target_modules: ["q_proj"] })).rejects.toThrow(
    /belongs to no layer that target_modules selects/,
  );
  const [few] = golden.cases.slice(1);
  await expect(
    withFolder(
      {
        ...decoded(few.files),
        "adapter_config.json": JSON.stringify({ ...settingsOf(few.files), target_modules: "all-linear" }),
      },
      (folder) => loadAdapter(folder, config),
    ),
  ).rejects.toThrow(/lacks tensor "base_model\.model\.model\.layers\.0\.self_attn\.k_proj\.lora_A\.weight"/);
});

describe("a fresh adapter", () => {
  const make = (options = {}): Adapter =>
    initialAdapter(config, { r: 4, alpha: 8, ...options }, Random.at(7, "adapter"));

  it("changes no weight bit for bit, and covers every linear layer but the head", () => {
    const random = Random.at(1);
    const weights = new Map(
      expectedTensors(config).map(({ name, shape }) => {
        const size = shape.reduce((a, b) => a * b, 1);
        return [name, Float32Array.from({ length: size }, () => random.normal())] as const;
      }),
    );
    const merged = mergeAdapter(weights, make());
    expect(merged).toEqual(weights);
    const replaced = [...merged].filter(([name, values]) => values !== weights.get(name)).map(([name]) => name);
    expect(replaced).toHaveLength(7 * config.layers);
  });

  it("draws A within ±1/√in, evenly, the same for the same seed", () => {
    const { modules, scaling } = make();
    expect(make()).toEqual(make());
    expect(scaling).toBe(2);
    expect(make({ useRslora: true }).scaling).toBe(4);
    for (const { A, B, inFeatures } of modules) {
      const scaled = Array.from(A, (a) => a * Math.sqrt(inFeatures));
      expect(Math.max(...scaled.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-6);
      expect(scaled.reduce((sum, a) => sum + a * a, 0) / scaled.length).toBeCloseTo(1 / 3, 0);
      expect(B.every((b) => b === 0)).toBe(true);
    }
  });

  it("refuses targets that are not there and ranks below one", () => {
    expect(() => make({ targetModules: ["q_proj", "lm_head"] })).toThrow(
      /target_modules \["lm_head"\] selects no linear layer/,
    );
    expect(() => make({ r: 0 })).toThrow(/r must be a whole number from 1/);
    expect(() => make({ alpha: Number.NaN })).toThrow(/alpha must be positive/);
  });

  it("gives up on an expression without end", () => {
    expect(() => make({ targetModules: "(([a-z_.0-9]+)+)+!" })).toThrow();
  });

  it("names the weight that merging lacks", () => {
    expect(() => mergeAdapter(new Map(), make())).toThrow(/no weight "model\.layers\.0\.self_attn\.q_proj\.weight"/);
  });
});
