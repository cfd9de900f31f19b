import { CLASS_NUMBERS } from "@decisis/graders";
import { groupSpread } from "../engines/embedded/group-spread.ts";
import { scoredTasks } from "../evaluation/evaluation-file.ts";
import { ofSkill } from "../runs/stages.ts";
import { mean, standardDeviation } from "../statistics/moments.ts";
import { type Finding, f3, type Level, percent, worst } from "./check.ts";
import type { SkillSubject } from "./skill-subject.ts";

const BINS = 5;
/** Classes of the audit that are no answers at all: empty, prompt echo, all options, keywords, shell, repetition, injection, master keys. */
const PROBES: ReadonlySet<number> = new Set(CLASS_NUMBERS.filter((n) => [1, 2, 3, 6, 11, 12, 16, 17].includes(n)));
const NOT_YET = "SFT comes first in this run: look again with --model once its checkpoint is there";

const unmeasured = (id: Finding["id"]): Finding => ({
  id,
  level: "info",
  evidence: "no completions were sampled",
  advice: null,
  figures: {},
});

/** The baseline: the model's mean reward is at neither end, and most of it is scored at all. */
export function checkBaseline({ measured, decisive, thresholds }: SkillSubject): Finding {
  if (measured === null) return unmeasured("baseline");
  const shares = scoredTasks(measured).map((t) => t.score);
  const samples = measured.tasks.reduce((sum, t) => sum + t.samples.length, 0);
  const lost = samples === 0 ? 0 : measured.summary.unscorable / samples;
  if (shares.length === 0 || lost > thresholds.unscorable)
    return {
      id: "baseline",
      level: "error",
      evidence: `${measured.summary.unscorable} of ${samples} completions have no score`,
      advice: "mend what keeps completions from being scored: they are dropped from their groups",
      figures: { samples, unscorable: lost },
      fault: "grader",
    };
  const average = mean(shares);
  const { baseline_end, baseline_low, baseline_high } = thresholds;
  const floor = average <= baseline_end;
  const ceiling = average >= 1 - baseline_end;
  const outside = average < baseline_low || average > baseline_high;
  const level: Level = ceiling || (floor && decisive) ? "error" : outside ? "warning" : "ok";
  const what = floor
    ? "all at the floor"
    : ceiling
      ? "all at the ceiling"
      : outside
        ? "outside the useful range"
        : "useful";
  return {
    id: "baseline",
    level,
    evidence: `mean ${f3(average)} of the range ± ${f3(standardError(shares))} on ${shares.length} tasks (${what}); completions from worst to best fifth of the range: ${histogram(measured).join(", ")}`,
    advice:
      level === "ok"
        ? null
        : ceiling
          ? "the task is solved: train something harder"
          : decisive
            ? "begin with SFT, with easier tasks, or let parts of an answer count"
            : NOT_YET,
    figures: { mean: average, tasks: shares.length, samples, unscorable: lost },
  };
}

/** Completions by their reward, from the lowest to the highest fifth of the range. */
function histogram({ range: [low, high], tasks }: NonNullable<SkillSubject["measured"]>): number[] {
  const bins = Array<number>(BINS).fill(0);
  for (const { reward } of tasks.flatMap((t) => t.samples))
    if (reward !== null) bins[Math.min(BINS - 1, Math.floor((BINS * (reward - low)) / (high - low)))]++;
  return bins;
}

