import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync, strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { CorpusError } from "./corpus-error.ts";
import { type CorpusProblem, problemText } from "./corpus-problem.ts";
import { type ReadCasesOptions, readCases } from "./read-cases.ts";
import { sha256 } from "./sha256.ts";

const caseJson = (id: number, text = "Affirmed.") =>
  JSON.stringify({
    id,
    name: `PELWORTH v. DALMERE COMPANY NO. ${id}`,
    name_abbreviation: `Pelworth v. Dalmere Co. No. ${id}`,
    decision_date: "1953-11-06",
    citations: [{ type: "official", cite: `100 A.2d ${id}` }],
    court: { name: "District of Columbia Court of Appeals", name_abbreviation: "D.C." },
    jurisdiction: { name_long: "District of Columbia" },
    casebody: { opinions: [{ type: "majority", author: "STENFORD, J.", text }] },
  });

async function folder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "corpus-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

async function read(path: string, options: ReadCasesOptions = {}) {
  const problems: CorpusProblem[] = [];
  const ids: string[] = [];
  const hashes: string[] = [];
  for await (const { record } of readCases(path, { ...options, onProblem: (problem) => problems.push(problem) })) {
    ids.push(record.id);
    hashes.push(record.provenance.sha256);
  }
  return {
    ids,
    hashes,
    problems,
    texts: problems.map((problem) => `${problem.kind} ${problemText(problem).slice(path.length + 1)}`),
  };
}

