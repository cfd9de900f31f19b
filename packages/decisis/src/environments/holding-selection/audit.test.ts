import { existsSync } from "node:fs";
import { join } from "node:path";
import { auditGrader } from "@decisis/graders";
import { describe, expect, it } from "vitest";
import { importCorpus } from "../../corpus/import-corpus.ts";
import { auditSubject } from "../audit.ts";
import type { Task } from "../environment.ts";
import { holdingSelection } from "./environment.ts";
import type { HoldingFacts } from "./facts.ts";
import { holdingTasks } from "./tasks.ts";
import { inventedCases } from "./test-support/invented-cases.ts";

const DATA = process.env.DECISIS_DATA;

/** As many rows as an audit needs; fives that stand out are as good as others for that. */
function expectNoHole(tasks: readonly Task<HoldingFacts>[]): void {
  const report = auditGrader(auditSubject(holdingSelection, tasks.slice(0, 205)), {
    seed: 1,
    perClass: 3,
    perEquivalents: 6,
  });
  expect(report.failures).toEqual([]);
  expect(report.rows).toBeGreaterThanOrEqual(200);
  expect(report.equivalents.distinct).toBeGreaterThanOrEqual(100);
  expect(report.equivalents.lowest).toBe(1);
  expect(report.opposites.max).toBe(0);
  expect(report.bestConstant.mean).toBeLessThanOrEqual(report.majority.mean + 0.02);
}

describe("audit of the holding reward", () => {
  it("finds no hole", () => {
    expectNoHole(holdingTasks(inventedCases(320, "test"), { seed: 1, balance: false }).tasks);
  });

  it.skipIf(DATA === undefined || !existsSync(join(DATA, "cases")))("finds no hole on real tasks", async () => {
    const { cases } = await importCorpus(join(DATA ?? "", "cases"));
    expectNoHole(holdingTasks(cases, { seed: 1, balance: false }).tasks);
  });
});
