import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { decisis } from "./test-support/decisis.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-demo-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function finished(name: string, ...others: string[]): string {
  const folder = mkdtempSync(join(root, "run-"));
  mkdirSync(join(folder, "checkpoints"));
  writeFileSync(join(folder, "run.json"), JSON.stringify({ name }));
  for (const file of ["report.json", ...others]) writeFileSync(join(folder, file), "{}");
  return folder;
}

it.each([
  ["a run that is no demo", finished("mine"), /holds a run that is no demo/],
  [
    "files that no demo wrote",
    finished("demo", "notes.txt"),
    /holds an earlier demo, and notes\.txt, which no demo wrote/,
  ],
])("the demo deletes no folder with %s", async (_, folder, message) => {
  const before = readdirSync(folder);
  const { code, err } = await decisis("demo", "--out", folder);
  expect(code).toBe(2);
  expect(err).toMatch(message);
  expect(readdirSync(folder)).toEqual(before);
});
