import { skillOf } from "../curriculum/task-schedule.ts";
import { table } from "../report/terminal-table.ts";
import type { RunPlan } from "../runs/run.ts";
import type { RunFile, Stage } from "../runs/run-file.ts";
import { largest, ofSkill } from "../runs/stages.ts";

/** What a run would do and how large it is, for `--dry-run`. */
export function describePlan({ description }: RunPlan): string {
  const { config, environments, model } = description;
  const stages = table(
    ["stage", "from", "method", "skills", "steps", "completions", "tokens at most", "learning rate"],
    config.stages.map((s) => [
      s.id,
      s.from,
      s.method === "grpo"
        ? `grpo (${s.preset})`
        : s.control_for.length === 0
          ? "sft"
          : `sft, control for ${s.control_for.length === 1 ? s.control_for[0] : `${s.control_for.length} stages`}`,
      mixture(s),
      steps(s),
      s.method === "grpo" ? String(completions(s)) : "–",
      s.method === "grpo" ? String(completions(s) * longest(s)) : "–",
      String(s.learning_rate),
    ]),
  );
  const bytes = model.files.reduce((sum, f) => sum + f.bytes, 0);
  const skills = table(
    ["skill", "version", "train", "validation", config.evaluation.split, "clusters", "cases without a task"],
    environments.map(({ id, version, tasks }) => [
      id,
      version,
      ...[tasks.train, tasks.validation, tasks.evaluation, tasks.clusters, tasks.skipped_cases].map(String),
    ]),
  );
  const evaluated = environments.reduce((sum, e) => sum + e.tasks.evaluation, 0);
  return `${description.name}, seeds ${config.seeds.join(", ")}
model ${model.folder}, ${(bytes / 1e6).toFixed(1)} MB, ${config.lora === null ? "full fine-tuning" : `lora r ${config.lora.r}`}

${skills}

${stages}

per seed ${evaluations(config, evaluated)} completions of evaluation, ${largest(config.evaluation.max_completion_length)} tokens each at most
nothing was trained: this was a dry run`;
}

const completions = (s: Stage & { method: "grpo" }): number => s.steps * s.prompts_per_step * s.num_generations;

/** Tokens of the longest answer to a task that the stage draws. */
const longest = ({ mixture: shares, max_completion_length }: Stage): number =>
  Math.max(...Object.keys(shares).map((source) => ofSkill(max_completion_length, skillOf(source))));

function mixture({ mixture: shares }: Stage): string {
  const sum = Object.values(shares).reduce((a, b) => a + b, 0);
  const names = Object.entries(shares);
  return names.length === 1
    ? names[0][0]
    : names.map(([skill, w]) => `${skill} ${Math.round((100 * w) / sum)} %`).join(", ");
}

function steps(s: Stage): string {
  if (s.method === "grpo") return String(s.steps);
  if (s.max_steps === null) return "by token budget";
  return s.patience === null ? String(s.max_steps) : `at most ${s.max_steps}`;
}

function evaluations({ stages, evaluation }: RunFile, tasks: number): number {
  return (stages.length + 1) * tasks * (evaluation.samples_per_task + (evaluation.greedy ? 1 : 0));
}
