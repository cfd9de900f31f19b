import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importCorpus } from "../../corpus/import-corpus.ts";
import { type CheckedCandidate, checkedTasks } from "./checked-tasks.ts";
import { treatment } from "./environment.ts";
import checked from "./fixtures/checked-candidates.json" with { type: "json" };

const DATA = process.env.DECISIS_DATA;
const available = DATA !== undefined && existsSync(`${DATA}/cases`);
const rows = checked.rows as readonly CheckedCandidate[];

it("holds 100 different passages, counted as its header says", () => {
  expect(new Set(rows.map(({ id }) => id)).size).toBe(100);
  const counts = Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.verdict)].map(([verdict, own]) => [verdict, own.length]),
  );
  expect(counts).toEqual(checked.header.counts);
});

describe.skipIf(!available)("tasks from passages that were read", async () => {
  const { cases } = available ? await importCorpus(`${DATA}/cases`) : { cases: [] };

  it.each(["masked", "evidence"] as const)("%s", (variant) => {
    const { tasks, skipped } = checkedTasks(cases, rows, variant);
    expect(tasks.length + skipped.length).toBe(100);
    expect(tasks.length).toBeGreaterThan(80);
    for (const task of tasks) {
      expect(treatment.reward.grade(task, task.gold).reward).toBe(1);
      expect(task.facts.labels).toEqual(["distinguished", "other"]);
      expect(/distinguish/i.test(task.facts.text) && variant === "masked").toBe(false);
    }
    expect(new Set(tasks.map(({ facts }) => facts.label))).toEqual(new Set(["distinguished", "other"]));
  });
});