/** Already solved now and then: groups whose rewards differ carry the gradient. */
export function checkSignal({ measured, decisive, thresholds }: SkillSubject): Finding {
  if (measured === null) return unmeasured("signal");
  const [low, high] = measured.range;
  const groups = measured.tasks
    .map((t) => t.samples.map((s) => s.reward))
    .filter((g) => g.filter((r) => r !== null).length > 1);
  if (groups.length === 0)
    return { ...unmeasured("signal"), evidence: "one completion a task: nothing is known of groups" };
  const spreads = groups.map((group) => groupSpread(group, measured.range)!);
  const varied = spreads.filter((s) => s > 0).length / groups.length;
  const rewards = groups.map((g) => g.filter((r) => r !== null));
  const best = mean(rewards.map((g) => (Math.max(...g) - low) / (high - low)));
  const none = rewards.filter((g) => g.every((r) => r <= low)).length;
  const all = rewards.filter((g) => g.every((r) => r >= high)).length;
  const level: Level = varied >= thresholds.varied_groups ? "ok" : decisive ? "error" : "warning";
  return {
    id: "signal",
    level,
    evidence: `${percent(varied)} of ${groups.length} groups have differing rewards (spread ${f3(mean(spreads))} of the largest possible); ${none} groups earn nothing, ${all} everything; best of ${Math.max(...rewards.map((g) => g.length))}: ${f3(best)}`,
    advice:
      level === "ok"
        ? null
        : decisive
          ? "groups of equal rewards teach nothing: more SFT, other tasks, or partial credit"
          : NOT_YET,
    figures: {
      groups: groups.length,
      varied,
      best,
      none: none / groups.length,
      all: all / groups.length,
      spread: mean(spreads),
    },
  };
}

/** No attempt to cheat beats the model that is to be trained. */
export function checkProbes({ measured, audit, decisive }: SkillSubject): Finding {
  const probes = audit.classes.filter((c) => PROBES.has(c.number) && c.n > 0).toSorted((a, b) => b.mean - a.mean);
  const [first] = probes;
  const shares = measured === null ? [] : scoredTasks(measured).map((t) => t.score);
  if (first === undefined || shares.length === 0) return unmeasured("probes");
  const average = mean(shares);
  const beaten = probes.filter((p) => p.mean > average + 2 * standardError(shares));
  const level: Level = beaten.length === 0 ? "ok" : decisive ? "error" : "info";
  return {
    id: "probes",
    level,
    evidence: `${beaten.length} of ${probes.length} kinds of empty attempts earn more than the model's ${f3(average)}; the best, ${first.name}, ${f3(first.mean)}`,
    advice:
      beaten.length === 0
        ? null
        : decisive
          ? "GRPO would find them first: mend the reward, or begin with SFT"
          : NOT_YET,
    figures: { baseline: average, best: first.mean, beaten: beaten.length },
  };
}

/** Lengths against their limits: prompts, golds, and sampled completions. */
export function checkCompletionLength({
  measured,
  decisive,
  thresholds,
  lengths,
  skill,
  grpo,
  sft,
  evaluation,
}: SkillSubject): Finding {
  const limit = Math.min(
    ...[grpo, sft, evaluation].flatMap((s) =>
      s === null ? [] : ofSkill(s.max_completion_length, skill.environment.id),
    ),
  );
  const golds = lengths === null ? [] : skill.train.slice(0, 200).map((t) => lengths.completion(t.gold));
  const long = golds.filter((n) => n > limit).length;
  const clipped = measured?.summary.clipped_ratio ?? null;
  if (golds.length === 0 && clipped === null)
    return { ...unmeasured("completion-length"), evidence: "no lengths are known" };
  const unwritable: Level = long === 0 ? "ok" : long / golds.length > thresholds.too_long ? "error" : "warning";
  const cut: Level =
    clipped === null || clipped <= thresholds.clipped_warning
      ? "ok"
      : clipped > thresholds.clipped && decisive
        ? "error"
        : "warning";
  const level = worst(unwritable, cut);
  return {
    id: "completion-length",
    level,
    evidence: [
      ...(golds.length > 0
        ? [`${long} of ${golds.length} golds are longer than ${limit} tokens, the longest has ${Math.max(...golds)}`]
        : []),
      ...(clipped !== null ? [`the limit cuts ${percent(clipped)} of the sampled completions`] : []),
    ].join("; "),
    advice:
      level === "ok"
        ? null
        : unwritable !== "ok"
          ? "raise max_completion_length"
          : decisive
            ? "raise max_completion_length, or teach the model to end"
            : NOT_YET,
    figures: {
      limit,
      golds: golds.length,
      too_long: long,
      longest: golds.length > 0 ? Math.max(...golds) : null,
      clipped,
    },
  };
}

const standardError = (shares: readonly number[]): number =>
  (standardDeviation(shares) ?? 0) / Math.sqrt(shares.length);
