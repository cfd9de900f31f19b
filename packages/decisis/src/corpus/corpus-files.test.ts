import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { CorpusError } from "./corpus-error.ts";
import { problemText } from "./corpus-problem.ts";
import { importCorpus } from "./import-corpus.ts";

/** Paths that the user may not read: a test that runs as root could not make one. */
const hidden = vi.hoisted(() => new Set<string>());
vi.mock("node:fs/promises", async (original) => {
  const fs = await original<typeof import("node:fs/promises")>();
  const guarded = (name: "open" | "readdir" | "readFile" | "stat") =>
    (async (path: string, ...rest: never[]) => {
      const refused = [...hidden].find((h) => h === path || (name === "readdir" && h.startsWith(path)));
      if (refused === undefined) return (fs[name] as (...args: unknown[]) => unknown)(path, ...rest);
      const message = `EACCES: permission denied, ${name} '${refused}'`;
      throw Object.assign(new Error(message), { code: "EACCES", syscall: name, path: refused });
    }) as never;
  return {
    ...fs,
    open: guarded("open"),
    readdir: guarded("readdir"),
    readFile: guarded("readFile"),
    stat: guarded("stat"),
  };
});

const work = await mkdtemp(join(tmpdir(), "corpus-files-"));
afterAll(() => rm(work, { recursive: true }));

const caseLine = JSON.stringify({
  id: 1,
  name: "Pelworth v. Dalmere",
  name_abbreviation: "Pelworth v. Dalmere",
  decision_date: "1953-11-06",
  citations: [{ type: "official", cite: "100 A.2d 1" }],
  court: { name: "District of Columbia Court of Appeals", name_abbreviation: "D.C." },
  jurisdiction: { name_long: "District of Columbia" },
  casebody: { opinions: [{ type: "majority", author: null, text: "Affirmed." }] },
});

let count = 0;
let root = "";
beforeEach(async () => {
  hidden.clear();
  root = join(work, String(count++));
  await mkdir(join(root, "volume"), { recursive: true });
  await writeFile(join(root, "volume", "cases.jsonl"), caseLine);
});

const imported = async (path = root) => {
  const { report } = await importCorpus(path);
  return {
    cases: report.cases,
    problems: report.listed.map((p) => `${p.kind} ${problemText(p).slice(root.length + 1)}`),
  };
};

it.each([
  ["the folder", (r: string) => r, (r: string) => r],
  ["a folder in it", (r: string) => join(r, "volume"), (r: string) => r],
  ["a file", (r: string) => join(r, "volume", "cases.jsonl"), (r: string) => r],
  ["the file", (r: string) => join(r, "volume", "cases.jsonl"), (r: string) => join(r, "volume", "cases.jsonl")],
  ["the list of clusters", (r: string) => join(r, "clusters.jsonl"), (r: string) => r],
])("says in one line that %s may not be read", async (_, which, path) => {
  await writeFile(join(root, "clusters.jsonl"), '{"cluster": 1, "ids": [1]}');
  expect(await imported(path(root))).toEqual({ cases: 1, problems: [] });
  hidden.add(which(root));
  const error = await imported(path(root)).catch((e: Error) => e);
  expect(error).toBeInstanceOf(CorpusError);
  expect((error as Error).message).toBe(
    `${which(root)}: may not be read (permission denied); mend that, or take it out of the corpus`,
  );
});

it.skipIf(!existsSync("/proc/self/mem"))("says so when a read fails", async () => {
  await expect(imported("/proc/self/mem")).rejects.toThrow("/proc/self/mem: cannot be read (EIO); mend that");
});

it("waits for no pipe and follows no link, and says what it left out", async () => {
  execFileSync("mkfifo", [join(root, "a.jsonl"), join(root, "volume", "b.json.gz")]);
  await symlink("nothing", join(root, "c.json"));
  await symlink(join(root, "volume", "cases.jsonl"), join(root, "d.jsonl"));
  await symlink(root, join(root, "volume", "again"));
  await mkdir(join(root, "e.json"));
  await symlink("f.zip", join(root, "f.zip"));
  const link = "a link, and links in a folder are not followed";
  expect(await imported()).toEqual({
    cases: 1,
    problems: [
      "left-out a.jsonl: neither a file nor a folder",
      `left-out c.json: ${link}`,
      `left-out d.jsonl: ${link}`,
      `left-out f.zip: ${link}`,
      "left-out volume/b.json.gz: neither a file nor a folder",
    ],
  });
  expect(await imported(join(root, "d.jsonl"))).toMatchObject({ cases: 1 });
  await expect(imported(join(root, "a.jsonl"))).rejects.toThrow(/a\.jsonl: neither a file nor a folder$/);
  await expect(imported(join(root, "c.json"))).rejects.toThrow(/c\.json: no such file or folder$/);
  await expect(imported(join(root, "f.zip"))).rejects.toThrow(/f\.zip: is a link that leads to itself; mend that/);
});

it("refuses a list of clusters that it does not read: without it the split would be another", async () => {
  await writeFile(join(work, "clusters.jsonl"), '{"cluster": 1, "ids": [1]}');
  await symlink(join(work, "clusters.jsonl"), join(root, "clusters.jsonl"));
  await expect(imported()).rejects.toThrow(/clusters\.jsonl: a link, and links .*; put the file itself there$/);
});

it("passes over records of a list that are nested without end", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  await writeFile(join(root, "deep.json"), `[${caseLine}, ${deep}, {"id": ${deep}}]`);
  expect((await imported()).problems).toEqual([
    "broken deep.json entry [1]: nested too deeply",
    "broken deep.json entry [2]: nested too deeply",
    expect.stringMatching(/^duplicate volume/),
  ]);
});
