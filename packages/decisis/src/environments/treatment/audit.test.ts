import { existsSync } from "node:fs";
import { auditGrader } from "@decisis/graders";
import { expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { importCorpus } from "../../corpus/import-corpus.ts";
import { auditSubject } from "../audit.ts";
import { treatment } from "./environment.ts";
import { treatmentTasks } from "./tasks.ts";

/** Every completion comes up on some row; all of them on all rows is the business of the audit as a command. */
const DRAW = { perClass: 2, perEquivalents: 8 };
const DATA = process.env.DECISIS_DATA;

it("finds no hole over generated cases", () => {
  const { tasks } = treatmentTasks(fictionalCases(11, 120), { seed: 1, balance: false });
  const report = auditGrader(auditSubject(treatment, tasks.slice(0, 200)), DRAW);
  expect(report.failures).toEqual([]);
  expect(report.rows).toBe(200);
  expect(report.equivalents.distinct).toBeGreaterThanOrEqual(100);
  expect(report.equivalents.lowest).toBe(1);
  expect(report.opposites.max).toBe(0);
});

it.skipIf(DATA === undefined || !existsSync(`${DATA}/cases`))("finds no hole over real cases", async () => {
  const { cases } = await importCorpus(`${DATA}/cases`);
  const { tasks } = treatmentTasks(
    cases.filter((_, i) => i % 3 === 0),
    { seed: 1, balance: false },
  );
  const report = auditGrader(auditSubject(treatment, tasks.slice(0, 200)), DRAW);
  expect(report.failures).toEqual([]);
});
