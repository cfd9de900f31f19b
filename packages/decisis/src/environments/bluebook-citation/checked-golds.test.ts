import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importCorpus } from "../../corpus/import-corpus.ts";
import checked from "./fixtures/checked-golds.json" with { type: "json" };
import { bluebookReward } from "./reward.ts";
import { bluebookTasks } from "./tasks.ts";

const DATA = process.env.DECISIS_DATA;
const available = DATA !== undefined && existsSync(`${DATA}/cases`);

interface Row {
  readonly id: string;
  readonly split: string;
  readonly citation: string;
  readonly verdict: string;
  readonly note?: string;
  /** Other citations that are right as well: full reward in lenient mode. */
  readonly also?: readonly string[];
}
const rows: readonly Row[] = checked.rows;

it("holds 150 different cases with a verdict, as its header counts them", () => {
  const { afterFixes, firstReading } = checked.header;
  expect(new Set(rows.map(({ id }) => id)).size).toBe(150);
  const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
  expect([count("correct"), count("acceptable")]).toEqual([afterFixes.correct, afterFixes.acceptable]);
  expect(afterFixes.correct + afterFixes.acceptable + afterFixes.wrong).toBe(afterFixes.cases);
  expect(firstReading.correct + firstReading.acceptable + firstReading.wrong).toBe(firstReading.cases);
  expect(rows.filter(({ verdict, note }) => verdict === "acceptable" && note === undefined)).toEqual([]);
});

describe.skipIf(!available)("golds read one by one", async () => {
  const { cases } = available ? await importCorpus(`${DATA}/cases`) : { cases: [] };
  const byId = new Map(cases.map((c) => [c.record.id, c]));
  const taskOf = (id: string) => {
    const found = byId.get(id);
    return found === undefined ? undefined : bluebookTasks([found], { seed: 1, balance: false }).tasks[0];
  };

  it.each(rows)("$id", ({ id, split, citation, also = [] }) => {
    const task = taskOf(id);
    expect(task?.gold).toBe(citation);
    expect(task?.split).toBe(split);
    if (task === undefined) return;
    for (const mode of ["strict", "lenient"] as const) {
      expect(bluebookReward(mode).grade(task, citation), mode).toMatchObject({ reward: 1, subRewards: { exact: 1 } });
    }
    for (const other of also) expect(bluebookReward("lenient").grade(task, other), other).toMatchObject({ reward: 1 });
  });
});
