import { z } from "zod";
import { refusedCombinations } from "./refused-combinations.ts";
import { resolveStages } from "./resolve-stages.ts";
import type {
  AuditSettings,
  EnvironmentOptions,
  EvaluationOptions,
  GateOptions,
  GeneratedCases,
  RunFile,
} from "./run-file.ts";
import { bySkill, MOST_ROWS, name, stageSchema } from "./stage-schema.ts";
import type { BySkill, LoraOptions } from "./stages.ts";

const HELD_OUT_SEEDS = 1_000_000;
/** Stages, skills or seeds: more than any run in earnest, few enough that each may be held against every other. */
const MOST_LISTED = 1000;

const corpus = z.strictObject({
  folder: z
    .string()
    .min(1)
    .optional()
    .describe("Folder of imported cases, relative to this file. `--corpus` replaces it."),
  generated: z
    .strictObject({
      seed: z
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER - HELD_OUT_SEEDS)
        .default(0)
        .describe("Generator seed of the cases trained and validated on."),
      cases: z.int().min(1).max(1_000_000).describe("How many fictional cases each seed generates."),
      held_out_seed: z
        .int()
        .min(0)
        .optional()
        .describe(
          "Generator seed of the test cases. Default: seed + 1,000,000, so that no test case shares a seed with training.",
        ),
    })
    .optional()
    .describe("Fictional cases, generated from a seed: no corpus has to be fetched."),
});

const environment: z.ZodType<EnvironmentOptions> = z.strictObject({
  id: name.describe("Environment, as in `decisis env list`."),
  seed: z.int().min(0).default(0).describe("Seed of whatever the tasks leave to chance."),
  include_generated: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe("Largest share of generated tasks among the training tasks, where the corpus has a folder too."),
  twins: z
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe(
      "Perturbed twins of training cases, which count as generated tasks. bluebook-citation: of each real one, with invented names, places in the reports and mostly another case's second party. irac-summary and treatment: of each, with words exchanged throughout.",
    ),
  max_train_tasks: z.int().min(1).nullable().default(null).describe("Training tasks to use; null = all."),
});

const lora: z.ZodType<LoraOptions> = z.strictObject({
  r: z.int().min(1).max(65_536).default(16).describe("Rank."),
  alpha: z.number().positive().default(32).describe("Scale: the update is multiplied by alpha / r."),
  target_modules: z
    .union([z.literal("all-linear"), z.array(z.string().min(1)).min(1)])
    .default("all-linear")
    .describe("Layers that get an adapter."),
  use_rslora: z.boolean().default(false).describe("Multiply by alpha / sqrt(r) instead."),
});

const evaluation: z.ZodType<EvaluationOptions> = z.strictObject({
  split: z.enum(["validation", "test"]).default("test").describe("Held-out part that final figures come from."),
  tasks: z.int().min(1).nullable().default(200).describe("Most tasks to evaluate on; null = all that is held out."),
  temperature: z.number().positive().default(1),
  samples_per_task: z.int().min(1).max(MOST_ROWS).default(1),
  greedy: z.boolean().default(true).describe("Greedy completions beside the sampled ones."),
  max_completion_length: bySkill(z.int().min(1))
    .default(256)
    .describe("Longest answer in tokens: one number, or one for each skill by its environment."),
});

const gate: z.ZodType<GateOptions> = z.strictObject({
  action: z
    .enum(["off", "replay", "stop"])
    .default("off")
    .describe(
      "Where a stage made an earlier skill worse: train on with that skill mixed in, stop the run, or nothing.",
    ),
  tasks: z.int().min(2).default(200).describe("Most validation tasks of each skill to judge by."),
  shares: z
    .array(z.number().gt(0).max(1))
    .min(1)
    .default([0.25, 0.5])
    .describe("Shares of the draws that go to lost skills, tried in this order until nothing is lost any more."),
  length: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe("Steps of one repair, as a share of the steps of the stage that it repairs."),
});

const audit: z.ZodType<AuditSettings> = z.strictObject({
  override: z
    .string()
    .trim()
    .min(1, "say why, in words: it stands in run.json and in every report")
    .nullable()
    .default(null)
    .describe(
      "Why this run may train on a reward that fails its audit; it stands in run.json and in every report. null = such a run is refused.",
    ),
});

