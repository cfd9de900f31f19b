import type { Grade } from "@decisis/graders";
import { describe, expect, it } from "vitest";
import type { Environment, Task } from "../environments/environment.ts";
import { inMemoryEngine } from "../runs/test-support/in-memory-engine.ts";
import { sumsCases, sumsEnvironment } from "../runs/test-support/sums-environment.ts";
import { scoreBaselines } from "./baselines.ts";
import { evaluate, exactness } from "./evaluate.ts";
import { scoredTasks } from "./evaluation-file.ts";

const sums = sumsEnvironment as Environment;
const { tasks } = sums.build(sumsCases(4), { seed: 0 });
const grade = (changes: Partial<Grade>): Grade => ({
  reward: 0.5,
  subRewards: {},
  range: [-1, 1],
  fault: null,
  failedGate: null,
  reasons: [],
  ...changes,
});
/** Sums, graded by `by` instead. */
const graded = (by: (task: Task, completion: string) => Grade): Environment => ({
  ...sums,
  reward: { id: "test", range: [-1, 1], grade: by },
});
const evaluation = (environment: Environment) =>
  evaluate({
    engine: { ...inMemoryEngine(), sample: async (_, prompts) => prompts.map(() => [answer("a"), answer("b")]) },
    environment,
    tasks,
    model: "m",
    stage: "base",
    mode: "sampled",
    split: "test",
    seed: 1,
    sampling: { seed: 1, temperature: 1, samples_per_task: 2, max_completion_length: 8 },
  });
const answer = (text: string) => ({ text, tokenIds: [1, 2], logprobs: [-1, -1], truncated: text === "b" });

describe("an evaluation", () => {
  it("leaves out what could not be scored instead of counting it as 0", async () => {
    const broken = grade({ reward: null, fault: "grader", error: { flag: "other_error", details: "down" } });
    const { summary, tasks: scores } = await evaluation(
      graded((task, text) => (task === tasks[0] || text === "b" ? broken : grade({ reward: 0.5 }))),
    );
    expect(scores[0].reward).toBeNull();
    expect(scores[1].reward).toBe(0.5);
    expect(summary).toMatchObject({ n: tasks.length - 1, mean: 0.5, unscorable: tasks.length + 1, clipped_ratio: 0.5 });
  });

  it("gives scores as shares of the declared range", async () => {
    const shares = scoredTasks(await evaluation(graded((_, text) => grade({ reward: text === "a" ? 1 : -0.5 }))));
    expect(shares).toHaveLength(tasks.length);
    for (const { score } of shares) expect(score).toBe(0.625);
  });

  it("takes exactness from the grade where it speaks of it, else from full reward", () => {
    expect(exactness(grade({ reward: 1 }))).toBe(1);
    expect(exactness(grade({ reward: 0.99 }))).toBe(0);
    expect(exactness(grade({ reward: 1, subRewards: { exact: 0 } }))).toBe(0);
    expect(exactness(grade({ reward: 0.5, subRewards: { strict: 1 } }))).toBe(1);
    expect(exactness(grade({ reward: null }))).toBeNull();
  });

  it("scores baselines on the same tasks", () => {
    const gold = { name: "gold", answer: (task: Task) => task.gold };
    const { baselines } = scoreBaselines({ ...sums, baselines: [...sums.baselines, gold] }, tasks, []);
    expect(baselines.map((b) => b.mean)).toEqual([0, 1]);
    expect(baselines.map((b) => b.macroF1)).toEqual([null, null]);
  });
});
