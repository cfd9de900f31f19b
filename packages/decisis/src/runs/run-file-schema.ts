import { z } from "zod";
import { refusedCombinations } from "./refused-combinations.ts";
import type { EvaluationOptions, GeneratedCases, RunFile } from "./run-file.ts";
import { MOST_ROWS, name, stageSchema } from "./stage-schema.ts";
import type { LoraOptions, Stage } from "./stages.ts";

const HELD_OUT_SEEDS = 1_000_000;

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

const environment = z.strictObject({
  id: name.describe("Environment, as in `decisis env list`."),
  seed: z.int().min(0).default(0).describe("Seed of whatever the tasks leave to chance."),
  include_generated: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe("Largest share of generated tasks among the training tasks, where the corpus has a folder too."),
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
  max_completion_length: z.int().min(1).default(256),
});

/** The run file: what `decisis train` reads, and what its JSON Schema is generated from. */
export const runFileSchema: z.ZodType<RunFile> = z
  .strictObject({
    name: name.describe("Name of the run."),
    model: z.string().min(1).describe("Model folder (Hugging Face layout), relative to this file."),
    corpus,
    environment,
    seeds: z
      .array(z.int().min(0))
      .min(1)
      .default([1])
      .describe("Training seeds; each trains the whole run again. Several make a claim."),
    engine: z
      .strictObject({
        id: z.enum(["embedded"]).default("embedded"),
        threads: z.int().min(1).max(1024).nullable().default(null).describe("null = all cores."),
      })
      .prefault({}),
    lora: lora.nullable().default(null).describe("Adapter; null = full fine-tuning."),
    stages: z.array(stageSchema).min(1).describe("Trained in this order."),
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

    const stages: Stage[] = [];
    for (const [i, draft] of file.stages.entries()) {
      const at = ["stages", i];
      const earlier = new Map(stages.map((s) => [s.id, s]));
      const taken = takenName(draft.id);
      if (taken !== null) refuse([...at, "id"], `\`${draft.id}\` ${taken}: choose another name`);
      if (stages.some((s) => s.id.toLowerCase() === draft.id.toLowerCase()))
        refuse([...at, "id"], `\`${draft.id}\` stands twice: stages need different names, whatever their capitals`);

      const rival = draft.method === "sft" && draft.control_for !== null ? earlier.get(draft.control_for) : undefined;
      if (draft.method === "sft" && draft.control_for !== null && rival?.method !== "grpo")
        refuse(
          [...at, "control_for"],
          rival === undefined
            ? `no stage \`${draft.control_for}\` before this one: a control comes after the stage whose budget it spends`
            : `\`${rival.id}\` is no grpo stage: a control spends the budget of a grpo stage`,
        );
      if (rival !== undefined && draft.from !== "" && draft.from !== rival.from)
        refuse([...at, "from"], `a control starts where its rival started: \`${rival.from}\`, or leave \`from\` out`);

      const before = stages.findLast((s) => s.method === "grpo" || s.control_for === null);
      const from = draft.from || (rival?.from ?? before?.id ?? "base");
      if (from !== "base" && !earlier.has(from))
        refuse([...at, "from"], `no stage \`${from}\` before this one: name an earlier stage, or base`);

      const learning_rate = Number.isNaN(draft.learning_rate) ? (file.lora ? 1e-5 : 1e-6) : draft.learning_rate;
      const stage = { ...draft, from, learning_rate };
      for (const { field, message } of refusedCombinations(stage, { engine: file.engine.id, lora: file.lora }))
        refuse([...at, field], message);
      stages.push(stage);
    }
    return {
      ...file,
      corpus: {
        folder: file.corpus.folder ?? null,
        generated: file.corpus.generated === undefined ? null : withHeldOut(file.corpus.generated),
      },
      stages,
    };
  });

/** Stages, the untrained model and the baselines keep their evaluations in one folder, by name. */
function takenName(id: string): string | null {
  const file = id.toLowerCase();
  if (file === "base") return "is the untrained model";
  if (file === "baselines") return "is the file of the baselines";
  return file.endsWith(".greedy") ? "ends as the files of greedy evaluations do" : null;
}

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

const repeated = (xs: readonly number[]): number[] => xs.map((_, i) => i).filter((i) => xs.indexOf(xs[i]) < i);
