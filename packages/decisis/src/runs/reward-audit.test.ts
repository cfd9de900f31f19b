import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Environment } from "../environments/environment.ts";
import { markdownReport } from "../report/markdown-report.ts";
import type { Report } from "../report/report.ts";
import { selectSamples } from "../report/sample-selection.ts";
import { readRunRecords } from "../report/seed-records.ts";
import { terminalReport } from "../report/terminal-table.ts";
import { run } from "./run.ts";
import type { RunDescription } from "./run-folder.ts";
import { gradedSums } from "./test-support/sums-environment.ts";
import { sumsJob, sumsRunFile } from "./test-support/sums-run.ts";

const temporary = (): string => mkdtempSync(join(tmpdir(), "audit-"));
const json = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** Pays for the empty answer. Counts how often the empty answer was tried on it. */
function hollow(): { readonly environment: Environment; readonly tried: () => number } {
  let tried = 0;
  const environment = gradedSums((honest) => (task, completion) => {
    if (completion === "") tried++;
    const grade = honest(task, completion);
    return completion === "" ? { ...grade, reward: 1 } : grade;
  });
  return { environment, tried: () => tried };
}

it("refuses a run whose reward has a hole, before anything is written", async () => {
  const folder = temporary();
  const outcome = await run(sumsJob(folder, { environments: [hollow().environment] }));
  expect(outcome).toMatchObject({ state: "refused", failed: [{ subject: "sums", passed: false }] });
  expect(outcome.state === "refused" && outcome.failed[0].failures.join("\n")).toMatch(/class 1 \(empty\)/);
  expect(existsSync(join(folder, "run"))).toBe(false);
});

it("records an override in the run and in every report", async () => {
  const folder = temporary();
  const reason = "the hole is what is studied";
  const file = { ...sumsRunFile(folder), audit: { override: reason } };
  const { environment, tried } = hollow();
  const outcome = await run(sumsJob(folder, { file, environments: [environment] }));
  const report = outcome.state === "finished" ? outcome.report : (null as unknown as Report);
  expect(report.audits).toMatchObject([{ task: "sums", passed: false, override: reason }]);
  const out = join(folder, "run");
  const description = json<RunDescription>(join(out, "run.json"));
  expect(description.config.audit.override).toBe(reason);
  expect(description.audits).toMatchObject([{ subject: "sums", version: "1", date: "2026-01-01", passed: false }]);
  for (const text of [
    terminalReport(report),
    markdownReport(report, await selectSamples(readRunRecords([out])), true),
    readFileSync(join(out, "report.html"), "utf8"),
    readFileSync(join(out, "events.jsonl"), "utf8"),
  ])
    expect(text).toContain(reason);

  // What is known of the same tasks is not found out again.
  const before = tried();
  await run(sumsJob(folder, { file, environments: [environment], resume: true }));
  expect(tried()).toBe(before);
});

it("says of a reward that withstood it that it did", async () => {
  const folder = temporary();
  const outcome = await run(sumsJob(folder));
  const report = outcome.state === "finished" ? outcome.report : (null as unknown as Report);
  expect(report.audits).toEqual([
    { task: "sums", rows: expect.any(Number), passed: true, failures: [], override: null },
  ]);
  expect(terminalReport(report)).not.toContain("audit");
  expect(readFileSync(join(folder, "run", "report.html"), "utf8")).toContain("audit of the reward");
});
