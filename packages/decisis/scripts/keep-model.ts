/**
 * Keeps what a run of examples/pocket/instruct.yaml made: weights in bfloat16, tokenizer, configuration, and a page that says how.
 *
 *   npx node packages/decisis/scripts/keep-model.ts <run folder> models/pocket-instruct
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LanguageModel } from "@decisis/lm";
import { OPTIMIZERS } from "../src/pretraining/model-card.ts";
import { readRunRecords } from "../src/report/seed-records.ts";
import { checkpointsOf } from "../src/runs/recovery.ts";

const [run, out] = process.argv.slice(2);
if (!run || !out) throw new Error("usage: keep-model.ts <run folder> <model folder>");
const { description, seeds, wallSeconds } = readRunRecords([run]);
const { config, environments, machine } = description;
const stage = config.stages.at(-1);
if (stage?.method !== "sft" || seeds.length !== 1) throw new Error(`${run} has to be one seed that ends in SFT`);

mkdirSync(out, { recursive: true });
const model = await LanguageModel.open({
  folder: join(checkpointsOf(seeds[0].folder, stage.id), "final"),
  mode: "frozen",
});
await model.save(out, "BF16");
await model.close();

const [{ metrics, sampled }] = seeds;
const last = metrics.at(-1);
const table = environments.map(({ id, version, tasks }) => {
  const summary = sampled.get(id)?.get(stage.id)?.summary;
  return `| ${id} ${version} | ${tasks.train.toLocaleString("en-US")} | ${stage.mixture[id]} | ${summary?.n} | ${summary?.mean?.toFixed(3)} |`;
});
const { generated } = config.corpus;
const page = `# ${config.name}

The pocket model ([\`models/pocket\`](../pocket/README.md)) after SFT on worked examples of ${environments.length} skills, so that reinforcement has something to
begin with. It knows the forms of answers, and no law.

| | |
|---|---|
| made by | \`decisis train examples/pocket/instruct.yaml\`, then \`packages/decisis/scripts/keep-model.ts\` |
| cases | ${generated?.cases.toLocaleString("en-US")} invented ones, generator seed ${generated?.seed}, training part; no other run file uses this seed; of real cases only the pocket model has read any |
| training | ${last?.stage_step.toLocaleString("en-US")} steps of ${stage.batch_size} rows, ${(Number(last?.num_tokens) / 1e6).toFixed(1)} million tokens, ${OPTIMIZERS[stage.optim]}, peak learning rate ${stage.learning_rate} |
| time | ${(wallSeconds / 3600).toFixed(1)} hours with ${config.engine.threads} thread(s), ${machine.cpu}, among other work |
| weights | bfloat16 safetensors |

| skill and version | tasks to train on | weight in the mixture | validation tasks | mean reward, sampled at ${config.evaluation.temperature} |
|---|---|---|---|---|
${table.join("\n")}

Validation tasks are of the same generator seed, of cases and wordings kept out of training. Weights: Apache-2.0, like the project.
`;
writeFileSync(join(out, "README.md"), page);
