import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const fixtures = join(import.meta.dirname, "fixtures", "trl");
const scripts = join(import.meta.dirname, "..", "scripts", "trl-fixtures");
const files = globSync("**/*", { cwd: fixtures }).filter((path) => statSync(join(fixtures, path)).isFile());

test("golden numbers come from the scripts as they are, and from TRL 1.13.0", () => {
  const records = files.filter((path) => /\b(?:loss|rollout|optimizer|logprob|cases|runs)\.json$/.test(path));
  expect(records).toHaveLength(6);
  for (const path of records) {
    const { made_by } = JSON.parse(readFileSync(join(fixtures, path), "utf8"));
    const hash = createHash("sha256");
    for (const script of [basename(made_by.script), "fixture.py"]) hash.update(readFileSync(join(scripts, script)));
    expect(made_by.sha256, `${path} was not made anew after a change of ${made_by.script}`).toBe(hash.digest("hex"));
    expect(made_by.versions).toMatchObject({ trl: "1.13.0", torch: "2.13.0+cpu" });
  }
});

test("golden numbers stay small", () => {
  const bytes = files.reduce((sum, path) => sum + statSync(join(fixtures, path)).size, 0);
  expect(bytes).toBeLessThan(1.5e6);
});
