import { existsSync } from "node:fs";
import { type AuditReport, auditGrader } from "@decisis/graders";
import { describe, expect, it } from "vitest";
import { fictionalCases } from "../../corpus/fictional-case.ts";
import { importCorpus } from "../../corpus/import-corpus.ts";
import { auditSubject } from "../audit.ts";
import { bluebookCitation } from "./environment.ts";
import { LADDERS } from "./ladders.ts";
import { bluebookTasks } from "./tasks.ts";

/** Every completion comes up on some row; all of them on all rows is the business of the audit as a command. */
const DRAW = { seed: 1, perClass: 2, perEquivalents: 6 };
const DATA = process.env.DECISIS_DATA;

function expectSound(audit: AuditReport): void {
  expect(audit.failures).toEqual([]);
  expect(audit.rows).toBeGreaterThanOrEqual(200);
  expect(audit.equivalents.distinct).toBeGreaterThanOrEqual(100);
  expect(audit.equivalents.lowest).toBeGreaterThanOrEqual(0.99);
  expect(audit.honest?.mean).toBeGreaterThan(0.4);
  expect(audit.honest?.max).toBeLessThan(1);
  expect(audit.cutAt90.max).toBeLessThan(1);
  expect(audit.ladders.n).toBe(LADDERS.flatMap(({ rungs }) => rungs).length);
  for (const row of audit.classes)
    if (row.notApplicable === undefined) expect(row.n, row.name).toBeGreaterThanOrEqual(200);
}

describe("the audit of the reward", () => {
  it("finds no hole over generated cases", () => {
    const { tasks } = bluebookTasks(fictionalCases(11, 206), { seed: 1, balance: false });
    expectSound(auditGrader(auditSubject(bluebookCitation, tasks), DRAW));
  });

  it.skipIf(DATA === undefined || !existsSync(`${DATA}/cases`))("finds no hole over real cases", async () => {
    const { cases } = await importCorpus(`${DATA}/cases`);
    const { tasks } = bluebookTasks(
      cases.filter((_, i) => i % 5 === 0),
      { seed: 1, balance: false },
    );
    expectSound(auditGrader(auditSubject(bluebookCitation, tasks.slice(0, 210)), DRAW));
  });

  it("sees a reward with a hole", () => {
    const { tasks } = bluebookTasks(fictionalCases(12, 12), { seed: 1, balance: false });
    const hollow: typeof bluebookCitation.reward = {
      id: "hollow",
      range: [0, 1],
      grade: (task, completion) => ({
        reward: completion === task.gold || completion === "" ? 1 : 0.5,
        subRewards: {},
        range: [0, 1],
        fault: null,
        failedGate: null,
        reasons: [],
      }),
    };
    const audit = auditGrader(auditSubject({ ...bluebookCitation, reward: hollow }, tasks), { seed: 1 });
    expect(audit.failures.join("\n")).toMatch(/class 1 \(empty\)/);
    expect(audit.failures.join("\n")).toMatch(/equivalent "trailing stop"/);
  });
});
