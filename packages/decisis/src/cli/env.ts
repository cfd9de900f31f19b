import { join } from "node:path";
import { auditSummary } from "@decisis/graders";
import type { Command } from "commander";
import { z } from "zod";
import { splitManifest } from "../corpus/split.ts";
import { citedInTraining } from "../environments/cited-in-training.ts";
import type { Environment, Split, SplitCase, Task } from "../environments/environment.ts";
import { environmentName } from "../environments/evaluation-variant.ts";
import { gradeTask } from "../environments/grade-task.ts";
import { ENVIRONMENTS } from "../environments/registry.ts";
import { countedReasons } from "../environments/skipped-reasons.ts";
import { taskSchema } from "../environments/task-schema.ts";
import { scoreBaselines } from "../evaluation/baselines.ts";
import { environmentCard, PARTS } from "../report/card.ts";
import { cardText } from "../report/card-text.ts";
import { besideReward } from "../report/report.ts";
import { figure, table } from "../report/terminal-table.ts";
import { GoldCheck, leakedClusters, refuseEmpty, refuseLeaks } from "../runs/choose-tasks.ts";
import { writeFileAtomically } from "../runs/durable-file.ts";
import { tasksHash } from "../runs/fingerprint.ts";
import { auditReward } from "../runs/reward-audit.ts";
import { withHeldOut } from "../runs/run-file-schema.ts";
import { findEnvironment } from "./find-environment.ts";
import { loadCases } from "./load-cases.ts";
import { countNumber, isoDay, wholeNumber } from "./numbers.ts";
import { BarError, type GlobalOptions, type Output, outputOf, UsageError } from "./output.ts";

interface CaseOptions {
  readonly corpus?: string;
  readonly generated?: number;
  readonly generatorSeed: number;
  readonly seed: number;
}

/** Fictional cases that `env show` and `env build` take where none are named. */
const DEFAULT_CASES = 500;

interface BuildFolderOptions extends CaseOptions {
  readonly out: string;
  readonly variant?: string;
  readonly strict: boolean;
  readonly audit?: string;
}

