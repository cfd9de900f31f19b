import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Reads a golden file made by scripts/text-fixtures.py. For tests. */
export async function textFixture<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`./fixtures/text/${name}`, import.meta.url), "utf8")) as T;
}

/** Calls `use` with a new folder that holds `files` and deletes it afterwards. For tests. */
export async function withFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "lm-test-"));
  try {
    for (const [name, data] of Object.entries(files)) await writeFile(join(folder, name), data);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
