import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { CaseRecord } from "./case-record.ts";
import { clusterCases, clustersFromFile, smallerId } from "./clusters.ts";
import { CorpusError } from "./corpus-error.ts";

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

it("joins by shared citation and by name with date, transitively, under the smallest id by value", () => {
  const key = clusterCases([
    record(200, "Pelworth v. Dalmere Co.", "1990-01-02", "3 F.3d 4"),
    record(30, "Another Name", "1991-05-05", "3 F. 3d 4", "7 U.S. 8"),
    record(9, "PELWORTH v. DALMERE CO", "1990-01-02", "1 A.2d 2"),
    record(10, "Pelworth v. Dalmere Co.", "1990-01-03", "5 A.2d 6"),
  ]);
  expect([200, 30, 9].map((id) => key(`cap:${id}`))).toEqual(["9", "9", "9"]);
  expect(key("cap:10")).toBe("10");
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
