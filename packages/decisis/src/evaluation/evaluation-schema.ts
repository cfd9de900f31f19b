import { z } from "zod";
import { meanOf } from "./evaluate.ts";
import type { Evaluation, TaskScore } from "./evaluation-file.ts";

const natural = z.int().nonnegative();
const share = z.number().min(0).max(1).nullable();

const sample = z.looseObject({
  completion: z.string(),
  tokens: natural.nullable(),
  truncated: z.boolean(),
  reward: z.number().nullable(),
  exact: share,
  sub_rewards: z.record(z.string(), z.number().nullable()),
  failed_gate: z.string().nullable(),
  fault: z.enum(["model", "reference", "grader"]).nullable(),
  reasons: z.array(z.string()),
  error: z.looseObject({ flag: z.string(), details: z.string() }).nullable(),
  finish_reason: z.string().nullish(),
});

const task = z.looseObject({
  id: z.string().min(1),
  cluster: z.string(),
  prompt_hash: z.string().optional(),
  reward: z.number().nullable(),
  exact: share,
  samples: z.array(sample),
});

const sampling = z.looseObject({
  seed: natural.nullable(),
  temperature: z.number().nonnegative().nullable(),
  samples_per_task: z.int().positive().nullable(),
  max_completion_length: natural.nullable(),
});

/**
 * What a stored evaluation has to be: the fields, every reward inside the declared range, no task twice, and scores of tasks
 * that are the means of their samples. All that reads evaluations relies on it. The summary is not asked for, since it follows
 * from the tasks.
 */
export const evaluationSchema: z.ZodType = z
  .looseObject({
    format: z.literal(1),
    stage: z.string(),
    mode: z.enum(["sampled", "greedy"]),
    environment: z.looseObject({ id: z.string().min(1), version: z.string(), variant: z.string().optional() }),
    split: z.string(),
    seed: natural,
    sampling: sampling.nullable(),
    source: z.looseObject({ kind: z.enum(["endpoint", "file"]) }).optional(),
    range: z
      .tuple([z.number(), z.number()])
      .refine(([low, high]) => low < high && Number.isFinite(high - low), "no range of rewards"),
    tasks: z.array(task),
  })
  .superRefine((value, context) => {
    const [place, message] = contradiction(value as unknown as Evaluation) ?? [];
    if (place !== undefined) context.addIssue({ code: "custom", path: [...place], message: message! });
  });

type Contradiction = readonly [place: readonly (string | number)[], message: string];

/** The first task that contradicts the others or itself. */
function contradiction({ range, tasks }: Evaluation): Contradiction | null {
  const ids = new Set<string>();
  for (const [i, t] of tasks.entries()) {
    const [field, message] = ids.has(t.id) ? ["id", `task ${t.id} stands there twice`] : (wrongScore(t, range) ?? []);
    if (field !== undefined) return [["tasks", i, field], message!];
    ids.add(t.id);
  }
  return null;
}

function wrongScore({ reward, exact, samples }: TaskScore, [low, high]: Evaluation["range"]): string[] | null {
  const outside = samples.find((s) => s.reward !== null && !(s.reward >= low && s.reward <= high));
  if (outside !== undefined) return ["samples", `a reward of ${outside.reward} is outside the range ${low} to ${high}`];
  if (
    !isMean(
      reward,
      samples.map((s) => s.reward),
      high - low,
    )
  )
    return ["reward", "not the mean over the samples"];
  if (
    !isMean(
      exact,
      samples.map((s) => s.exact),
      1,
    )
  )
    return ["exact", "not the mean over the samples"];
  return null;
}

/** Whether `mean` is the mean of what is not null, up to rounding at this scale; `null` is the mean of nothing. */
function isMean(mean: number | null, values: readonly (number | null)[], scale: number): boolean {
  const known = meanOf(values);
  return mean === null || known === null ? mean === known : Math.abs(mean - known) <= 1e-9 * scale;
}
