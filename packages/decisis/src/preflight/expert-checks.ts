import { scoredTasks } from "../evaluation/evaluation-file.ts";
import { mean } from "../statistics/moments.ts";
import { type Finding, f3 } from "./check.ts";
import type { SkillSubject } from "./skill-subject.ts";

/** Experts agree on the right answer. */
export function checkAgreement({ experts, thresholds }: SkillSubject): Finding {
  const kappa = experts?.kappa ?? null;
  const good = kappa !== null && kappa >= thresholds.kappa;
  return {
    id: "agreement",
    level: good ? "ok" : "warning",
    evidence: kappa === null ? "no double labels were supplied" : `two people agree with a kappa of ${f3(kappa)}`,
    advice: good
      ? null
      : kappa === null
        ? "let two people answer 100 tasks, and give their kappa with --experts"
        : "say in the prompt what they disagree on, or drop such tasks: no model can be better than its golds",
    figures: { kappa },
  };
}

/** Headroom between consistent experts and the model. */
export function checkHeadroom({ experts, measured }: SkillSubject): Finding {
  const shares = measured === null ? [] : scoredTasks(measured).map((t) => t.score);
  if (experts?.mean === undefined || measured === null || shares.length === 0)
    return {
      id: "headroom",
      level: "info",
      evidence: "no reward of experts to compare with",
      advice: null,
      figures: {},
    };
  const [low, high] = measured.range;
  const expert = (experts.mean - low) / (high - low);
  const model = mean(shares);
  return {
    id: "headroom",
    level: expert > model ? "ok" : "error",
    evidence: `experts earn ${f3(expert)} of the range, the model ${f3(model)}`,
    advice: expert > model ? null : "the model is as good as those who write the golds: take a harder task",
    figures: { experts: expert, model },
  };
}
