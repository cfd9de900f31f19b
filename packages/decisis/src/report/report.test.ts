import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Engine } from "../engines/engine.ts";
import { run } from "../runs/run.ts";
import { inMemoryEngine } from "../runs/test-support/in-memory-engine.ts";
import { sumsJob, sumsRunFile } from "../runs/test-support/sums-run.ts";
import { buildReport } from "./build-report.ts";
import { escapeHtml, escapeJson } from "./escape.ts";
import { scale, short } from "./line-chart.ts";
import { markdownReport } from "./markdown-report.ts";
import { improves, type Report } from "./report.ts";
import { selectSamples, spread } from "./sample-selection.ts";
import { readRunRecords } from "./seed-records.ts";
import { comparisonCells, EXACT_NOTE, exactCells, terminalReport } from "./terminal-table.ts";

const root = mkdtempSync(join(tmpdir(), "decisis-report-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const newRun = async (name: string, seeds: readonly number[], engine: Engine = inMemoryEngine()): Promise<string> => {
  const folder = join(root, name);
  mkdirSync(folder);
  await run(sumsJob(folder, { file: { ...sumsRunFile(folder), seeds }, engine }));
  return join(folder, "run");
};

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(1)><!-- \u2028 " ' & ]]>`;
const attack: Engine = {
  ...inMemoryEngine(),
  async *train(job, signal) {
    for await (const event of inMemoryEngine().train(job, signal)) {
      if (event.type === "rollouts") {
        const [first, ...others] = event.rollouts;
        const grade = { ...first.grade, reasons: [hostile], subRewards: { "<b>sum</b>": 1 } };
        yield {
          ...event,
          rollouts: [{ ...first, grade, completion: { ...first.completion, text: hostile } }, ...others],
        };
      } else yield event;
    }
    yield { type: "message", level: "info", text: hostile };
  },
};
const attackedRun = await newRun("attacked", [1], attack);
const attacked = readFileSync(join(attackedRun, "report.html"), "utf8");

describe("the report page", () => {
  it("shows what a model wrote and runs none of it", () => {
    expect(attacked.match(/<script/g)).toHaveLength(3);
    expect(attacked).not.toMatch(/<img|<b>sum|onerror=alert\(1\)>[^\\]*</);
    const data = attacked.match(/<script type="application\/json" id="sample-data">(.*?)<\/script>/s)![1];
    const { samples } = JSON.parse(data) as { samples: { completion: string; reasons: string[] }[] };
    expect(samples.find((s) => s.completion === hostile)?.reasons).toEqual([hostile]);
  });

  it("asks for nothing from anywhere and lets its own script and style alone run", () => {
    const markup = attacked.replaceAll(/(<script[^>]*>).*?<\/script>/gs, "$1");
    expect(markup).not.toMatch(/<[^>]*\s(src|href|action|style|on[a-z]+)=|url\(|@import|https?:/);
    const policy = attacked.match(/Content-Security-Policy" content="([^"]*)"/)![1];
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${hash(attacked.match(/<script>(.*?)<\/script>/s)![1])}`);
    expect(policy).toContain(`style-src ${hash(attacked.match(/<style>(.*?)<\/style>/s)![1])}`);
  });

  it("says how many completions it leaves out", async () => {
    const out = await newRun("samples", [1]);
    const shown = await selectSamples(readRunRecords([out]));
    // 12 steps of 4 rollouts; 20 tasks after each of 4 stages.
    expect(shown.recorded).toBe(48 + 80);
    expect(shown.samples.filter((s) => s.step !== null)).toHaveLength(48);
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain("128 of 128 recorded completions of seed 1");
    for (const s of shown.samples) expect(shown.tasks[s.prompt].prompt).toContain("What is");
  });

  it("shows completions of all seeds within the same bound", async () => {
    const out = await newRun("seeds-3-5", [3, 5]);
    const shown = await selectSamples(readRunRecords([out]));
    expect(shown).toMatchObject({ seeds: [3, 5], recorded: 2 * (48 + 80) });
    const of = (seed: number) => shown.samples.filter((s) => s.seed === seed);
    expect(of(3).length).toBe(of(5).length);
    expect(shown.samples.filter((s) => s.step === null).length).toBeLessThan(2 * 80);
    for (const s of shown.samples) expect(s.skill).toBe("sums");
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toMatch(/recorded completions of seeds 3, 5; \d+ were left out/);
    expect(page).toContain('<select id="seed">');
    expect(page).not.toContain('<select id="skill">');
  });
});

describe("the Markdown for a pull request", () => {
  const withoutFences = (text: string): string =>
    text.replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "").replaceAll(/(?<!\\)`[^`\n]*`/g, "");

  it("has figures, controls and completions, with all that they need beside them", async () => {
    const records = readRunRecords([join(root, "seeds-3-5", "run")]);
    const report = buildReport(records, new Date(0));
    const text = markdownReport(report, await selectSamples(records), true);
    expect(text).toMatch(/^# sums\n\n2 seeds \(3, 5\)\. test, 1 cores, .*: `decisis train run\.yaml`\n/);
    expect(text).toMatch(/\| stage \| sums \(n = 20\) \|/);
    for (const c of report.cells) expect(text).toContain(`**${c.mean.toFixed(3)}**`);
    expect(text).toMatch(/## Controls\n\n.*\n.*\n\| sums \| more-sft → grpo \|/);
    for (const title of ["What changed", "Seed by seed", "Exact answers", "Without a model", "Completions"])
      expect(text).toContain(`<details><summary>${title}</summary>\n\n`);
    expect(text).toMatch(
      /\*\*sums\*\*, grpo, seed [35], task [0-9a-f]+: reward [01]\.000\n\n```text\n\[user\]\nWhat is/,
    );
    expect(markdownReport(report, await selectSamples(records), false)).toContain("**The run is not finished:**");
  });

  it("keeps what a model wrote within fences, and the whole within a comment", async () => {
    const records = readRunRecords([attackedRun]);
    const report = buildReport(records, new Date(0));
    const shown = await selectSamples(records);
    const text = (completion: string, reasons: string[]) =>
      markdownReport(
        report,
        { ...shown, samples: shown.samples.map((s) => ({ ...s, completion, reasons, skill: "sums" })) },
        true,
      );
    const closing = `</details>\n\`\`\`\n# heading\n${hostile}`;
    const said = text(closing, [closing]);
    expect(said).toContain(closing);
    const outside = withoutFences(said);
    expect(outside).not.toMatch(/(?<!\\)<(?!\/?(details|summary|br)>|0\.001)/);
    expect(outside).not.toMatch(/^# heading/m);
    expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
    expect(text("x".repeat(5000), ["y".repeat(50_000)]).length).toBeLessThan(65_536);
    const many = { ...report, comparisons: Array.from({ length: 400 }, () => report.comparisons[0]) };
    const long = markdownReport(many, shown, true);
    expect(long.length).toBeLessThan(65_536);
    expect(long).toMatch(/Left out for their length: (seed by seed, )?exact answers\. They are in report\.html\./);
  });
});

describe("a report", () => {
  it("of two pieces is the report of the whole", async () => {
    const pieces = await Promise.all([newRun("seed-3", [3]), newRun("seed-5", [5])]);
    const whole = join(root, "seeds-3-5", "run");
    const at = new Date(0);
    const figures = ({ cells, comparisons, seeds }: Report) => ({ cells, comparisons, seeds });
    expect(figures(buildReport(readRunRecords(pieces), at))).toEqual(figures(buildReport(readRunRecords([whole]), at)));
    expect(() => readRunRecords([pieces[0], pieces[0]])).toThrow(/seed 3 stands in more than one/);
  });

  it("puts pieces made with other numbers of threads together, and not those of other stages", async () => {
    const first = await newRun("one-thread", [3]);
    const piece = (name: string, key: string): string => {
      const folder = join(root, name, "run");
      cpSync(join(root, "seed-5", "run"), folder, { recursive: true });
      const path = join(folder, "run.json");
      const description = JSON.parse(readFileSync(path, "utf8")) as { fingerprint: Record<string, string> };
      description.fingerprint[key] += "1";
      writeFileSync(path, JSON.stringify(description));
      return folder;
    };
    expect(readRunRecords([first, piece("threads", "the engine's threads")]).seeds).toHaveLength(2);
    expect(() => readRunRecords([first, piece("stages", "stages")])).toThrow(/no piece of the run .*: stages differ/);
  });

  it("is printed with n, seeds, intervals and a word for every difference", async () => {
    const report = buildReport(readRunRecords([join(root, "seeds-3-5", "run")]), new Date(0));
    const text = terminalReport(report);
    for (const c of report.comparisons) expect(text).toContain(c.verdict);
    expect(text).toMatch(/stage\s+reward\s+95 % interval\s+SD over seeds\s+greedy\s+exact\s+n\s+seeds/);
    expect(text).toMatch(/base → sft, seed by seed: 3: .* · 5: /);
    expect(text).toMatch(/more-sft → grpo \(same tokens\)/);
    expect(text).toMatch(/grpo (improves|is not shown to improve)/);
  });

  it("gives a comparison the same figures wherever it shows it", async () => {
    const folder = join(root, "seeds-3-5", "run");
    const records = readRunRecords([folder]);
    const report = buildReport(records, new Date(0));
    const page = readFileSync(join(folder, "report.html"), "utf8");
    const markdown = markdownReport(report, await selectSamples(records), true);
    const terminal = terminalReport(report).replaceAll(/ {2,}/g, "  ");
    for (const c of report.comparisons) {
      const cells = comparisonCells(c);
      expect(cells[1]).toMatch(/^−?[01]\.\d{3} … −?[01]\.\d{3}$/);
      expect(page).toContain(`<td>${cells.join("</td><td>")}</td><td>${c.n}</td>`);
      expect(markdown).toContain(`| ${[...cells, c.n, c.verdict].join(" | ")} |`);
      expect(terminal).toContain(`  ${[...cells, c.verdict].join("  ")}\n`);
      expect(page).toContain(`<td>${exactCells(c.exact!).join("</td><td>")}</td><td>${c.n}</td>`);
      expect(markdown).toContain(`| ${exactCells(c.exact!).join(" | ")} |`);
    }
    for (const note of [EXACT_NOTE, "Detectable: "]) for (const text of [page, markdown]) expect(text).toContain(note);
  });

  it("calls a stage improved only if it beats its start and its control", () => {
    const comparison = (from: string, against: string, verdict: string) => ({
      task: "sums",
      from,
      to: "grpo",
      against,
      verdict,
    });
    const report = (...comparisons: object[]) => ({ comparisons }) as unknown as Report;
    const better = comparison("sft", "start", "better");
    expect(improves(report(better, comparison("more", "control", "better")), "sums", "grpo")).toBe(true);
    expect(improves(report(better, comparison("more", "control", "no significant change")), "sums", "grpo")).toBe(
      false,
    );
    expect(improves(report(better), "sums", "grpo")).toBeNull();
  });
});

describe("small parts", () => {
  it("escape whatever they are given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
        expect(escapeJson([text])).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(escapeJson([text]))).toEqual([text]);
      }),
    );
  });

  it("give axes that hold their values with few round ticks", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const [low, high, ticks] = scale(min, max);
        const slack = 1e-6 * (high - low);
        expect(low).toBeLessThanOrEqual(min + slack);
        expect(high).toBeGreaterThanOrEqual(max - slack);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
    expect([0, 0.5, 1234.5, 1e-5, 123456].map(short)).toEqual(["0", "0.5", "1235", "1.0e−5", "1.2e5"]);
  });

  it("spread a choice over what there is", () => {
    expect(spread([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
    expect(spread([1, 2], 3)).toEqual([1, 2]);
    expect(spread([1, 2], 1)).toEqual([1]);
  });
});