export function env(program: Command): void {
  const output = (): Output => outputOf(program.opts<GlobalOptions>());
  const group = program.command("env").description("environments: tasks, prompts and rewards");
  const withCases = (command: Command): Command =>
    command
      .option("--corpus <folder>", "folder of cases")
      .option(
        "--generated <cases>",
        `generate so many fictional cases (default: ${DEFAULT_CASES} without --corpus)`,
        countNumber,
      )
      .option("--generator-seed <seed>", "seed of generated cases", wholeNumber, 0)
      .option("--seed <seed>", "seed of the tasks", wholeNumber, 0);

  group
    .command("list")
    .description("all environments")
    .action(() => {
      const rows = ENVIRONMENTS.map(({ id, version, summary, reward, evaluationVariants = [] }) => ({
        id,
        version,
        range: reward.range,
        summary,
        variants: evaluationVariants.map((variant) => ({ name: variant.name, summary: variant.summary })),
      }));
      output().print(
        rows
          .map((r) => {
            const variants = r.variants.map(({ name, summary }) => `\n    --variant ${name}: ${summary}`).join("");
            return `${r.id} ${r.version}, reward ${r.range[0]} to ${r.range[1]}\n    ${r.summary}${variants}`;
          })
          .join("\n"),
      );
      output().data(rows);
    });

  withCases(group.command("show").description("one environment: sizes, baselines, a task with its prompt and answer"))
    .argument("<id>", "environment")
    .action(async (id: string, options: CaseOptions) => {
      const environment = findEnvironment(id);
      const { tasks, skipped } = environment.build(await casesOf(options, output()), { seed: options.seed });
      const held = tasks.filter((t) => t.split === "test");
      const train = tasks.filter((t) => t.split === "train");
      const { baselines } = scoreBaselines(environment, held, train);
      const gold = held.map((t) => gradeTask(environment, t, t.gold).reward ?? Number.NaN);
      const ceiling = gold.reduce((a, b) => a + b, 0) / gold.length;
      const beside = besideReward(baselines);
      const example = tasks[0];
      output().print(`${environment.id} ${environment.version}: ${environment.summary}
${tasks.length} tasks: ${split(tasks)}; ${skipped.length} cases gave none

${table(
  ["held-out, without a model", "reward", ...beside.map(([header]) => header)],
  [...baselines, { name: "gold answers (ceiling)", mean: ceiling, aboveChance: null, macroF1: null }].map((b) => [
    b.name,
    figure(b.mean),
    ...beside.map(([, key]) => figure(b[key])),
  ]),
)}
${
  example === undefined
    ? ""
    : `\n${example.id}, ${example.provenance.source}, ${example.provenance.licence}, case ${example.provenance.case.id} (${example.provenance.case.cite ?? "no citation"})\n\n${environment
        .prompt(example)
        .map((m) => `[${m.role}]\n${m.content}`)
        .join("\n\n")}\n\n[gold]\n${example.gold}`
}`);
      output().data({
        id,
        version: environment.version,
        range: environment.reward.range,
        tasks: tasks.length,
        skipped: skipped.length,
        ceiling,
        baselines: baselines.map(({ tasks: _, ...baseline }) => baseline),
        example: example === undefined ? null : { task: example, messages: environment.prompt(example) },
      });
    });

  group
    .command("schema")
    .description("what a task is made of and what form answers are asked for, as JSON Schema")
    .argument("<id>", "environment")
    .action((id: string) => {
      const environment = findEnvironment(id);
      const schemas = {
        task: z.toJSONSchema(taskSchema(environment)),
        action: z.toJSONSchema(environment.schema.action),
      };
      output().print(JSON.stringify(schemas, null, 2));
      output().data(schemas);
    });

  withCases(group.command("build").description("write all tasks with prompts, and their card, to a folder"))
    .argument("<id>", "environment")
    .requiredOption("--out <folder>", "where to")
    .option("--variant <name>", "its tasks for evaluation alone, of the held-out parts: see `decisis env list`")
    .option("--strict", "stop at the first broken or duplicate record, or task with a fault", false)
    .option("--audit <day>", "audit the reward first; the figures stand on the card under this day", isoDay)
    .action(async (id: string, options: BuildFolderOptions) => {
      const environment: Environment = findEnvironment(id, options.variant);
      const cases = await casesOf(options, output(), options.strict);
      const built = environment.build(cases, { seed: options.seed });
      const golds = new GoldCheck(environment);
      const tasks = golds.sound(built.tasks, null);
      const faults = golds.reasons();
      // Why a sound case gives no task is no fault.
      if (options.strict && faults.length > 0) throw new UsageError(`${id}: ${faults[0].id}: ${faults[0].reason}`);
      const skipped = [...built.skipped, ...faults];
      refuseEmpty({ usable: tasks }, environment, cases.length, skipped);
      refuseLeaks(tasks);
      const of = (part: Split): Task[] => tasks.filter((t) => t.split === part);
      const cited = citedInTraining(cases, [{ environment, tasks }]);
      for (const part of PARTS) {
        const lines = of(part).map((t) => {
          const known = t.origin === "real" && part !== "train" ? { cited_in_training: cited.has(t.id) } : {};
          return `${JSON.stringify({ ...t, messages: environment.prompt(t), ...known })}\n`;
        });
        writeFileAtomically(join(options.out, `${part}.jsonl`), lines.join(""));
      }
      const manifest = {
        environment: environmentName(environment),
        seed: options.seed,
        tasks: tasks.length,
        parts: Object.fromEntries(PARTS.map((part) => [part, of(part).length])),
        clusters: new Set(tasks.map((t) => t.cluster)).size,
        clustersInTwoParts: leakedClusters(tasks).length,
        sha256: tasksHash(tasks),
        split: splitManifest(cases),
        skipped,
      };
      writeFileAtomically(join(options.out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
      const [train, validation, evaluation] = PARTS.map(of);
      const audit =
        options.audit === undefined
          ? null
          : auditSummary(auditReward({ environment, train, validation, evaluation }), options.audit);
      const card = environmentCard(environment, { tasks, skipped }, audit, cited);
      writeFileAtomically(join(options.out, "card.json"), `${JSON.stringify(card, null, 2)}\n`);
      writeFileAtomically(join(options.out, "card.md"), cardText(card));
      output().print(
        `${tasks.length} tasks (${split(tasks)}) in ${options.out}; ${manifest.clusters} clusters, ${manifest.clustersInTwoParts} in two parts`,
      );
      if (skipped.length > 0) output().print(`not used: ${countedReasons(skipped)} (manifest.json has each one's id)`);
      output().data(manifest);
      if (audit?.passed === false) throw new BarError(...audit.failures.map((failure) => `${id}: audit: ${failure}`));
    });
}

function casesOf(options: CaseOptions, output: Output, strict = false): Promise<readonly SplitCase[]> {
  const { corpus, generated = corpus === undefined ? DEFAULT_CASES : undefined, generatorSeed } = options;
  return loadCases(
    {
      folder: corpus ?? null,
      generated: generated === undefined ? null : withHeldOut({ seed: generatorSeed, cases: generated }),
    },
    generated === undefined ? 0 : 0.5,
    output,
    strict,
  );
}

const split = (tasks: readonly { readonly split: string }[]): string =>
  PARTS.map((part) => `${tasks.filter((t) => t.split === part).length} ${part}`).join(", ");
