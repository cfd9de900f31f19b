import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CaseRecord } from "./case-record.ts";
import { clusterCases, clustersFromFile, smallerId } from "./clusters.ts";
import { CorpusError } from "./corpus-error.ts";
import { importCorpus } from "./import-corpus.ts";

const DATA = process.env.DECISIS_DATA;
const available = DATA !== undefined && existsSync(`${DATA}/cases`);

const record = (id: number, nameAbbreviation: string, decisionDate: string, ...cites: string[]): CaseRecord => ({
  id: `cap:${id}`,
  name: nameAbbreviation,
  nameAbbreviation,
  decisionDate,
  citations: cites.map((cite) => ({ type: "official", cite })),
  court: { name: "Supreme Court of Georgia", abbreviation: "Ga." },
  jurisdiction: "Georgia",
  opinions: [],
  provenance: { source: "test", licence: "CC0-1.0", revision: "1", retrieved: null, sha256: "" },
});

it("joins by shared citation and by name, transitively, under the smallest id by value", () => {
  const key = clusterCases([
    record(200, "Pelworth v. Dalmere Co.", "1990-01-02", "3 F.3d 4"),
    record(30, "Another Name", "1991-05-05", "3 F. 3d 4", "7 U.S. 8"),
    record(9, "PELWORTH v. DALMERE CO", "1990-01-02", "1 A.2d 2"),
    record(10, "Pelworth v. Dalmere Co.", "1994-07-03", "5 A.2d 6"),
    record(11, "Pelworth v. Dalmere Bros.", "1990-01-02", "6 A.2d 7"),
    record(12, "", "1990-01-02", "7 A.2d 8"),
    record(13, "", "1990-01-02", "8 A.2d 9"),
  ]);
  expect([200, 30, 9, 10].map((id) => key(`cap:${id}`))).toEqual(["9", "9", "9", "9"]);
  expect([11, 12, 13].map((id) => key(`cap:${id}`))).toEqual(["11", "12", "13"]);
});

describe.skipIf(!available)("real cases", () => {
  it("are joined as the list that comes with them joins them, but for one group", { timeout: 60_000 }, async () => {
    const { cases } = await importCorpus(`${DATA}/cases`);
    const key = clusterCases(cases.map(({ record }) => record));
    const listed = [...Map.groupBy(cases, ({ cluster }) => cluster).values()].filter((group) => group.length > 1);
    expect(listed).toHaveLength(83);
    const parted = listed.filter((group) => new Set(group.map(({ record }) => key(record.id))).size > 1);
    expect(parted.map((group) => group.map(({ record }) => record.nameAbbreviation))).toEqual([
      ["Scott v. City of New York", "Saunders v. City of New York", "Scott v. City of New York"],
    ]);
    const found = [...Map.groupBy(cases, ({ record }) => key(record.id)).values()];
    expect(Math.max(...found.map((group) => group.length))).toBe(20);
  });
});

it("orders integers by value, before other ids", () => {
  expect(smallerId("9", "10")).toBe("9");
  expect(smallerId("gen:1:2", "99999")).toBe("99999");
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      expect(smallerId(String(a), String(b))).toBe(String(Math.min(a, b)));
    }),
  );
});

it("reads a list of clusters, reports broken lines and joins overlapping ones", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "clusters-")), "clusters.jsonl");
  await writeFile(file, '\uFEFF{"cluster": 5, "ids": [5, 70]}\r\n{"ids": [70, 3]}\n[]\n{"ids": []}\nnoise\n\n');
  const lines: number[] = [];
  const key = await clustersFromFile(file, (problem) => lines.push(problem.line as number));
  expect(["cap:5", "cap:70", "cap:3", "cap:8"].map(key)).toEqual(["3", "3", "3", "8"]);
  expect(lines).toEqual([3, 4, 5]);
  await writeFile(file, "\n");
  await expect(clustersFromFile(file, () => {})).rejects.toBeInstanceOf(CorpusError);
});
