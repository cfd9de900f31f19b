import type { Mixture } from "../curriculum/task-schedule.ts";
import type { Stage } from "./stages.ts";

type Refuse = (stage: number, field: string, message: string) => void;

/**
 * Stages as they are trained: each after the one it starts from, with `from`, `mixture` and `learning_rate` filled in. A stage
 * that names none starts from the stage before it in the file that is no control; a control from where its first rival did.
 */
export function resolveStages(
  drafts: readonly Stage[],
  skills: readonly string[],
  lora: boolean,
  refuse: Refuse,
): Stage[] {
  const index = new Map<string, number>();
  drafts.forEach(({ id }, i) => {
    // Stages are folders, and not every file system tells capitals apart.
    if (id.toLowerCase() === "base") refuse(i, "id", `\`${id}\` is the untrained model: choose another name`);
    else if (drafts.slice(0, i).some((s) => s.id.toLowerCase() === id.toLowerCase()))
      refuse(i, "id", `\`${id}\` stands twice: stages need different names, whatever their capitals`);
    else index.set(id, i);
  });
  const starts = drafts.map((draft, i) => startOf(draft, i, drafts, index, refuse));
  const order = trainingOrder(drafts, starts, index, refuse);
  return order.map((i) => {
    const draft = drafts[i];
    const learning_rate = Number.isNaN(draft.learning_rate) ? (lora ? 1e-5 : 1e-6) : draft.learning_rate;
    return { ...draft, from: starts[i], learning_rate, mixture: mixtureOf(draft, i, drafts, skills, index, refuse) };
  });
}

/** Where a stage starts, or `base` where that was refused. */
function startOf(
  draft: Stage,
  i: number,
  drafts: readonly Stage[],
  index: ReadonlyMap<string, number>,
  refuse: Refuse,
): string {
  const rivals = rivalsOf(draft, i, drafts, index, refuse);
  if (rivals.length > 0) {
    const first = rivals[0];
    const start = startOf(drafts[first], first, drafts, index, () => {});
    if (draft.from !== "" && draft.from !== start)
      refuse(i, "from", `a control starts where its rival started: \`${start}\`, or leave \`from\` out`);
    return start;
  }
  if (draft.from === "") {
    const before = drafts.slice(0, i).findLast((s) => s.method === "grpo" || s.control_for.length === 0);
    return before?.id ?? "base";
  }
  if (draft.from === "base" || index.has(draft.from)) return draft.from;
  refuse(i, "from", `no stage \`${draft.from}\`: name a stage of this file, or base`);
  return "base";
}

/** Indices of the stages that a control is the control for. */
function rivalsOf(
  draft: Stage,
  i: number,
  drafts: readonly Stage[],
  index: ReadonlyMap<string, number>,
  refuse: Refuse,
): number[] {
  if (draft.method !== "sft") return [];
  return draft.control_for.flatMap((id) => {
    const rival = index.get(id);
    if (rival === undefined)
      refuse(i, "control_for", `no stage \`${id}\`: a control spends the budget of a grpo stage`);
    else if (drafts[rival].method !== "grpo")
      refuse(i, "control_for", `\`${id}\` is no grpo stage: a control spends the budget of a grpo stage`);
    else return [rival];
    return [];
  });
}

/** Indices in the order of the file, but each stage after those it needs. */
function trainingOrder(
  drafts: readonly Stage[],
  starts: readonly string[],
  index: ReadonlyMap<string, number>,
  refuse: Refuse,
): number[] {
  const order: number[] = [];
  const state = new Map<number, "open" | "done">();
  const visit = (i: number, path: readonly number[]): void => {
    if (state.get(i) === "done") return;
    if (state.get(i) === "open") {
      const cycle = [...path.slice(path.indexOf(i)), i].map((k) => drafts[k].id);
      refuse(i, "from", `starts from itself by way of ${cycle.join(" → ")}: let one of them start from base`);
      return;
    }
    state.set(i, "open");
    const draft = drafts[i];
    const needed = [starts[i], ...(draft.method === "sft" ? draft.control_for : [])].flatMap(
      (id) => index.get(id) ?? [],
    );
    for (const k of needed) visit(k, [...path, i]);
    state.set(i, "done");
    order.push(i);
  };
  drafts.forEach((_, i) => {
    visit(i, []);
  });
  return order;
}

function mixtureOf(
  draft: Stage,
  i: number,
  drafts: readonly Stage[],
  skills: readonly string[],
  index: ReadonlyMap<string, number>,
  refuse: Refuse,
): Mixture {
  const names = Object.keys(draft.mixture);
  for (const name of names) {
    const [skill, origin] = name.split("/");
    if (origin !== undefined && names.includes(skill))
      refuse(
        i,
        "mixture",
        `\`${skill}\` stands beside \`${name}\`: name real and generated apart, or the skill as a whole`,
      );
    if (skills.includes(skill)) continue;
    refuse(
      i,
      "mixture",
      `no environment \`${skill}\` in this file: there ${skills.length === 1 ? "is" : "are"} ${skills.join(", ")}`,
    );
  }
  if (Object.keys(draft.mixture).length > 0) return draft.mixture;
  const rivals = draft.method === "sft" ? draft.control_for.flatMap((id) => index.get(id) ?? []) : [];
  if (rivals.length === 0) return Object.fromEntries(skills.map((skill) => [skill, 1]));
  // As its rivals together, each by the completions it trains on.
  const mixture: Record<string, number> = {};
  for (const k of rivals) {
    const rival = drafts[k];
    if (rival.method !== "grpo") continue;
    const own = mixtureOf(rival, k, drafts, skills, index, () => {});
    const sum = Object.values(own).reduce((a, b) => a + b, 0);
    const { steps, prompts_per_step, num_generations, down_sample_to, num_iterations } = rival;
    const completions = steps * prompts_per_step * (down_sample_to ?? num_generations) * num_iterations;
    for (const [skill, weight] of Object.entries(own))
      mixture[skill] = (mixture[skill] ?? 0) + (completions * weight) / sum;
  }
  return mixture;
}
