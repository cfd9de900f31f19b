import type { Ladder } from "@decisis/graders";
import { auditSubject } from "../environments/audit.ts";
import type { Task } from "../environments/environment.ts";
import { type Finding, f3, percent } from "./check.ts";
import { type Graded, graded, validRange } from "./graded.ts";
import { drawnTasks, everyTask, type SkillSubject } from "./skill-subject.ts";

const GOLDS = 1000;
const LADDERS = 20;
const EPSILON = 1e-9;

/** Every answer gradable without a person: golds through the grader. */
export function checkGolds({ skill, environment }: Pick<SkillSubject, "skill" | "environment">): Finding {
  const { range } = environment.reward;
  const tasks = drawnTasks(everyTask(skill), GOLDS, "golds");
  if (!validRange(range))
    return fault("gold", `the grader declares the range ${range[0]} to ${range[1]}`, "grader", { tasks: tasks.length });
  const found = [...skill.faulty, ...tasks].map((task) => ({ task, grade: graded(environment, task, task.gold) }));
  const unscored = found.filter(({ grade }) => grade.share === null);
  const [first] = unscored;
  if (first !== undefined)
    return fault(
      "gold",
      `${unscored.length} of ${found.length} golds get no score, first ${first.task.id}: ${first.grade.problem}`,
      first.grade.fault ?? "grader",
      { tasks: found.length, below: 0, unscored: unscored.length },
    );
  const ceiling = environment.audit?.(tasks).ceiling;
  const below = found.filter(({ task, grade }) => grade.share! < (ceiling?.(task) ?? 1) - EPSILON);
  const figures = { tasks: found.length, below: below.length, unscored: 0 };
  if (figures.below === 0)
    return {
      id: "gold",
      level: "ok",
      evidence: `${found.length} golds earn all that they can`,
      advice: null,
      figures,
    };
  const [low] = below;
  return {
    id: "gold",
    level: "error",
    evidence: `${figures.below} of ${found.length} golds earn less than they can, first ${low.task.id} with ${percent(low.grade.share!)} of the range`,
    advice: "build no task whose gold does not earn the full reward, or mend the reward",
    figures,
  };
}

function fault(
  id: Finding["id"],
  evidence: string,
  whose: "reference" | "grader",
  figures: Finding["figures"],
): Finding {
  const advice = whose === "grader" ? "mend the grader: an error is no score" : "mend or drop these tasks";
  return { id, level: "error", evidence, advice, figures, fault: whose };
}

/** The declared range is what the code can reach, at both ends. */
export function checkRange({ skill, environment, audit }: SkillSubject): Finding {
  const tasks = drawnTasks(everyTask(skill), 200, "range");
  const shares = tasks.flatMap((task, i) =>
    [task.gold, "", tasks[(i + 1) % tasks.length].gold].flatMap((text) => graded(environment, task, text).share ?? []),
  );
  const lowest = Math.min(...shares);
  const highest = Math.max(...shares, ...audit.classes.map((c) => c.max), audit.gold.max);
  const [low, high] = environment.reward.range;
  const reached = lowest < EPSILON && highest > 1 - EPSILON;
  const value = (share: number): string => f3(low + share * (high - low));
  return {
    id: "range",
    level: reached ? "ok" : "error",
    evidence: `rewards from ${value(lowest)} to ${value(highest)} were seen, ${low} to ${high} are declared`,
    advice: reached ? null : "declare the range that the reward can reach: advantages and reports are shares of it",
    figures: { lowest: low + lowest * (high - low), highest: low + highest * (high - low), min: low, max: high },
  };
}

