import { table } from "../report/terminal-table.ts";
import type { RunPlan } from "../runs/run.ts";
import type { RunFile, Stage } from "../runs/run-file.ts";

/** What a run would do and how large it is, for `--dry-run`. */
export function describePlan({ description }: RunPlan): string {
  const { config, tasks, environment, model } = description;
  const stages = table(
    ["stage", "from", "method", "steps", "completions", "tokens at most", "learning rate"],
    config.stages.map((s) => [
      s.id,
      s.from,
      s.method === "grpo" ? `grpo (${s.preset})` : s.control_for === null ? "sft" : `sft, control for ${s.control_for}`,
      steps(s),
      s.method === "grpo" ? String(completions(s)) : "–",
      s.method === "grpo" ? String(completions(s) * s.max_completion_length) : "–",
      String(s.learning_rate),
    ]),
  );
  const bytes = model.files.reduce((sum, f) => sum + f.bytes, 0);
  return `${description.name}: ${environment.id} ${environment.version}, seeds ${config.seeds.join(", ")}
model ${model.folder}, ${(bytes / 1e6).toFixed(1)} MB, ${config.lora === null ? "full fine-tuning" : `lora r ${config.lora.r}`}
tasks ${tasks.train} train, ${tasks.validation} validation, ${tasks.evaluation} ${config.evaluation.split} (${tasks.skipped_cases} cases gave none)

${stages}

per seed ${evaluations(config, tasks.evaluation)} completions of evaluation, ${config.evaluation.max_completion_length} tokens each at most
nothing was trained: this was a dry run`;
}

const completions = (s: Stage & { method: "grpo" }): number => s.steps * s.prompts_per_step * s.num_generations;

function steps(s: Stage): string {
  if (s.method === "grpo") return String(s.steps);
  if (s.max_steps === null) return "by token budget";
  return s.patience === null ? String(s.max_steps) : `at most ${s.max_steps}`;
}

function evaluations({ stages, evaluation }: RunFile, tasks: number): number {
  return (stages.length + 1) * tasks * (evaluation.samples_per_task + (evaluation.greedy ? 1 : 0));
}
