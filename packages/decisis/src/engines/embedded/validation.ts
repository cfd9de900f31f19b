import type { LanguageModel } from "@decisis/lm";
import type { StageJob } from "../engine.ts";
import { sampleCompletions } from "./sample-completions.ts";
import { tokenizeTasks } from "./tokenized-task.ts";

/**
 * Mean reward of one sampled completion per validation task (temperature 1, the same random draws every time) and the
 * token-weighted loss on their golds. `null` reward: nothing could be scored.
 */
export async function validate(
  model: LanguageModel,
  job: StageJob,
  maxCompletionLength: number,
): Promise<Record<string, number | null>> {
  const { tasks } = tokenizeTasks(model, job.validation, maxCompletionLength);
  if (tasks.length === 0) return {};
  const completions = await sampleCompletions(
    model,
    tasks.map((t) => ({ ids: t.promptIds, stream: t.id })),
    { seed: job.seed, temperature: 1, samplesPerPrompt: 1, maxCompletionLength },
  );
  const grades = tasks.map((t, i) => job.grade(t.id, completions[i][0].text));
  const rewards = grades.flatMap((g) => (g.reward === null ? [] : [g.reward]));
  const scores = await model.score(
    tasks.map((t) => ({ promptIds: t.promptIds, completions: [t.goldIds] })),
    1,
  );
  const goldTokens = scores.flatMap((group) => group.map((s) => s.logp)).flatMap((l) => [...l]);
  const lengths = completions.map((c) => c[0].tokenIds.length);
  const mean = (xs: readonly number[]): number | null => (xs.length ? xs.reduce((a, b) => a + b, 0) / xs.length : null);
  return {
    eval_reward: mean(rewards),
    eval_loss: mean(goldTokens.map((l) => -l)),
    "eval_completions/mean_length": mean(lengths),
    "eval_completions/clipped_ratio": mean(completions.map((c) => Number(c[0].truncated))),
    eval_frac_unscorable: 1 - rewards.length / grades.length,
  };
}
