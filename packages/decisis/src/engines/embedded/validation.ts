import type { LanguageModel } from "@decisis/lm";
import type { BySkill } from "../../runs/stages.ts";
import type { StageJob } from "../engine.ts";
import { gradedMetrics } from "./rollout-metrics.ts";
import { sampleBySkill } from "./sample-completions.ts";
import { TaskTokens } from "./tokenized-task.ts";

/**
 * Rewards and lengths of one sampled completion per validation task (temperature 1, the same random draws every time) and the
 * token-weighted loss on their golds, all under `eval_`. A `null` reward: nothing could be scored.
 */
export async function validate(
  model: LanguageModel,
  job: StageJob,
  longest: BySkill,
): Promise<Record<string, number | null>> {
  const tokens = new TaskTokens(model, job.validation, longest);
  const tasks = tokens.tasks.map((t) => tokens.of(t, 0));
  if (tasks.length === 0) return {};
  const completions = await sampleBySkill(
    model,
    tasks.map((t) => ({ skill: t.skill, ids: t.promptIds, stream: t.id })),
    { seed: job.seed, temperature: 1, samplesPerPrompt: 1, maxCompletionLength: longest },
  );
  const graded = tasks.map((t, i) => {
    const [completion] = completions[i];
    return [{ skill: t.skill, completion, grade: job.grade(t.id, 0, completion.text) }];
  });
  const scores = await model.score(tasks.map((t) => ({ promptIds: t.promptIds, completions: [t.goldIds] })));
  const goldLogps = scores.flatMap(([gold]) => [...gold.logp]);
  const { frac_reward_zero_std: _, ...metrics } = gradedMetrics(
    graded,
    "group",
    new Set(tasks.map((t) => t.skill)).size,
  );
  return {
    ...Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`eval_${name}`, value])),
    eval_loss: -goldLogps.reduce((a, b) => a + b, 0) / goldLogps.length,
  };
}
