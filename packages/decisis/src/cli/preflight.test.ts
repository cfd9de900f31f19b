import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { PreflightReport } from "../preflight/preflight.ts";
import { decisis } from "./test-support/decisis.ts";

const POCKET = fileURLToPath(new URL("../../../../models/pocket", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "preflight-cli-"));

function runFile(model = POCKET): string {
  const path = join(folder, "run.yaml");
  writeFileSync(
    path,
    `name: looked-at
model: ${model}
corpus: { generated: { cases: 300 } }
environments: [{ id: treatment }]
stages:
  - { id: sft, method: sft, max_steps: 5, max_length: 1024 }
  - { id: grpo, method: grpo, steps: 2, max_completion_length: 16 }
evaluation: { tasks: 20, max_completion_length: 16 }
`,
  );
  return path;
}

const preflight = (...args: string[]) => decisis("preflight", ...args);

it("prints a row a check, and writes nothing", async () => {
  const { code, out } = await preflight(runFile(), "--no-sampling");
  expect(code, out).toBe(0);
  expect(out).toMatch(/^treatment\n {2}ok +gold /);
  expect(out).toMatch(/ok +audit .*no hole/);
  expect(out).toMatch(/nothing stands against this run/);
  expect(readdirSync(folder)).toEqual(["run.yaml"]);
});

it("exits with 1 where a check fails, and says as JSON which", async () => {
  const { code, out, err } = await preflight(runFile(), "--no-sampling", "--json", "--threshold", "label_share=0.01");
  expect(code).toBe(1);
  expect(err).toContain("preflight: failed: labels (treatment)");
  const { run, checks, audits } = JSON.parse(out) as PreflightReport;
  expect(run).toBe("looked-at");
  expect(checks.filter((c) => c.level === "error").map((c) => c.id)).toEqual(["labels"]);
  expect(audits).toMatchObject([{ subject: "treatment", passed: true }]);
});

it.each<[string, () => string[], RegExp]>([
  ["a run file that is none", () => [join(folder, "none.yaml")], /no such file/],
  ["a model that is none", () => [runFile(folder), "--no-sampling"], /tokenizer\.json/],
  ["a mark that is none", () => [runFile(), "--threshold", "label=1"], /--threshold label=1: give name=value/],
  ["experts that are none", () => [runFile(), "--no-sampling", "--experts", runFile()], /--experts .*run\.yaml: /],
])("exits with 2 for %s", async (_, args, message) => {
  const { code, err } = await preflight(...args());
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
