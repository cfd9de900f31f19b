import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CorpusError } from "./corpus-error.ts";
import { corpusStats } from "./corpus-stats.ts";
import { importCorpus } from "./import-corpus.ts";
import { splitOf } from "./split.ts";

const DATA = process.env.DECISIS_DATA;

const line = (id: number, name: string, date: string, cite: string, text = "Affirmed.") =>
  JSON.stringify({
    id,
    name,
    name_abbreviation: name,
    decision_date: date,
    citations: [{ type: "official", cite }],
    court: { name: "Supreme Court of Georgia", name_abbreviation: "Ga." },
    jurisdiction: { name_long: "Georgia" },
    casebody: { opinions: [{ type: "majority", author: null, text }] },
  });

async function corpus(lines: readonly string[], clusters?: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "import-"));
  await writeFile(join(root, "cases.jsonl"), lines.join("\n"));
  if (clusters !== undefined) await writeFile(join(root, "clusters.jsonl"), clusters);
  return root;
}

describe("importCorpus", () => {
  it("keeps the first of two records with one id and reports the other", async () => {
    const path = await corpus([
      line(5, "A v. B", "1990-01-01", "1 Ga. 2"),
      line(5, "A v. B", "1990-01-01", "1 Ga. 2"),
      line(5, "C v. D", "1991-01-01", "3 Ga. 4"),
    ]);
    const { cases, report } = await importCorpus(path);
    expect(cases.map((c) => c.record.name)).toEqual(["A v. B"]);
    expect(report.problems).toMatchObject({ duplicate: 2, broken: 0 });
    expect(report.listed.map((p) => p.reason)).toEqual([
      expect.stringContaining("the same bytes"),
      expect.stringContaining("other content"),
    ]);
    expect(report.listed.map((p) => p.line)).toEqual([2, 3]);
    await expect(importCorpus(path, { strict: true })).rejects.toBeInstanceOf(CorpusError);
  });

  it("finds clusters by the own rule where no list is given, and by the list where there is one", async () => {
    const lines = [
      line(30, "A v. B", "1990-01-01", "1 Ga. 2"),
      line(9, "A v. B", "1990-01-01", "3 S.E.2d 4"),
      line(12, "C v. D", "1990-01-01", "5 Ga. 6"),
    ];
    const own = await importCorpus(await corpus(lines));
    expect(own.cases.map((c) => c.cluster)).toEqual(["9", "9", "12"]);
    expect(own.report.clusterRule).toContain("share a citation");
    const listed = await importCorpus(await corpus(lines, '{"cluster":12,"ids":[12,30]}\n'));
    expect(listed.cases.map((c) => c.cluster)).toEqual(["12", "9", "12"]);
    for (const { cluster, split } of [...own.cases, ...listed.cases]) expect(split).toBe(splitOf(cluster));
    expect(listed.report.split).toMatchObject({ cases: 3, clusters: 2, leaks: 0 });
  });

  it("uses the list beside a file as it does in the folder, so that a part splits as the whole", async () => {
    const path = await corpus([line(12, "C v. D", "1990-01-01", "5 Ga. 6")], '{"cluster":3,"ids":[3,12]}');
    expect((await importCorpus(join(path, "cases.jsonl"))).cases[0].cluster).toBe("3");
  });
});

describe.skipIf(DATA === undefined || !existsSync(`${DATA}/cases`))("real cases", () => {
  it("imports all of them, the same each time, without a leak", async () => {
    const { cases, report } = await importCorpus(`${DATA}/cases`);
    expect(report.cases).toBe(1123);
    expect(report.problems).toEqual({ broken: 0, unusable: 0, "left-out": 1, duplicate: 0, warning: 0 });
    expect(report.listed[0].file).toMatch(/term_sentences\.jsonl\.gz$/);
    expect(report.split.leaks).toBe(0);
    expect(new Set(cases.map((c) => c.record.provenance.sha256)).size).toBe(1123);
    expect(corpusStats(cases)).toMatchObject({
      cases: 1123,
      clusters: 1023,
      years: ["1846", "2018"],
      opinions: 1123 + 0,
    });
  });

  it("imports the static form", async () => {
    const { cases } = await importCorpus(`${DATA}/cap-static`);
    expect(cases.length).toBe(9);
    expect(cases[0].record).toMatchObject({
      id: "cap:8118004",
      docketNumber: "No. 1389",
      citations: [{ volume: "100", reporter: "A.2d", page: "36" }],
    });
    expect(cases.every((c) => c.record.opinions[0].text.length > 100)).toBe(true);
  });
});