/** A smooth score: ladders of answers from best to worst earn less from rung to rung, in steps. */
export function checkLadders({ skill, environment, audit, thresholds }: SkillSubject): Finding {
  const rows = drawnTasks(everyTask(skill), 200, "ladders");
  const { ladders = [], pieces } = environment.audit?.(rows) ?? {};
  const tried: Ladder<Task>[] =
    ladders.length > 0
      ? ladders.slice(0, LADDERS)
      : auditSubject(environment, rows.slice(0, LADDERS), { pieces }).rows.map(({ item, gold, pieces: own }) => {
          const known = own?.();
          return {
            item,
            rungs: [gold, ...(known?.middling?.slice(0, 1) ?? []), ...(known?.wrong?.slice(0, 1) ?? []), ""],
          };
        });
  const scores = tried.map(({ item, rungs }) =>
    rungs.map((rung) => graded(environment, item, rung).share ?? Number.NaN),
  );
  const rising = scores.filter((rungs) => rungs.some((share, i) => i > 0 && !(share <= rungs[i - 1] + EPSILON)));
  const flat = scores.filter((rungs) => !(rungs[0] > rungs[rungs.length - 1]));
  const distinct = new Set(scores.flat().map((share) => share.toFixed(6))).size;
  const figures = { ladders: scores.length, rising: rising.length, flat: flat.length, distinct };
  const evidence = `${scores.length} ladders: ${distinct} distinct scores, ${rising.length} rise somewhere, ${flat.length} end where they began`;
  if (audit.closed)
    return {
      id: "ladder",
      level: rising.length > 0 || flat.length > 0 ? "warning" : "ok",
      evidence: `closed labels: ${evidence}`,
      advice:
        rising.length > 0 || flat.length > 0 ? "a wrong answer earns as much as the right one: mend the reward" : null,
      figures,
    };
  const failed = rising.length > 0 || flat.length > 0 || distinct < thresholds.ladder_scores;
  return {
    id: "ladder",
    level: failed ? "error" : "ok",
    evidence,
    advice: failed ? "let parts of an answer count by degrees, worse answers never for more" : null,
    figures,
  };
}

/** Guessing is costly: what constants and answers to other tasks earn. */
export function checkGuessing({ skill, environment, audit, thresholds }: SkillSubject): Finding {
  const tasks = drawnTasks(skill.train, 1000, "guessing");
  const counts = [...Map.groupBy(tasks, (t) => t.gold)].map(([gold, of]) => ({
    gold,
    share: of.length / tasks.length,
  }));
  const frequent = counts.toSorted((a, b) => b.share - a.share).slice(0, 3);
  // The audit's best constant was the best on the few tasks that it drew; what it earns is measured here.
  const constants = new Set(["", ...frequent.map(({ gold }) => gold), audit.bestConstant.completion]);
  const policies = [...constants]
    .map((text) => ({ text, mean: meanShare(tasks, (t) => graded(environment, t, text)) }))
    .sort((a, b) => b.mean - a.mean);
  const random = meanShare(tasks, (t, i) => graded(environment, t, tasks[(i + 1) % tasks.length].gold));
  // A guess that is drawn as the labels are: 1/k where they are even.
  const chance = counts.reduce((sum, { share }) => sum + share ** 2, 0);
  const bound = audit.closed ? chance + thresholds.guess_closed : thresholds.guess;
  const best = Math.max(policies[0].mean, random);
  const failed = best > bound;
  return {
    id: "guessing",
    level: failed ? "error" : "ok",
    evidence: `the best constant ${JSON.stringify(policies[0].text.slice(0, 40))} earns ${percent(policies[0].mean)} of the range, another task's answer ${percent(random)}; at most ${percent(bound)}${audit.closed ? ` (chance ${percent(chance)})` : ""} is fine`,
    advice: failed ? "balance the labels, or let what every answer has in common earn less" : null,
    figures: { constant: policies[0].mean, random, bound, chance: audit.closed ? chance : null },
  };
}

function meanShare(tasks: readonly Task[], grade: (task: Task, i: number) => Graded): number {
  const shares = tasks.flatMap((task, i) => grade(task, i).share ?? []);
  return shares.length === 0 ? 0 : shares.reduce((a, b) => a + b, 0) / shares.length;
}

/** No reward hacking: the audit that a run makes before its first stage. */
export function checkAudit({ audit }: SkillSubject): Finding {
  const { failures, breaches, rows, gradings } = audit;
  return {
    id: "audit",
    level: failures.length === 0 ? "ok" : "error",
    evidence:
      failures.length === 0
        ? `twenty classes of attempts to cheat found no hole, on ${rows} tasks with ${gradings} gradings`
        : `${failures.length} findings on ${rows} tasks: ${failures.join("; ")}`,
    advice:
      failures.length === 0
        ? null
        : 'mend the reward; `decisis train` refuses it without audit: { override: "<reason>" }',
    figures: { rows, gradings, failures: failures.length },
    // A grader that throws or gives no grade has not judged anything.
    ...(breaches.length > 0 ? { fault: "grader" as const } : {}),
  };
}
