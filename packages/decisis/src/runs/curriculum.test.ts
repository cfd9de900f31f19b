import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Environment } from "../environments/environment.ts";
import type { Report } from "../report/report.ts";
import { terminalReport } from "../report/terminal-table.ts";
import { type CurriculumFile, curriculumFile } from "./record-files.ts";
import { type RunJob, run } from "./run.ts";
import { parseRunFile } from "./run-file.ts";
import { inMemoryEngine, writeModel } from "./test-support/in-memory-engine.ts";
import { productsEnvironment, sumsCases, sumsEnvironment } from "./test-support/sums-environment.ts";
import { sumsJob } from "./test-support/sums-run.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-curriculum-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const REPLAY = "{ action: replay, shares: [0.5, 0.8] }";

/** Sums first, then products, by a model that forgets the one over the other. */
function job(name: string, gate: string, changes: Partial<RunJob> = {}): RunJob {
  const folder = join(root, name);
  const file = parseRunFile(
    `name: two
model: ${join(folder, "model")}
corpus: { generated: { cases: 400 } }
environments: [{ id: sums }, { id: products }]
gate: ${gate}
evaluation: { tasks: 100, max_completion_length: { sums: 40, products: 30 } }
stages:
  - { id: sft, method: sft, max_steps: 4, learning_rate: 0.05, mixture: { sums: 1 } }
  - { id: sums, method: grpo, steps: 20, learning_rate: 0.3, mixture: { sums: 1 } }
  - { id: products, method: grpo, steps: 40, learning_rate: 0.3, max_completion_length: 20, mixture: { products: 1 } }
  - { id: more, method: sft, control_for: [sums, products], learning_rate: 0.01 }
`,
    "run.yaml",
  );
  const made = sumsJob(folder, {
    file,
    environments: [sumsEnvironment, productsEnvironment] as unknown as Environment[],
    cases: sumsCases(400),
    engine: inMemoryEngine({ forgetting: 0.015 }),
    ...changes,
  });
  writeModel(join(folder, "model"), { skill: 0.03, others: { products: 0.03 } });
  return made;
}

const mean = (report: Report, stage: string, task: string): number =>
  report.cells.find((c) => c.stage === stage && c.task === task)!.mean;

describe("a curriculum", () => {
  it("measures every skill after every stage and says what was forgotten", async () => {
    const outcome = await run(job("off", "{ action: off }"));
    if (outcome.state !== "finished") throw new Error(outcome.state);
    const { report } = outcome;
    expect(report.stages).toEqual(["base", "sft", "sums", "products", "more"]);
    expect(report.cells).toHaveLength(10);
    expect(mean(report, "sums", "sums")).toBeGreaterThan(0.8);
    expect(mean(report, "products", "sums")).toBeLessThan(0.7);
    expect(report.forgetting.map((f) => [f.task, f.best, f.final, f.verdict])).toEqual([
      ["sums", "sums", "products", "worse"],
      ["products", expect.any(String), "products", "better"],
    ]);
    expect(report.comparisons.filter((c) => c.task === "sums").map((c) => [c.from, c.to, c.against])).toEqual([
      ["base", "sft", "base"],
      ["sft", "sums", "start"],
      ["sums", "products", "start"],
      ["sft", "more", "start"],
      ["more", "products", "control"],
      ["sft", "products", "start"],
      ["base", "sums", "base"],
      ["base", "products", "base"],
      ["base", "more", "base"],
    ]);
    const text = terminalReport(report);
    expect(text).toMatch(/products +[01]\.\d+ ▼ +[01]\.\d+ ▲/);
    expect(text).toMatch(/kept of the best .* p \(Holm\) +verdict\n/);
    expect(existsSync(curriculumFile(join(root, "off", "run")))).toBe(false);
  });

  it("repairs what a stage lost, and later stages go on from the repair", async () => {
    const outcome = await run(job("replay", REPLAY));
    if (outcome.state !== "finished") throw new Error(outcome.state);
    const { report } = outcome;
    expect(report.stages).toContain("products+replay");
    expect(mean(report, "products+replay", "sums")).toBeGreaterThan(mean(report, "products", "sums") + 0.1);
    const record = JSON.parse(readFileSync(curriculumFile(join(root, "replay", "run")), "utf8")) as CurriculumFile;
    expect(record.trained.map((s) => s.id).slice(0, 4)).toEqual(["sft", "sums", "products", "products+replay1"]);
    expect(record.trained.find((s) => s.id === "products+replay1")).toMatchObject({
      from: "products",
      steps: 20,
      mixture: { products: 0.5, sums: 0.5 },
      max_completion_length: 40,
    });
    expect(record.findings.products.find((f) => f.skill === "sums")?.verdict).toBe("worse");
    const tokens = (stage: string): number =>
      JSON.parse(readFileSync(join(root, "replay", "run", "checkpoints", stage, "final.json"), "utf8")).trained_tokens;
    const rivals = record.trained.filter((s) => s.method === "grpo").reduce((sum, s) => sum + tokens(s.id), 0);
    expect(tokens("more")).toBe(rivals);
  });

  it("does not train again what it cannot find any more, and names the stage", async () => {
    const out = join(root, "replay", "run");
    for (const [stage, after] of [
      ["sums", ", and stage products was trained after it"],
      ["products+replay1", ", and stage more was trained after it"],
      ["more", ""],
    ]) {
      const whole = join(out, "checkpoints", stage);
      for (const gone of [join(whole, "final"), whole]) {
        const kept = join(root, "kept");
        renameSync(gone, kept);
        await expect(run(job("replay", REPLAY, { resume: true }))).rejects.toThrow(
          `stage ${stage}: its checkpoint ${join(whole, "final")} is gone${after}; restore it, or`,
        );
        renameSync(kept, gone);
      }
    }
    expect(await run(job("replay", REPLAY, { resume: true }))).toMatchObject({ state: "finished" });
  });

  it("stops where it is told to, and says what was lost", async () => {
    const outcome = await run(job("stop", "{ action: stop }"));
    expect(outcome).toMatchObject({ state: "stopped", stage: "products" });
    expect(readFileSync(join(root, "stop", "run", "events.jsonl"), "utf8")).toMatch(
      /products lost sums: -0\.\d+ against sums/,
    );
  });

  it("cut off in the middle of a repair ends as the uninterrupted one", async () => {
    class Crash extends Error {}
    let events = 0;
    const crash = (at: number) =>
      inMemoryEngine({
        forgetting: 0.015,
        onEvent: () => {
          if (++events === at) throw new Crash();
        },
      });
    await expect(run(job("cut", REPLAY, { engine: crash(140) }))).rejects.toThrow(Crash);
    const outcome = await run(job("cut", REPLAY, { resume: true }));
    if (outcome.state !== "finished") throw new Error(outcome.state);
    const file = (name: string) => join(root, name, "run", "report.json");
    const cells = (name: string) => (JSON.parse(readFileSync(file(name), "utf8")) as Report).cells;
    expect(cells("cut")).toEqual(cells("replay"));
  });
});
