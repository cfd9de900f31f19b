import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { GrpoStage, Stage } from "./run-file.ts";
import { parseRunFile } from "./run-file.ts";

const examples = fileURLToPath(new URL("../../../../examples/", import.meta.url));
const read = (path: string) => parseRunFile(readFileSync(join(examples, path), "utf8"), path);
const grpoOf = (path: string): GrpoStage[] => read(path).stages.filter((s: Stage) => s.method === "grpo");

it.each(
  globSync("*/*.yaml", { cwd: examples })
    .filter((path) => !path.startsWith("pocket")) // pretrains
    .sort(),
)("examples/%s is a run file", (path) => {
  expect(read(path).stages.length).toBeGreaterThan(0);
});

it("the arm without replay has the stages of the one with it, but for its rehearsal", () => {
  const pure = grpoOf("caselaw/run.yaml").map((stage) => ({ ...stage, mixture: { [stage.id]: 1 } }));
  const stages = grpoOf("caselaw/no-replay.yaml");
  expect(stages.map(({ from: _, ...stage }) => stage)).toEqual(pure.map(({ from: _, ...stage }) => stage));
});

it("one multi-task stage samples about as many completions of each skill as the sequence", () => {
  const completions = new Map<string, number>();
  for (const { mixture, steps, prompts_per_step, num_generations } of grpoOf("caselaw/run.yaml")) {
    const total = Object.values(mixture).reduce((sum, weight) => sum + weight);
    for (const [skill, weight] of Object.entries(mixture))
      completions.set(
        skill,
        (completions.get(skill) ?? 0) + (steps * prompts_per_step * num_generations * weight) / total,
      );
  }
  const [{ mixture, steps, prompts_per_step, num_generations }] = grpoOf("caselaw/multitask.yaml");
  const weights = Object.values(mixture).reduce((sum, weight) => sum + weight);
  for (const [skill, weight] of Object.entries(mixture)) {
    const sampled = (steps * prompts_per_step * num_generations * weight) / weights;
    expect(sampled / completions.get(skill)!).toBeCloseTo(1, 1);
  }
});
