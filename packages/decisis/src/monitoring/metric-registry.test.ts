import { describe, expect, it } from "vitest";
import { isTiming, metricOf, metricReference, metricRegistry } from "./metric-registry.ts";

describe("the metric registry", () => {
  it("names every metric once, with a meaning and a unit", () => {
    expect(new Set(metricRegistry.map((m) => m.name)).size).toBe(metricRegistry.length);
    for (const m of metricRegistry) expect(m.meaning.length * m.unit.length).toBeGreaterThan(0);
  });

  it.each([
    ["reward", "reward"],
    ["eval_reward", "reward"],
    ["rewards/case_name/mean", "rewards/<component>/mean"],
    ["eval_rewards/case_name/std", "rewards/<component>/std"],
    ["grader/errors/other_error", "grader/errors/<flag>"],
    ["clip_ratio/low_mean", "clip_ratio/low_mean"],
  ])("knows %s", (logged, name) => {
    expect(metricOf(logged)?.name).toBe(name);
  });

  it.each(["rewards", "rewards/a/b/mean", "eval_eval_reward", "Reward", "time/", "rewardx", "kl "])(
    "refuses %s",
    (logged) => {
      expect(metricOf(logged)).toBeNull();
    },
  );

  it("tells wall-clock metrics from the others", () => {
    expect(["time/grade", "step_time", "eval_time/generate", "grader/latency_p50"].every(isTiming)).toBe(true);
    expect(["reward", "grader/errors/other_error", "num_tokens"].some(isTiming)).toBe(false);
  });

  it("writes its own reference", () => {
    for (const m of metricRegistry) expect(metricReference()).toContain(`\`${m.name}\``);
  });
});
