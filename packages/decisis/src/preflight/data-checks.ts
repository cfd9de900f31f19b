import type { Task } from "../environments/environment.ts";
import { promptHash } from "../runs/fingerprint.ts";
import { above, type Finding, percent, worst } from "./check.ts";
import type { SkillSubject } from "./skill-subject.ts";

/** Balanced labels: the most frequent answer among the training tasks. */
export function checkLabels({ skill, environment, thresholds }: SkillSubject): Finding {
  const { train } = skill;
  const counts = [...Map.groupBy(train, (t) => t.gold)].sort(([, a], [, b]) => b.length - a.length);
  const [gold, tasks] = counts[0];
  const share = tasks.length / train.length;
  const weighted = environment.audit?.(train.slice(0, 1)).ceiling !== undefined;
  const level = share <= thresholds.label_share ? "ok" : weighted ? "warning" : "error";
  return {
    id: "labels",
    level,
    evidence: `${counts.length} different answers to ${train.length} training tasks; the most frequent, ${JSON.stringify(gold.slice(0, 40))}, has ${percent(share)}`,
    advice: level === "ok" ? null : "draw the classes of the training part evenly, or let rare ones weigh more",
    figures: { answers: counts.length, tasks: train.length, largest: share },
  };
}

/** Training tasks that say the same again, and such that say the contrary. */
export function checkDuplicates({ skill, environment, audit, thresholds }: SkillSubject): Finding {
  const { train } = skill;
  const byPrompt = [...Map.groupBy(train, (task) => promptHash(environment.prompt(task))).values()];
  const repeated = byPrompt.reduce((sum, tasks) => sum + tasks.length - 1, 0);
  const contrary = byPrompt.filter((tasks) => new Set(tasks.map((t) => t.gold)).size > 1).length;
  // Labels repeat, as they should; a text that is the answer to two documents is no answer to one of them.
  const golds = audit.closed
    ? 0
    : [...Map.groupBy(train, (t) => t.gold).values()]
        .filter((tasks) => new Set(tasks.map((t) => t.cluster)).size > 1)
        .reduce((sum, tasks) => sum + tasks.length - 1, 0);
  const share = Math.max(repeated, golds) / train.length;
  const level = worst(above(share, 0, thresholds.duplicates), above(contrary / train.length, 0, thresholds.duplicates));
  return {
    id: "duplicates",
    level,
    evidence: `of ${train.length} training tasks ${repeated} repeat the prompt of another, ${golds} its answer from another cluster; ${contrary} prompts have several answers`,
    advice:
      level === "ok" ? null : "drop tasks that stand twice: they weigh double, and contrary ones cannot be learnt",
    figures: { tasks: train.length, prompts: repeated, golds, contrary },
  };
}

/** What is measured was not trained on: document clusters, prompts, and answers that are texts. The counts must be 0. */
export function checkLeaks({ skill, environment, audit }: SkillSubject): Finding {
  const { train, validation, evaluation } = skill;
  const held = new Map([...validation, ...evaluation].map((t) => [t.id, t]));
  const inBoth = (key: (task: Task) => string): number => {
    const known = new Set(train.map(key));
    return [...held.values()].filter((task) => known.has(key(task))).length;
  };
  const clusters = inBoth((t) => t.cluster);
  const prompts = inBoth((t) => promptHash(environment.prompt(t)));
  const golds = audit.closed ? 0 : inBoth((t) => t.gold);
  const leaks = clusters + prompts + golds;
  return {
    id: "leaks",
    level: leaks === 0 ? "ok" : "error",
    evidence: `of ${held.size} held-out tasks ${clusters} share a document cluster with training, ${prompts} a prompt, ${golds} an answer`,
    advice: leaks === 0 ? null : "split by document: what was trained on measures memory",
    figures: { held_out: held.size, clusters, prompts, golds },
  };
}
