import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { saveAdapter } from "./adapter.ts";
import { DecoderModel } from "./decoder-model.ts";
import { type ParityModel, parityAdapter, parityModels, parityTokens } from "./parity-models.ts";
import { writeRandomModel } from "./random-model.ts";
import { sample } from "./sampler.ts";
import { withFolder } from "./text-fixture.ts";
import { logitsGraph } from "./training-graph.ts";

/** What transformers and peft compute; made by scripts/transformers-parity/compare.ts, which compares every logit. */
interface Golden {
  readonly largest: number;
  readonly greedy: readonly number[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly logits: readonly (readonly number[])[];
}
const { models } = JSON.parse(await readFile(new URL("./fixtures/transformers.json", import.meta.url), "utf8")) as {
  models: Record<string, { base: Golden; adapter: Golden }>;
};

async function compare(parity: ParityModel, withAdapter: boolean, golden: Golden): Promise<void> {
  await withFolder({}, async (folder) => {
    const { config, seed, deviation } = parity;
    await writeRandomModel(folder, config, seed, deviation);
    const adapterFolder = join(folder, "adapter");
    if (withAdapter) {
      await mkdir(adapterFolder);
      await saveAdapter(adapterFolder, parityAdapter(parity));
    }
    const model = await DecoderModel.open({
      folder,
      threads: 1,
      ...(withAdapter ? { mode: "lora", adapter: { folder: adapterFolder } } : { mode: "frozen" }),
    });
    const ids = parityTokens();
    const session = await model.session("logits", (w) => logitsGraph(config, w, 1, ids.length));
    const out = await session.run({ ...model.weightFeeds(), "batch.prompt_ids": ids });
    const logits = out.logits.data as Float32Array;
    let worst = 0;
    golden.rows.forEach((row, r) => {
      golden.columns.forEach((column, c) => {
        worst = Math.max(worst, Math.abs(logits[row * config.vocabSize + column] - golden.logits[r][c]));
      });
    });
    expect(worst / golden.largest).toBeLessThan(1e-5);
    expect(golden.largest).toBeGreaterThan(3);

    const [[greedy]] = await sample(model, {
      prompts: [{ ids: ids.slice(0, 40), stream: "greedy" }],
      samplesPerPrompt: 1,
      maxTokens: golden.greedy.length,
      temperature: 0,
      seed: 0,
      stopIds: [],
    });
    expect([...greedy.ids]).toEqual(golden.greedy);
    await model.close();
  });
}

describe("logits and greedy continuations are those of transformers", () => {
  test("every model is in the fixture", () => {
    expect(Object.keys(models)).toEqual(parityModels().map(({ name }) => name));
  });
  for (const parity of parityModels()) {
    test(parity.name, () => compare(parity, false, models[parity.name].base));
    test(`${parity.name} with an adapter, as peft`, () => compare(parity, true, models[parity.name].adapter));
  }
});
