import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeTinyModel } from "../engines/embedded/test-support/tiny-model.ts";
import type { Report } from "../report/report.ts";
import { loadRunFile, type Stage } from "../runs/run-file.ts";
import { decisis } from "./test-support/decisis.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-caselaw-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The skills of the run files in examples/caselaw, whatever others there are. */
const SKILLS = ["bluebook-citation", "holding-selection", "irac-summary", "treatment"];
const example = (name: string) =>
  loadRunFile(new URL(`../../../../examples/caselaw/${name}.yaml`, import.meta.url).pathname);

describe("examples/caselaw", () => {
  it("cap: one stage a skill, each from the one before, without replay", async () => {
    const { name, stages, gate } = await example("cap");
    expect([name, gate.action]).toEqual(["cap", "off"]);
    expect(stages.map((s) => s.id)).toEqual(["sft", ...SKILLS]);
    expect(stages.map((s) => s.from)).toEqual(["base", "sft", ...SKILLS.slice(0, -1)]);
  });

  it("run: the same stages in another order, the longer ones with tasks of each other, the gate and a control", async () => {
    const [cap, run] = [await example("cap"), await example("run")];
    expect(run.gate.action).toBe("replay");
    const trained = run.stages.slice(0, -1);
    expect(trained.map((s) => s.from)).toEqual(["base", ...trained.slice(0, -1).map((s) => s.id)]);
    const settings = (stages: readonly Stage[]) =>
      Object.fromEntries(stages.map(({ from: _, mixture: __, ...stage }) => [stage.id, stage]));
    expect(settings(trained)).toEqual(settings(cap.stages));
    const mixtures = Object.fromEntries(trained.map(({ id, mixture }) => [id, Object.keys(mixture)]));
    expect(mixtures).toEqual({
      sft: SKILLS,
      "bluebook-citation": ["bluebook-citation"],
      "holding-selection": ["holding-selection"],
      treatment: ["treatment", "irac-summary"],
      "irac-summary": ["irac-summary", "treatment"],
    });
    const rivals = trained.slice(1).map((s) => s.id);
    expect(run.stages.at(-1)).toMatchObject({ method: "sft", from: "sft", control_for: rivals });
  });
});

/** Four skills by a model of random weights, one step a stage. */
function runFile(): string {
  const file = join(root, "run.yaml");
  const grpo = SKILLS.map(
    (id) =>
      `  - { id: ${id}, method: grpo, mixture: { ${id}: 1 }, steps: 1, prompts_per_step: 1, num_generations: 2, max_completion_length: 3 }`,
  );
  writeFileSync(
    file,
    `name: four
model: model
corpus: { generated: { seed: 1, cases: 120 } }
environments: [${SKILLS.map((id) => `{ id: ${id}, max_train_tasks: 40 }`).join(", ")}]
stages:
  - { id: sft, method: sft, max_steps: 1, batch_size: 2, max_length: 4000 }
${grpo.join("\n")}
evaluation: { tasks: 2, greedy: false, max_completion_length: 3 }
`,
  );
  return file;
}

describe("a run of four skills", () => {
  it("writes the matrix of six models and four skills and what was kept, and misses no checkpoint in silence", async () => {
    await writeTinyModel(join(root, "model"), 1, 4096);
    const out = join(root, "out");
    const trained = await decisis("train", runFile(), "--out", out);
    expect(trained.err).not.toMatch(/error/i);
    expect(trained.code).toBe(0);
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as Report;
    expect(report.stages).toEqual(["base", "sft", ...SKILLS]);
    expect(report.cells.map((c) => `${c.stage} ${c.task}`).sort()).toEqual(
      report.stages.flatMap((stage) => SKILLS.map((task) => `${stage} ${task}`)).sort(),
    );
    expect(report.forgetting.map((f) => f.task)).toEqual(SKILLS);
    for (const f of report.forgetting) expect(f.ci95).toHaveLength(2);
    expect(trained.out).toMatch(/kept of the best/);

    renameSync(join(out, "checkpoints", "irac-summary"), join(root, "gone"));
    const resumed = await decisis("train", runFile(), "--out", out, "--resume");
    expect(resumed.code).toBe(2);
    expect(resumed.err).toMatch(
      /stage irac-summary: its checkpoint .+ is gone, and stage treatment was trained after it/,
    );
  });
});
