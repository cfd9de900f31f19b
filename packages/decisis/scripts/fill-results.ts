/**
 * Puts measured figures into README.md and docs/results.md, between their markers, from the reports and baselines in git.
 *
 *   npx node packages/decisis/scripts/fill-results.ts [--check]     --check: exit 1 if the pages differ from the reports
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { skillSections } from "../src/report/markdown-report.ts";
import type { Comparison, Report } from "../src/report/report.ts";
import { conclusions, footnote } from "../src/report/terminal-table.ts";
import { armsTable } from "./arms-table.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
// biome-ignore lint/suspicious/noExplicitAny: figures are read as their scripts wrote them.
const read = (path: string): any => (existsSync(root + path) ? JSON.parse(readFileSync(root + path, "utf8")) : null);
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((r) => `| ${r.join(" | ")} |`).join("\n");
const f3 = (x: number | null | undefined): string => (x === null || x === undefined ? "–" : x.toFixed(3));
const signed = (x: number): string => `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(3)}`;
const between = ([lo, hi]: readonly [number, number]): string => `${f3(lo)} to ${f3(hi)}`;
const against = { start: "where it started", base: "the base model", control: "the same tokens spent on more SFT" };

function runTables(path: string): string {
  const report = read(path) as Report | null;
  if (report === null) return "";
  if (report.tasks.length > 1)
    return [skillSections(report), "", conclusions(report).join(" "), "", footnote(report)].join("\n");
  const cells = table(
    ["stage", "mean reward (sampled)", "95 % interval", "SD over seeds", "greedy", "exact (sampled)", "n", "seeds"],
    report.cells.map((c) => [
      c.stage,
      f3(c.mean),
      between(c.ci95 as [number, number]),
      f3(c.sd),
      f3(c.metrics.greedy),
      `${(100 * c.metrics.exact).toFixed(1)} %`,
      String(c.n),
      String(c.seeds),
    ]),
  );
  const comparisons = table(
    ["stage", "against", "difference", "95 % interval", "p (Holm)", "verdict"],
    report.comparisons.map((c: Comparison) => [
      c.to,
      `${c.from}, ${against[c.against]}`,
      signed(c.difference),
      between(c.ci95 as [number, number]),
      c.pAdjusted < 0.001 ? "< 0.001" : c.pAdjusted.toFixed(3),
      c.verdict,
    ]),
  );
  const baselines = `Without a model: ${report.baselines.map((b) => `${b.name} ${f3(b.mean)}`).join(", ")}.`;
  return [cells, "", comparisons, "", [...conclusions(report), baselines].join(" "), "", footnote(report)].join("\n");
}

function parity(): string {
  const found = read("docs/results/parity/report.json");
  if (found === null) return "";
  return table(
    [
      "model (512 tokens)",
      "SD of logits",
      "base",
      "adapter written here, read by peft",
      "adapter of peft, read here",
      "greedy",
    ],
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    found.models.map((m: any) => [
      m.name,
      m.sd.toFixed(2),
      ...["base", "adapter-ours", "adapter-theirs"].map((k) => m.errors[k].toExponential(1)),
      m.greedyEqual ? "equal" : "differs",
    ]),
  ).concat(
    `\n\nLargest error as a share of the largest logit; ${Object.entries(found.versions)
      .map(([k, v]) => `${k} ${v}`)
      .join(", ")}.`,
  );
}

function audit(): string {
  const found = read("docs/results/audit/report.json");
  if (found === null) return "";
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const audits: any[] = found.audits;
  const range = ({ mean, p95, max }: { mean: number; p95: number; max: number }) =>
    `${f3(mean)} (${f3(p95)}, ${f3(max)})`;
  return [...Map.groupBy(audits, (a) => a.origin)]
    .map(([origin, some]) =>
      [
        `**${origin} cases**`,
        "",
        table(
          [
            "skill",
            "tasks",
            "completions",
            "found",
            "middling honest answers",
            "majority",
            "best constant",
            "opposites",
            "wrong answers",
            "distinct equivalents, lowest",
          ],
          some.map((a) => [
            `${a.subject} ${a.version}`,
            a.rows.toLocaleString("en-US"),
            a.gradings.toLocaleString("en-US"),
            a.failures.length === 0 ? "nothing" : String(a.failures.length),
            a.honest === null ? "closed labels" : `${f3(a.honest.mean)}, median ${f3(a.honest.median)}`,
            f3(a.majority),
            f3(a.bestConstant),
            f3(a.opposites.mean),
            f3(a.wrong.mean),
            `${a.equivalents.distinct.toLocaleString("en-US")}, ${f3(a.equivalents.lowest)}`,
          ]),
        ),
        "",
        table(
          ["#", "class", ...some.map((a) => a.subject)],
          some[0].classes.map((c: { number: number; name: string }, i: number) => [
            String(c.number),
            c.name,
            ...some.map(({ classes }) => (classes[i].notApplicable || classes[i].n === 0 ? "–" : range(classes[i]))),
          ]),
        ),
      ].join("\n"),
    )
    .join("\n\n");
}

function speed(): string {
  const step = read("benchmarks/baselines/grpo-step-a.json");
  const engine = read("benchmarks/baselines/engine.json");
  const parts: string[] = [];
  if (step !== null)
    parts.push(
      table(
        ["GRPO step, shape (a)", "step", "rollout", "grading", "training", "other"],
        (["trl", "decisis"] as const).map((who) => [
          who === "trl" ? `TRL ${step.versions.trl}` : "decisis",
          ...["step", "rollout", "grading", "training", "other"].map((k) => `${step[who][k].toFixed(2)} s`),
        ]),
      ),
      `\nRatio of step times, TRL / decisis: ${step.ratio.median.toFixed(2)} (${step.ratio.least.toFixed(2)} to ${step.ratio.most.toFixed(2)}), medians of ${step.rounds} alternating rounds, ${step.quietRounds} of them on a quiet machine; ${step.machine.cpu}, ${step.machine.cores} cores, 2 threads, float32. Replayed step: loss differs by ${step.parity.loss.difference.toExponential(1)}, gradient norm by ${step.parity.grad_norm.relative.toExponential(1)} (relative).`,
    );
  if (engine !== null)
    parts.push(
      "",
      table(
        ["pocket model", "figure"],
        engine.rows.map((r: { what: string; value: number; unit: string }) => [
          r.what,
          `${r.value >= 100 ? Math.round(r.value).toLocaleString("en-US") : r.value.toFixed(2)} ${r.unit}`,
        ]),
      ),
      `\n${engine.machine.cpu}, ${engine.machine.cores} cores; medians of ${engine.repeats}.`,
    );
  return parts.join("\n");
}

function memory(): string {
  const found = read("benchmarks/baselines/memory.json");
  const large = read("docs/results/large-checkpoint/report.json");
  const parts: string[] = [];
  if (found !== null) {
    const at = (step: number): string =>
      found.curve.find((c: { step: number }) => c.step === step)?.rssMb.toFixed(0) ?? "–";
    parts.push(
      `Resident memory ${at(200)} MB at step 200, ${at(1000)} MB at step 1,000: ${(100 * found.growth).toFixed(2)} % more (bound 3 %).`,
    );
  }
  if (large !== null)
    parts.push(
      `${large.what}: peak ${large.peakGib.toFixed(1)} GiB (bound 16), ${large.seconds.toFixed(0)} s; losses of the SFT steps ${large.sftLosses.map((l: number) => l.toFixed(3)).join(", ")}.`,
    );
  return parts.join("\n\n");
}

function crashSafety(): string {
  const found = read("docs/results/crash-safety/report.json");
  if (found === null) return "";
  const moved = found.moved
    ? ` Updates that moved weights: ${found.moved.sft} of SFT, ${found.moved.grpo} of GRPO.`
    : " The untrained model of this run earns no reward, so its GRPO stage moved no weights: resumption of GRPO updates is held by the engine's tests, which cut a stage at a checkpoint.";
  return `${found.kills} kills, ${found.compared.length} files compared (metrics, rollouts, weights of two stages, evaluations): ${found.differences.length === 0 ? "all identical" : `${found.differences.join(", ")} differ`}.${moved}`;
}

function endpoint(): string {
  const e = read("docs/results/endpoint/report.json");
  if (e === null) return "";
  return `${e.tasks} tasks of ${e.environment.id}, one greedy completion each, in ${e.sittings} sittings: ${e.faults} faults injected, the server away once (exit ${e.exitOfOutage}), ${e.kills} SIGKILLs, ${e.retries} retries in all. Completions that differ from those of an undisturbed evaluation: ${e.different}; without a score: ${e.unscorable}; asked again after their answer was on disk: ${e.repeated}. ${e.seconds} s; ${e.cpu}, ${e.cores} cores.`;
}

const pages: Record<string, Record<string, string>> = {
  "README.md": {
    results: runTables("docs/results/caselaw/report.json"),
    "real-case-law": runTables("docs/results/real/report.json"),
  },
  "docs/results.md": {
    demo: runTables("docs/results/demo/report.json"),
    caselaw: runTables("docs/results/caselaw/report.json"),
    arms: armsTable(
      `${root}docs/results`,
      [
        { name: "with replay", folder: "caselaw" },
        { name: "without replay", folder: "no-replay" },
        { name: "multi-task", folder: "multitask" },
      ],
      "sft",
    ),
    forgetting: runTables("docs/results/forgetting/report.json"),
    "caselaw-real": runTables("docs/results/caselaw-real/report.json"),
    "real-case-law": runTables("docs/results/real/report.json"),
    parity: parity(),
    audit: audit(),
    speed: speed(),
    memory: memory(),
    "crash-safety": crashSafety(),
    endpoint: endpoint(),
  },
};
let stale = false;
for (const [page, parts] of Object.entries(pages)) {
  const before = readFileSync(root + page, "utf8");
  let text = before;
  for (const [name, content] of Object.entries(parts)) {
    const [open, close] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
    const [from, to] = [text.indexOf(open), text.indexOf(close)];
    if (from < 0 || to < from) throw new Error(`${page}: no markers for ${name}`);
    const body = content === "" ? "Not measured yet." : content;
    text = `${text.slice(0, from + open.length)}\n${body}\n${text.slice(to)}`;
  }
  if (text === before) continue;
  stale = true;
  if (!process.argv.includes("--check")) writeFileSync(root + page, text);
}
process.exitCode = stale && process.argv.includes("--check") ? 1 : 0;
