import { ofSkill } from "../runs/stages.ts";
import { type Finding, type Level, percent } from "./check.ts";
import { drawnTasks, everyTask, type SkillSubject } from "./skill-subject.ts";

const TASKS = 300;

/** Prompts leave room for an answer: in the model's context, and in the rows of SFT. */
export function checkPromptLength({
  skill,
  environment,
  lengths,
  thresholds,
  grpo,
  sft,
  evaluation,
}: SkillSubject): Finding {
  if (lengths === null)
    return {
      id: "prompt-length",
      level: "info",
      evidence: "the model's tokenizer was not read",
      advice: null,
      figures: {},
    };
  const rows = drawnTasks(everyTask(skill), TASKS, "lengths").map((task) => ({
    prompt: lengths.prompt(environment.prompt(task)),
    gold: lengths.completion(task.gold),
  }));
  const room = Math.max(
    ...[grpo, evaluation].flatMap((s) => (s === null ? [] : ofSkill(s.max_completion_length, environment.id))),
  );
  const left = rows.filter(({ prompt }) => prompt + room > lengths.context).length;
  const cut = sft === null ? 0 : rows.filter(({ prompt, gold }) => prompt + gold > sft.max_length).length;
  const share = Math.max(left, cut) / rows.length;
  const level: Level = share === 0 ? "ok" : share > thresholds.too_long ? "error" : "warning";
  const prompts = rows.map(({ prompt }) => prompt).sort((a, b) => a - b);
  return {
    id: "prompt-length",
    level,
    evidence: `prompts have ${prompts[0]} to ${prompts[prompts.length - 1]} tokens, ${prompts[prompts.length >> 1]} in the middle; ${left} of ${rows.length} leave no room for ${room} more in a context of ${lengths.context}${sft === null ? "" : `, ${cut} with their gold exceed max_length ${sft.max_length}`} (${percent(share)})`,
    advice:
      level === "ok"
        ? null
        : left >= cut
          ? "lower max_completion_length, shorten the prompts, or take a model with a longer context: such tasks are left out"
          : "raise max_length: such rows lose the end of their answer",
    figures: { tasks: rows.length, shortest: prompts[0], longest: prompts[prompts.length - 1], no_room: left, cut },
  };
}
