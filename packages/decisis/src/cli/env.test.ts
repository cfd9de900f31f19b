import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { SPLIT_RULE } from "../corpus/split.ts";
import { ENVIRONMENTS } from "../environments/registry.ts";
import { decisis } from "./test-support/decisis.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-env-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("env", () => {
  it.each(ENVIRONMENTS.map((e) => e.id))("builds the same files again, without a leak: %s", async (id) => {
    const build = (to: string) =>
      decisis("env", "build", id, "--generated", "100", "--out", join(root, id, to), "--json");
    const [a, b] = [await build("a"), await build("b")];
    expect(a.code).toBe(0);
    expect(a.out).toBe(b.out);
    const { clustersInTwoParts, split } = JSON.parse(a.out);
    expect(clustersInTwoParts).toBe(0);
    expect(split).toMatchObject({ rule: SPLIT_RULE, leaks: 0 });
    for (const { cases, sha256 } of Object.values<{ cases: number; sha256: string }>(split.parts)) {
      expect(cases).toBeGreaterThan(0);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    const file = (to: string, name: string) => readFileSync(join(root, id, to, name), "utf8");
    for (const name of ["train.jsonl", "validation.jsonl", "test.jsonl", "manifest.json", "card.json", "card.md"])
      expect(file("a", name), name).toBe(file("b", name));
    const card = JSON.parse(file("a", "card.json"));
    const { parts, skipped, environment } = JSON.parse(a.out);
    expect(card).toMatchObject({ environment: id, version: environment.version, tasks: { generated: parts } });
    expect(Object.values<number>(card.skipped).reduce((sum, n) => sum + n, 0)).toBe(skipped.length);
    expect(card.sources[0].licence).toBe("Apache-2.0");
    const { baselines } = ENVIRONMENTS.find((e) => e.id === id)!;
    expect(card.baselines.map((b: { name: string; n: number }) => [b.name, b.n])).toEqual(
      baselines.map(({ name }) => [name, parts.test]),
    );
    for (const { name } of baselines) expect(file("a", "card.md")).toContain(`| ${name} | `);
  });

  it("puts the audit of the reward on the card, under the day given", async () => {
    const build = (day: string) =>
      decisis("env", "build", "treatment", "--generated", "60", "--out", join(root, "audited"), "--audit", day);
    expect(await build("2026-01-31")).toMatchObject({ code: 0 });
    const { audit } = JSON.parse(readFileSync(join(root, "audited", "card.json"), "utf8"));
    expect(audit).toMatchObject({ date: "2026-01-31", subject: "treatment", passed: true, figures: { gold: 1 } });
    expect((await build("2026-02-31")).err).toMatch(/'2026-02-31' is invalid\. give a day, as in 2026-01-31/);
  });

  it("says what no task could be built of, rule by rule", async () => {
    const counted = await decisis("env", "build", "treatment", "--generated", "40", "--out", join(root, "counted"));
    expect(counted.code).toBe(0);
    expect(counted.out).toMatch(/\d+ clusters, 0 in two parts\nnot used: \d+ no-label/);
    const none = await decisis("env", "build", "holding-selection", "--generated", "3", "--out", join(root, "none"));
    expect(none.code).toBe(2);
    expect(none.err).toMatch(
      /^holding-selection \(.+\): 3 cases give no usable tasks \(7 fewer than four distractors; first gen:/,
    );
    expect(existsSync(join(root, "none"))).toBe(false);
  });

  /** A folder with these lines in one file. */
  const corpus = (name: string, lines: readonly string[]): string => {
    const folder = join(root, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "cases.jsonl"), `${lines.join("\n")}\n`);
    return folder;
  };
  const record = (id: number, plaintiff: string): string =>
    JSON.stringify({
      id,
      name: `${plaintiff} COMPANY, Appellant, v. The ENGLANDER COMPANY, Inc., Appellee`,
      name_abbreviation: `${plaintiff} Co. v. Englander Co.`,
      decision_date: `1957-01-${10 + id}`,
      citations: [{ type: "official", cite: `239 F.2d ${500 + id}` }],
      court: { name: "United States Court of Appeals for the Eighth Circuit", name_abbreviation: "8th Cir." },
      jurisdiction: { name: "U.S." },
    });
  const strictly = (name: string, ...more: string[]) =>
    decisis("env", "build", "bluebook-citation", "--out", join(root, `${name}-built`), "--strict", ...more);

  it("stops at the first broken or duplicate record if it is to, with file and line", async () => {
    const sound = [record(1, "STAR"), record(2, "OAK")];
    for (const [name, lines, message] of [
      [
        "cut-off",
        [sound[0], sound[1].slice(0, 99)],
        /^[^\n]*cases\.jsonl line 2: not valid JSON at .*cut off or damaged\n$/,
      ],
      [
        "twice",
        [...sound, sound[0]],
        /^[^\n]*cases\.jsonl line 3: cap:1 was read before, with the same bytes[^\n]*\n$/,
      ],
    ] as const) {
      const folder = corpus(name, lines);
      const { code, err } = await strictly(name, "--corpus", folder);
      expect(code).toBe(2);
      expect(err).toMatch(message);
      expect(existsSync(join(root, `${name}-built`))).toBe(false);
      const lenient = await decisis(
        "env",
        "build",
        "bluebook-citation",
        "--corpus",
        folder,
        "--out",
        join(root, `${name}-built`),
      );
      expect(lenient.code).toBe(0);
      expect(lenient.err).toMatch(/1 records passed over/);
    }
  });

  it("stops at a task with a fault if it is to, and not where a sound case gives none", async () => {
    const unlabelled = await decisis(
      ...["env", "build", "treatment", "--generated", "40", "--out", join(root, "unlabelled"), "--strict"],
    );
    expect(unlabelled).toMatchObject({ code: 0, out: expect.stringMatching(/not used: \d+ no-label/) });
    const environment = ENVIRONMENTS.find((e) => e.id === "bluebook-citation")!;
    const { build } = environment;
    const faulty = vi.spyOn(environment, "build").mockImplementation((cases, options) => {
      const { tasks, skipped } = build(cases, options);
      return { skipped, tasks: tasks.map((task, i) => (i === 3 ? { ...task, gold: "Oak v. Elm" } : task)) };
    });
    const { code, err } = await strictly("faulty", "--generated", "40");
    faulty.mockRestore();
    expect(code).toBe(2);
    expect(err).toMatch(/^bluebook-citation: [0-9a-f]{16}: gold-below-full: the gold earns \S+\n$/);
    expect(existsSync(join(root, "faulty-built"))).toBe(false);
  });
});
