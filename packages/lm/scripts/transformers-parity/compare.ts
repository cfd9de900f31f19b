/**
 * Compares this package with transformers and peft on random-weight models, every logit of 512 tokens and a greedy
 * continuation, and adapters in both directions.
 *
 *   npx node packages/lm/scripts/transformers-parity/compare.ts <python with torch, transformers, peft> [<fixture to write> [<report to write>]]
 *
 * Prints one line a model; exits 1 if an error exceeds 1e-5 of the largest logit or a continuation differs.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { saveAdapter } from "../../src/adapter.ts";
import { DecoderModel } from "../../src/decoder-model.ts";
import { parityAdapter, parityModels, parityTokens } from "../../src/parity-models.ts";
import { writeRandomModel } from "../../src/random-model.ts";
import { sample } from "../../src/sampler.ts";
import { logitsGraph } from "../../src/training-graph.ts";

const [python, fixture, reportFile] = process.argv.slice(2);
if (!python) throw new Error("usage: compare.ts <python> [<fixture.json>]");
const work = mkdtempSync(join(tmpdir(), "parity-"));
const ids = parityTokens();

for (const model of parityModels()) {
  const { name, config, seed, deviation } = model;
  const folder = join(work, name);
  mkdirSync(folder, { recursive: true });
  await writeRandomModel(folder, config, seed, deviation);
  const ours = join(folder, "adapter-ours");
  mkdirSync(ours);
  await saveAdapter(ours, parityAdapter(model), { baseModel: folder });
}
writeFileSync(join(work, "tokens.json"), JSON.stringify([...ids]));
const script = fileURLToPath(new URL("./transformers_side.py", import.meta.url));
execFileSync(python, [script, work], { stdio: ["ignore", "inherit", "inherit"] });

const expected: Record<string, unknown> = {};
const rows: { name: string; sd: number; errors: Record<string, number>; greedyEqual: boolean }[] = [];
let failed = false;
for (const { name, config } of parityModels()) {
  const folder = join(work, name);
  const theirs = JSON.parse(readFileSync(join(folder, "theirs.json"), "utf8"));
  const report: string[] = [];
  const row = { name, sd: theirs.base.sd as number, errors: {} as Record<string, number>, greedyEqual: true };
  rows.push(row);
  for (const [what, adapterFolder] of [
    ["base", null],
    ["adapter-ours", "adapter-ours"],
    ["adapter-theirs", "adapter-theirs"],
  ] as const) {
    const model = await DecoderModel.open(
      adapterFolder === null
        ? { folder, mode: "full" }
        : { folder, mode: "lora", adapter: { folder: join(folder, adapterFolder) } },
    );
    const session = await model.session("logits", (w) => logitsGraph(config, w, 1, ids.length));
    const out = await session.run({ ...model.weightFeeds(), "batch.prompt_ids": ids });
    const logits = out.logits.data as Float32Array;
    const reference = new Float32Array(readFileSync(join(folder, `${what}.bin`)).buffer.slice(0));
    let worst = 0;
    let largest = 0;
    for (let i = 0; i < logits.length; i++) {
      worst = Math.max(worst, Math.abs(logits[i] - reference[i]));
      largest = Math.max(largest, Math.abs(reference[i]));
    }
    const [[greedy]] = await sample(model, {
      prompts: [{ ids: ids.slice(0, 40), stream: "greedy" }],
      samplesPerPrompt: 1,
      maxTokens: 32,
      temperature: 0,
      seed: 0,
      stopIds: [],
    });
    const same = JSON.stringify([...greedy.ids]) === JSON.stringify(theirs[what].greedy);
    const relative = worst / largest;
    row.errors[what] = relative;
    row.greedyEqual &&= same;
    if (!(relative <= 1e-5) || !same) failed = true;
    report.push(`${what} ${relative.toExponential(1)} ${same ? "greedy equal" : "GREEDY DIFFERS"}`);
    await model.close();
  }
  process.stdout.write(`${name}: logits sd ${theirs.base.sd.toFixed(2)}; ${report.join("; ")}\n`);
  expected[name] = { base: theirs.base, adapter: theirs["adapter-ours"] };
}
const versions = JSON.parse(readFileSync(join(work, "versions.json"), "utf8"));
if (fixture) {
  writeFileSync(
    fixture,
    `${JSON.stringify({ made_by: "packages/lm/scripts/transformers-parity", versions, models: expected })}\n`,
  );
}
if (reportFile) {
  mkdirSync(dirname(reportFile), { recursive: true });
  writeFileSync(reportFile, `${JSON.stringify({ versions, models: rows }, null, 1)}\n`);
}
process.exitCode = failed ? 1 : 0;
