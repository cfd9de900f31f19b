import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Grade } from "@decisis/graders";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GrpoStage } from "../../runs/run-file.ts";
import type { PromptedTask, StageEvent } from "../engine.ts";
import { writeTinyModel } from "./test-support/tiny-model.ts";
import { collect, grpo, metricsOf, stageJobs, tasks } from "./test-support/tiny-stages.ts";

const folder = mkdtempSync(join(tmpdir(), "collect-groups-"));
const model = join(folder, "model");
beforeAll(() => writeTinyModel(model));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const job = stageJobs(folder, model);

/** Completions of every second task all succeed; of the others about half do, whatever the model has learned. */
const isFlat = (id: string): boolean => Number(id.slice("task-".length)) % 2 === 0;
function grade(id: string, _visit: number, completion: string): Grade {
  const odd = [...completion].reduce((sum, c) => sum + c.codePointAt(0)!, 0) % 2;
  const reward = isFlat(id) ? 1 : odd;
  return { reward, subRewards: {}, range: [0, 1], fault: null, failedGate: null, reasons: [] };
}
const stage: GrpoStage = {
  ...grpo,
  steps: 18,
  prompts_per_step: 4,
  max_completion_length: 6,
  learning_rate: 1e-9,
  eval_every: null,
  kl_probe_every: null,
  checkpoint_every: 4,
};
/** Ids of the tasks of every group, in the order drawn. */
const drawn = (events: readonly StageEvent[]): string[] =>
  events.flatMap((e) =>
    e.type === "rollouts" ? [...Map.groupBy(e.rollouts, (r) => r.group).values()].map(([{ taskId }]) => taskId) : [],
  );
const flatShare = (ids: readonly string[]): number => ids.filter(isFlat).length / ids.length;
/** The tasks as two skills, one of flat ones alone. */
const twoSkills = tasks.map((task): PromptedTask => {
  const skill = isFlat(task.id) ? "flat" : "differing";
  return { ...task, skill, source: skill };
});
const adaptive: GrpoStage = { ...stage, mixture: { flat: 1, differing: 1 }, mixing: "adaptive" };

describe("what is drawn", () => {
  test("avoid_flat: tasks whose groups all succeed come less, from their second turn on", async () => {
    const ids = drawn(await collect(job({ ...stage, avoid_flat: true }, { train: tasks, grade })));
    expect(flatShare(ids.slice(0, tasks.length))).toBe(1 / 2);
    // Three times out of four passed over: a fifth of the draws, less as groups go on being flat.
    expect(flatShare(ids.slice(tasks.length))).toBeLessThan(0.3);
  });

  test("mixing: adaptive draws less of a skill whose groups all succeed", async () => {
    const events = await collect(job(adaptive, { train: twoSkills, grade }));
    const shares = metricsOf(events).map((m) => m["skill_share/flat"]!);
    expect(shares[0]).toBeLessThanOrEqual(1 / 2);
    expect(shares.at(-1)).toBeLessThan(0.4);
    expect(flatShare(drawn(events).slice(36))).toBeLessThan(0.45);
  });

  test("a resumed stage with both draws what it would have drawn", async () => {
    const both = { ...adaptive, avoid_flat: true, steps: 12 };
    const whole = await collect(job(both, { train: twoSkills, grade }));
    const first = job(both, { train: twoSkills, grade });
    const before = await collect(first, 8);
    const checkpoint = before.at(-1);
    if (checkpoint?.type !== "checkpoint") throw new Error("no checkpoint");
    const after = await collect({ ...first, resumeFrom: checkpoint });
    expect(drawn(after)).toHaveLength(4 * 4);
    expect([...drawn(before), ...drawn(after)]).toEqual(drawn(whole));
    expect([...metricsOf(before), ...metricsOf(after)]).toEqual(metricsOf(whole));
  });
});

test("a step that nothing of could be graded trains on nothing, and says so", async () => {
  const failing = (): Grade => ({
    reward: null,
    subRewards: {},
    range: [0, 1],
    fault: "grader",
    failedGate: null,
    reasons: [],
    error: { flag: "other_error", details: "for the test" },
  });
  const events = await collect(job({ ...stage, steps: 2 }, { grade: failing }));
  expect(events.at(-1)).toMatchObject({ type: "done", step: 2 });
  for (const m of metricsOf(events)) expect(m).toMatchObject({ frac_unscorable: 1, reward: null });
});
