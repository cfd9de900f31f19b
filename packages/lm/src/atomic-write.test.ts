import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { streamFileAtomically, writeFileAtomically, writeFolderAtomically } from "./atomic-write.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "atomic-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""], { env: {} }).pid;
}

describe("writeFileAtomically", () => {
  it("creates missing folders, writes and replaces", async () => {
    const path = join(folder, "a", "b.txt");
    await writeFileAtomically(path, "one");
    await writeFileAtomically(path, new Uint8Array([50]));
    expect(await readFile(path, "utf8")).toBe("2");
    expect(await readdir(join(folder, "a"))).toEqual(["b.txt"]);
  });

  it("leaves the old content and nothing else when writing fails half way", async () => {
    const path = join(folder, "x");
    await writeFileAtomically(path, "old");
    const failing = streamFileAtomically(path, async (file) => {
      await file.writeFile("half");
      throw new Error("out of ideas");
    });
    await expect(failing).rejects.toThrow("out of ideas");
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["x"]);
  });

  it("says in one line why a path cannot be written", async () => {
    await writeFile(join(folder, "file"), "");
    const path = join(folder, "file", "below");
    await expect(writeFileAtomically(path, "")).rejects.toMatchObject({
      name: "ModelError",
      message: `${path}: cannot be written: a part of the path is not a folder`,
    });
  });

  it("keeps concurrent writes apart", async () => {
    const path = join(folder, "x");
    await Promise.all(Array.from({ length: 20 }, (_, i) => writeFileAtomically(path, `${i}`.repeat(10_000))));
    expect(new Set((await readFile(path, "utf8")).match(/../g)).size).toBe(1);
    expect(await readdir(folder)).toEqual(["x"]);
  });
});

describe("writeFolderAtomically", () => {
  const fill = (text: string) => async (dir: string) => {
    await mkdir(join(dir, "sub"));
    await writeFile(join(dir, "sub", "f"), text);
  };

  it("writes a folder and replaces one", async () => {
    const target = join(folder, "step-1");
    await writeFolderAtomically(target, fill("one"));
    await writeFile(join(target, "old"), "");
    await writeFolderAtomically(target, fill("two"));
    expect(await readFile(join(target, "sub", "f"), "utf8")).toBe("two");
    expect(await readdir(target)).toEqual(["sub"]);
    expect(await readdir(folder)).toEqual(["step-1"]);
  });

  it("shows nothing at the target before everything is written, and nothing after a failure", async () => {
    const target = join(folder, "step-1");
    const failing = writeFolderAtomically(target, async (dir) => {
      await fill("half")(dir);
      expect(await readdir(folder)).not.toContain("step-1");
      throw new Error("killed");
    });
    await expect(failing).rejects.toThrow("killed");
    expect(await readdir(folder)).toEqual([]);
  });

  it("removes what killed writers of the same target left, and only that", async () => {
    const [dead, here] = [deadPid(), process.pid];
    const kept = [
      `step-2.partial-${dead}-0-0`,
      `step-1.partial-1-0-0`,
      "step-1.partial-x",
      `step-10.partial-${dead}-0-0`,
    ];
    for (const name of [...kept, `step-1.partial-${dead}-0-3`, `step-1.partial-${here}-0-999999`]) {
      await mkdir(join(folder, name));
    }
    await writeFolderAtomically(join(folder, "step-1"), fill("x"));
    expect((await readdir(folder)).sort()).toEqual([...kept, "step-1"].sort());
  });

  it("puts back a folder that a killed writer had moved aside", async () => {
    const aside = join(folder, `final.replaced-${deadPid()}-0-0`);
    await mkdir(aside);
    await writeFile(join(aside, "f"), "precious");
    const failing = writeFolderAtomically(join(folder, "final"), async () => {
      throw new Error("again");
    });
    await expect(failing).rejects.toThrow("again");
    expect(await readFile(join(folder, "final", "f"), "utf8")).toBe("precious");
    expect(await readdir(folder)).toEqual(["final"]);
  });
});