describe("readCases", () => {
  it("reads every container and layout in one folder, in the order of paths, with the hash of each record's bytes", async () => {
    const root = await folder({
      "a.jsonl": `\uFEFF${caseJson(1)}\r\n\r\n${caseJson(2)}`,
      "b.jsonl.gz": gzipSync(strToU8(`${caseJson(3)}\n${caseJson(4)}\n`)),
      "c.zip": zipSync({
        "metadata/CasesMetadata.json": strToU8(`[${caseJson(90)}]`),
        "json/0001-01.json": strToU8(caseJson(5)),
        "html/x.html": strToU8("<p>"),
      }),
      "d/json/0002-01.json": `\uFEFF${caseJson(6)}`,
      "d/metadata/VolumeMetadata.json": "{}",
      "e.json": `[${caseJson(7)},${caseJson(8)}]`,
      "clusters.jsonl": '{"cluster":1,"ids":[1,2]}',
      "notes.md": "no case",
    });
    const found = await read(root);
    expect(found.problems).toEqual([]);
    expect(found.ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((id) => `cap:${id}`));
    expect(found.hashes[1]).toBe(sha256(caseJson(2)));
    expect(found.hashes[4]).toBe(sha256(caseJson(5)));
    expect(await read(root)).toEqual(found);
  });

  it("reports broken records by line or entry, goes on, and stops at the first in strict mode", async () => {
    const root = await folder({
      "a.jsonl": [
        caseJson(1),
        caseJson(2).slice(0, 80),
        "\u0001\u0002 junk",
        '{"id":3,"citations":[],"decision_date":"1999-13-01","name":"X","court":{"name":"Y"}}',
        caseJson(4),
      ].join("\n"),
      "b.zip": zipSync({
        "json/1.json": strToU8("{"),
        "json/2.json": strToU8(caseJson(5)),
        "../up.json": strToU8(caseJson(6)),
      }),
      "c.json": `[${caseJson(7)}, 5]`,
    });
    const found = await read(root);
    expect(found.ids).toEqual(["cap:1", "cap:4", "cap:5", "cap:7"]);
    expect(found.texts).toEqual([
      expect.stringMatching(/^broken a\.jsonl line 2: not valid JSON .*cut off or damaged/),
      expect.stringMatching(/^broken a\.jsonl line 3: not valid JSON/),
      expect.stringMatching(/^broken a\.jsonl line 4: field decision_date .*1999-13-01/),
      expect.stringMatching(/^broken b\.zip entry json\/1\.json: not valid JSON/),
      expect.stringMatching(/^broken b\.zip entry \.\.\/up\.json: its name leaves/),
      expect.stringMatching(/^broken c\.json entry \[1\]: not a JSON object but number/),
    ]);
    await expect(read(root, { strict: true })).rejects.toThrow(/a\.jsonl line 2: not valid JSON/);
    await expect(read(root, { strict: true })).rejects.toBeInstanceOf(CorpusError);
  });

  it("names a file of something else once and leaves it out", async () => {
    const sentences = Array.from(
      { length: 50 },
      (_, i) => `{"id":"ts-${i}","term":"vessel","text":"A sentence."}`,
    ).join("\n");
    const root = await folder({
      "cases.jsonl": caseJson(1),
      "sentences.jsonl.gz": gzipSync(strToU8(sentences)),
      "weights.json": "{}",
      "junk.jsonl": new Uint8Array([0, 1, 2, 3]),
    });
    const found = await read(root);
    expect(found.ids).toEqual(["cap:1"]);
    expect(found.texts).toEqual([
      "left-out junk.jsonl: binary data: neither JSON, gzip nor zip",
      expect.stringMatching(
        /^left-out sentences\.jsonl\.gz line 1: its first record is no case: it has the fields id, term, text/,
      ),
      expect.stringMatching(/^left-out weights\.json: its first record is no case/),
    ]);
    // Once a file has shown a case, a foreign record in it is a broken one.
    const mixed = await folder({ "mixed.jsonl": `${caseJson(1)}\n{"term":"vessel"}` });
    expect((await read(mixed)).texts).toEqual([expect.stringMatching(/^broken mixed\.jsonl line 2: no case/)]);
  });

  it("reads what a cut gzip stream still gives, and says that it is cut", async () => {
    const lines = Array.from({ length: 400 }, (_, i) => caseJson(i + 1, sha256(String(i)).repeat(5)));
    const whole = gzipSync(strToU8(`${lines.join("\n")}\n`));
    const cut = await read(await folder({ "a.jsonl.gz": whole.slice(0, whole.length / 2) }));
    expect(cut.ids.length).toBeGreaterThan(100);
    expect(cut.ids.length).toBeLessThan(400);
    expect(cut.texts.at(-1)).toMatch(/gzip stream is cut off/);
    const flipped = whole.slice();
    flipped.fill(0xff, whole.length / 2, whole.length / 2 + 40);
    const damaged = await read(await folder({ "a.jsonl.gz": flipped }));
    expect(damaged.ids.length).toBeGreaterThan(50);
    expect(damaged.texts.at(-1)).toMatch(/gzip stream is damaged|cut off/);
    const two = new Uint8Array([...gzipSync(strToU8(`${caseJson(1)}\n`)), ...gzipSync(strToU8(caseJson(2)))]);
    expect((await read(await folder({ "a.jsonl.gz": two }))).ids).toEqual(["cap:1", "cap:2"]);
  });

  it("passes over lines of white space, and gives up a file of nothing but broken ones", async () => {
    const junk = "x\n".repeat(9_999);
    const root = await folder({
      "a.jsonl": ` \n\t\r\n${caseJson(1)}\n${junk}${caseJson(2)}\n${junk}${caseJson(3)}\n`,
      "b.jsonl.gz": gzipSync(strToU8(`${caseJson(4)}\n${junk}${junk}${caseJson(5)}\n`)),
      "c.json": `[${caseJson(6)}${", 0".repeat(20_000)}, ${caseJson(7)}]`,
      "d.jsonl": caseJson(8),
    });
    const found = await read(root);
    expect(found.ids).toEqual([1, 2, 3, 4, 6, 8].map((id) => `cap:${id}`));
    expect(found.texts[0]).toMatch(/^broken a\.jsonl line 4: not valid JSON/);
    const counts = Object.entries(Object.groupBy(found.texts, (text) => text.split(" ")[1].slice(0, 1)));
    expect(counts.map(([file, texts]) => [file, texts?.length, texts?.at(-1)])).toEqual([
      ["a", 19_998, expect.stringMatching(/ line 20002: not valid JSON/)],
      ["b", 10_001, "broken b.jsonl.gz: 10000 broken records in a row; the rest is not read"],
      ["c", 10_001, "broken c.json: 10000 broken records in a row; the rest is not read"],
    ]);
  });

  it("reads a line of several megabytes", async () => {
    const root = await folder({ "a.jsonl": `${caseJson(1, "word ".repeat(600_000))}\n${caseJson(2)}` });
    expect((await read(root)).ids).toEqual(["cap:1", "cap:2"]);
  });

  it("reads Common Pile lines, and says that they lack metadata", async () => {
    const line = (id: number) =>
      `{"id":"${id}","source":"Caselaw Access Project","added":"2024","created":"1999","metadata":{"license":"Public Domain"},"text":"PELWORTH v. DALMERE"}`;
    const root = await folder({ "a.jsonl": caseJson(1), "pile.jsonl": `${line(1)}\n${line(2)}\n` });
    const found = await read(root);
    expect(found.problems.map(({ kind, line }) => [kind, line])).toEqual([
      ["unusable", 1],
      ["unusable", 2],
    ]);
    expect(found.problems[0].reason).toContain("Common Pile");
    await expect(read(join(root, "pile.jsonl"))).rejects.toThrow(
      /no case in it \(2 problems, the first: .*Common Pile/,
    );
  });

  it("tells of files and entries in one line, whatever they are called", async () => {
    const root = await folder({
      "a\nwarning: forged\u001b[31m\u2028.jsonl": `${caseJson(1)}\n{`,
      "b\r\u009b.zip": zipSync({ "c\nd.json": strToU8("{"), "../e\0\n.json": strToU8("{}") }),
    });
    expect((await read(root)).texts).toEqual([
      expect.stringMatching(/^broken a\\u000awarning: forged\\u001b\[31m\\u2028\.jsonl line 2: not valid JSON [^\n]*$/),
      expect.stringMatching(/^broken b\\u000d\\u009b\.zip entry c\\u000ad\.json: not valid JSON [^\n]*$/),
      "broken b\\u000d\\u009b.zip entry ../e\\u0000\\u000a.json: its name holds a NUL",
    ]);
    await expect(read(root, { strict: true })).rejects.toThrow(/a\\u000awarning: forged[^\n]*: not valid JSON[^\n]*$/);
    await expect(read(join(root, "no\nwhere"))).rejects.toThrow(/\/no\\u000awhere: no such file or folder$/);
  });

  it("refuses paths without a case in one clear sentence", async () => {
    const root = await folder({ "notes.md": "x", "empty.jsonl": "", "other/blank.jsonl": "\n\n" });
    await expect(read(join(root, "missing"))).rejects.toThrow(/missing: no such file or folder/);
    await expect(read(join(root, "notes.md"))).rejects.toThrow(/no case in it/);
    await expect(read(join(root, "empty.jsonl"))).rejects.toThrow(/the file is empty/);
    await expect(read(join(root, "other"))).rejects.toThrow(/no case in it \(the files are empty\)/);
    await mkdir(join(root, "bare"));
    await expect(read(join(root, "bare"))).rejects.toThrow(/no case file in this folder \(looked for/);
  });
});
