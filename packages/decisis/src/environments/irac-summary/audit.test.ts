import { existsSync } from "node:fs";
import { type AuditReport, auditGrader } from "@decisis/graders";
import { expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { importCorpus } from "../../corpus/import-corpus.ts";
import { auditSubject } from "../audit.ts";
import type { SplitCase } from "../environment.ts";
import { iracSummary } from "./environment.ts";

/** Every kind of completion comes up on some row; all of them on 200 rows is the business of the audit as a command. */
const DRAW = { seed: 1, perClass: 1, perEquivalents: 5, minimumRows: 40 };
const DATA = process.env.DECISIS_DATA;

function audit(cases: readonly SplitCase[]): AuditReport {
  const tasks = iracSummary.build(cases, { seed: 1 }).tasks.slice(0, DRAW.minimumRows);
  return auditGrader(auditSubject(iracSummary, tasks), DRAW);
}

function expectSound(report: AuditReport): void {
  expect(report.failures).toEqual([]);
  expect(report.gold.mean).toBe(1);
  expect(report.equivalents.distinct).toBeGreaterThanOrEqual(100);
  expect(report.honest?.mean).toBeGreaterThan(0.3);
  expect(report.opposites.mean).toBeLessThanOrEqual(report.wrong.mean);
}

it("finds no hole over generated cases", () => expectSound(audit(fictionalCases(21, 200))));

it.skipIf(DATA === undefined || !existsSync(`${DATA}/cases`))("finds no hole over real cases", async () => {
  const { cases } = await importCorpus(`${DATA}/cases/cases_short.jsonl.gz`);
  expectSound(audit(cases.slice(0, 500)));
});
