import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ungraded } from "@decisis/graders";
import { afterAll, describe, expect, it } from "vitest";
import { failure } from "../cli/fail.ts";
import type { Rollout } from "../engines/engine.ts";
import { run } from "../runs/run.ts";
import { inMemoryEngine } from "../runs/test-support/in-memory-engine.ts";
import { gradedSums } from "../runs/test-support/sums-environment.ts";
import { sumsJob, sumsRunFile } from "../runs/test-support/sums-run.ts";
import { isTiming } from "./metric-registry.ts";
import { UngradedRollouts, UngradedRolloutsError } from "./ungraded-rollouts.ts";

const failed = ungraded("grader", "other_error", "no corpus\nhere", [0, 1]);
/** Rollouts of one step, the first `bad` of which could not be graded. */
const rollouts = (bad: number, of: number): Rollout[] =>
  Array.from({ length: of }, (_, index) => ({
    taskId: "t",
    skill: "s",
    visit: 0,
    posed: null,
    group: 0,
    index,
    completion: { text: "", tokenIds: [], logprobs: [], truncated: false },
    grade: index < bad ? failed : { ...failed, reward: 0, fault: "model", error: undefined },
    shapedReward: index < bad ? null : 0,
    advantage: null,
  }));
/** What was said at each step of so many bad rollouts out of `of`. */
const watched = (bad: readonly number[], of: number): (string | null)[] => {
  const watch = new UngradedRollouts("grpo");
  return bad.map((n, i) => watch.observe(i + 1, rollouts(n, of)));
};

describe("rollouts that could not be graded", () => {
  it("say nothing up to 1 %, and warn once above it", () => {
    expect(watched([0, 0, 2, 2, 2], 200)).toEqual(Array(5).fill(null));
    expect(watched([2, 3, 3, 0, 3], 200)).toEqual([
      null,
      "5 of the last 400 rollouts could not be graded (1.3 %), e.g. other_error: no corpus\\u000ahere; above 5 % the stage ends",
      null,
      null,
      null,
    ]);
  });

  it("end the stage above 5 %, in one line", () => {
    expect(watched([10, 10], 200)[1]).toBeNull();
    expect(() => watched([10, 11], 200)).toThrow(
      new UngradedRolloutsError(
        "stage grpo, step 2: 21 of the last 400 rollouts could not be graded (5.3 %), e.g. other_error: no corpus\\u000ahere; the last checkpoint is kept, mend the grader and --resume",
      ),
    );
  });

  it("are judged from 200 rollouts on, however many steps these take", () => {
    expect(watched(Array(49).fill(4), 4)).toEqual(Array(49).fill(null));
    expect(() => watched(Array(50).fill(4), 4)).toThrow(/step 50: 200 of the last 200 rollouts/);
  });

  it("are those of the last 20 steps", () => {
    expect(() => watched([...Array(40).fill(0), ...Array(20).fill(2)], 30)).toThrow(/step 56: 32 of the last 600/);
    // An outage that is over is forgotten before the next begins.
    const outage = [...Array(20).fill(0), 20, ...Array(20).fill(0)];
    expect(watched([...outage, ...outage], 30).filter((said) => said !== null)).toHaveLength(1);
  });
});

describe("a run whose grader fails in the middle of a stage", () => {
  const root = mkdtempSync(join(tmpdir(), "decisis-ungraded-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const lines = (name: string, file: string): Record<string, unknown>[] =>
    readFileSync(join(root, name, "run", file), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const metrics = (name: string) =>
    lines(name, "metrics.jsonl").map((row) => Object.entries(row).filter(([metric]) => !isTiming(metric)));

  /** Four rollouts a step; the grader throws from `failsAt` until before `mendedAt`, steps of the stage `grpo`. */
  function job(name: string, failsAt: number, mendedAt = Number.POSITIVE_INFINITY, resume = false) {
    const folder = join(root, name);
    let step = 0;
    const environment = gradedSums((honest) => (task, completion) => {
      if (step >= failsAt && step < mendedAt) throw new Error("the corpus is gone");
      return honest(task, completion);
    });
    const engine = inMemoryEngine({
      onEvent: (e) => {
        if (e.type === "rollouts") step = e.step + 1; // of GRPO alone
        if (e.type === "done") step = 0;
      },
    });
    const file = sumsRunFile(folder);
    const stages = file.stages.map((s) => (s.method === "grpo" ? { ...s, steps: 60 } : s));
    return sumsJob(folder, { file: { ...file, stages }, engine, environments: [environment], resume });
  }

  it("warns and goes on, and no step that was graded has other numbers", async () => {
    await run(job("sound", Number.POSITIVE_INFINITY));
    expect(await run(job("warned", 53, 55))).toMatchObject({ state: "finished" });
    expect(lines("warned", "events.jsonl").filter((e) => e.level === "warning")).toEqual([
      expect.objectContaining({
        stage: "grpo",
        text: "step 53: 4 of the last 200 rollouts could not be graded (2.0 %), e.g. grader_threw: the grader throws Error: the corpus is gone; above 5 % the stage ends",
      }),
    ]);
    const sound = metrics("sound");
    const warned = metrics("warned");
    expect(warned).toHaveLength(sound.length);
    expect(warned.filter((row, i) => JSON.stringify(row) !== JSON.stringify(sound[i]))).toHaveLength(2);
  });

  it("ends, keeps its checkpoint, and once the grader is mended ends like one that never failed", async () => {
    const error = await run(job("stopped", 53)).catch((e: Error) => e);
    expect(error).toBeInstanceOf(UngradedRolloutsError);
    expect(failure(error, false)).toEqual({
      code: 1,
      text: "stage grpo, step 55: 12 of the last 200 rollouts could not be graded (6.0 %), e.g. grader_threw: the grader throws Error: the corpus is gone; the last checkpoint is kept, mend the grader and --resume",
    });
    expect(readdirSync(join(root, "stopped", "run", "checkpoints", "grpo"))).toContain("step-52.json");
    await run(job("stopped", Number.POSITIVE_INFINITY, 0, true));
    expect(metrics("stopped")).toEqual(metrics("sound"));
    const cells = (name: string) =>
      JSON.parse(readFileSync(join(root, name, "run", "report.json"), "utf8")).cells as unknown;
    expect(cells("stopped")).toEqual(cells("sound"));
  });
});