/** The run file: what `decisis train` reads, and what its JSON Schema is generated from. */
export const runFileSchema: z.ZodType<RunFile> = z
  .strictObject({
    name: name.describe("Name of the run."),
    model: z.string().min(1).describe("Model folder (Hugging Face layout), relative to this file."),
    corpus,
    environments: z
      .array(environment)
      .min(1)
      .max(MOST_LISTED)
      .describe("The skills: trained on as the stages' mixtures say, all of them measured after every stage."),
    seeds: z
      .array(z.int().min(0))
      .min(1)
      .max(MOST_LISTED)
      .default([1])
      .describe("Training seeds; each trains the whole run again. Several make a claim."),
    engine: z
      .strictObject({
        id: z.enum(["embedded"]).default("embedded"),
        threads: z.int().min(1).max(1024).nullable().default(null).describe("null = all cores."),
      })
      .prefault({}),
    lora: lora.nullable().default(null).describe("Adapter; null = full fine-tuning."),
    stages: z
      .array(stageSchema)
      .min(1)
      .max(MOST_LISTED)
      .describe("Trained in this order, each after the one that it starts from."),
    gate: gate.prefault({}).describe("What happens where a stage costs an earlier skill."),
    audit: audit.prefault({}).describe("What happens where a reward fails its audit before training."),
    evaluation: evaluation.prefault({}),
  })
  .transform((file, ctx): RunFile => {
    const refuse = (path: (string | number)[], message: string): void =>
      ctx.addIssue({ code: "custom", path, message, input: undefined });

    if (file.corpus.folder === undefined && file.corpus.generated === undefined)
      refuse(["corpus"], "is empty: give a folder, or generated: { seed, cases }");
    if (file.corpus.generated?.held_out_seed === file.corpus.generated?.seed && file.corpus.generated !== undefined)
      refuse(["corpus", "generated", "held_out_seed"], "is the seed that is trained on: test cases need another");
    repeated(file.seeds).forEach((i) => {
      refuse(["seeds", i], `seed ${file.seeds[i]} stands twice: the same run again is no new evidence`);
    });

    const skills = file.environments.map((e) => e.id);
    repeated(skills).forEach((i) => {
      refuse(["environments", i, "id"], `\`${skills[i]}\` stands twice: list each environment once`);
    });
    // A repair may mix in any skill, so that every stage has to say something of all of them.
    const nameAll = (path: (string | number)[], value: BySkill): void => {
      if (typeof value === "number") return;
      for (const skill of Object.keys(value).filter((id) => !skills.includes(id)))
        refuse([...path, skill], `\`${skill}\` is no environment of this run`);
      for (const skill of skills.filter((id) => !Object.hasOwn(value, id)))
        refuse(path, `says nothing of \`${skill}\`: give every skill a number`);
    };
    nameAll(["evaluation", "max_completion_length"], file.evaluation.max_completion_length);
    file.stages.forEach((stage, i) => {
      nameAll(["stages", i, "max_completion_length"], stage.max_completion_length);
      if (stage.method === "grpo") nameAll(["stages", i, "temperature"], stage.temperature);
    });
    const stages = resolveStages(file.stages, skills, file.lora !== null, (i, field, message) =>
      refuse(["stages", i, field], message),
    );
    for (const stage of stages)
      for (const { field, message } of refusedCombinations(stage, { engine: file.engine.id, lora: file.lora }))
        refuse(["stages", file.stages.findIndex((s) => s.id === stage.id), field], message);
    return {
      ...file,
      corpus: {
        folder: file.corpus.folder ?? null,
        generated: file.corpus.generated === undefined ? null : withHeldOut(file.corpus.generated),
      },
      stages,
    };
  });

/** Test cases come from a generator seed of their own. */
export const withHeldOut = (g: {
  readonly seed: number;
  readonly cases: number;
  readonly held_out_seed?: number;
}): GeneratedCases => ({
  seed: g.seed,
  cases: g.cases,
  held_out_seed: g.held_out_seed ?? g.seed + HELD_OUT_SEEDS,
});

const repeated = (xs: readonly unknown[]): number[] => xs.map((_, i) => i).filter((i) => xs.indexOf(xs[i]) < i);
