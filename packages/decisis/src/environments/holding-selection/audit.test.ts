import { auditGrader } from "@decisis/graders";
import { describe, expect, it } from "vitest";
import { auditSubject } from "../audit.ts";
import { holdingSelection } from "./environment.ts";
import { holdingTasks } from "./tasks.ts";
import { inventedCases } from "./test-support/invented-cases.ts";

const { tasks } = holdingTasks(inventedCases(320, "test"), { seed: 1, balance: false });

describe("audit of the holding reward", () => {
  it("finds no hole", () => {
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
  });
});
