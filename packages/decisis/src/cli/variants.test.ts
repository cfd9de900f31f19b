import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { decisis } from "./test-support/decisis.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-variants-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CASES = ["--generated", "100"];
const at = (name: string): string => join(root, name);
const read = (name: string) => JSON.parse(readFileSync(at(name), "utf8"));

/** The tasks of a built part, answered with their golds. */
function answered(folder: string): string {
  const lines = readFileSync(join(at(folder), "test.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  const file = at(`${folder}.jsonl`);
  const golds = lines.map((line) => JSON.parse(line) as { id: string; gold: string });
  writeFileSync(file, golds.map(({ id, gold }) => `${JSON.stringify({ task: id, completion: gold })}\n`).join(""));
  return file;
}

it("builds tasks of a variant, evaluates on them, and does not take them for those of runs", async () => {
  const build = (...more: string[]) => decisis("env", "build", "bluebook-citation", ...CASES, ...more);
  expect((await build("--out", at("plain"))).code).toBe(0);
  const built = await build("--variant", "twin", "--out", at("twin"));
  expect(built.code).toBe(0);
  expect(built.out).toMatch(/^\d+ tasks \(0 train, \d+ validation, \d+ test\)/);
  expect(read("twin/manifest.json").environment).toMatchObject({ id: "bluebook-citation", variant: "twin" });
  expect(read("plain/manifest.json").environment).not.toHaveProperty("variant");

  const measure = (file: string, to: string, ...more: string[]) =>
    decisis("eval", file, "--environment", "bluebook-citation", ...CASES, "--out", at(to), ...more);
  expect((await measure(answered("plain"), "plain.json")).code).toBe(0);
  const twins = answered("twin");
  const scored = await measure(twins, "twin.json", "--variant", "twin", "--json");
  expect(scored.code).toBe(0);
  expect(JSON.parse(scored.out)).toMatchObject({ share: 1, environment: { variant: "twin" } });
  expect((await measure(twins, "none.json")).code).toBe(2);
  expect(existsSync(at("none.json"))).toBe(false);

  // An evaluation says which tasks it is on.
  expect((await measure(at("twin.json"), "again.json")).code).toBe(0);
  expect(read("again.json").environment.variant).toBe("twin");
  expect(await measure(at("plain.json"), "none.json", "--variant", "twin")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^eval: \S+plain.json is on the tasks of runs, not on the variant twin\n$/),
  });
  const compared = await decisis("compare", at("plain.json"), at("twin.json"));
  expect(compared.code).toBe(2);
  expect(compared.err).toMatch(/cannot be compared with bluebook-citation \S+ in the variant twin/);
});

it("names the variants that there are", async () => {
  expect((await decisis("env", "list")).out).toMatch(/--variant twin: .*\n[\s\S]*--variant checked: /);
  const build = (id: string, variant: string) =>
    decisis("env", "build", id, "--variant", variant, ...CASES, "--out", at("no"));
  expect(await build("treatment", "open")).toMatchObject({
    code: 2,
    err: "treatment has no variant `open`: there are evidence, checked, checked-evidence\n",
  });
  expect(await build("irac-summary", "twin")).toMatchObject({
    code: 2,
    err: "irac-summary has no variant `twin`: it has none\n",
  });
  const evaluated = await decisis("eval", root, "--environment", "holding-selection", "--variant", "twin", ...CASES);
  expect(evaluated).toMatchObject({ code: 2, err: "holding-selection has no variant `twin`: it has none\n" });
  expect(existsSync(at("no"))).toBe(false);
});
