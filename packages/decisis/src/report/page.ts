import { createHash } from "node:crypto";
import type { DescribedEnvironment, RunDescription } from "../runs/run-folder.ts";
import { charts, stageSpans } from "./curves.ts";
import { escapeHtml as e, escapeJson } from "./escape.ts";
import { lineChart } from "./line-chart.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import type { Report } from "./report.ts";
import type { ShownSamples } from "./sample-selection.ts";
import type { RunRecords } from "./seed-records.ts";
import {
  conclusions,
  detectable,
  figure,
  footnote,
  interval,
  mark,
  percent,
  pValue,
  signed,
} from "./terminal-table.ts";

/** The report as one file that asks for nothing from anywhere: opens from disk, from an archive, from a mail. */
export function reportPage(report: Report, records: RunRecords, samples: ShownSamples): string {
  const drawn = charts(records.seeds);
  const spans = stageSpans(records.seeds);
  const policy = `default-src 'none'; style-src '${hash(pageStyle)}'; script-src '${hash(pageScript)}'; base-uri 'none'; form-action 'none'`;
  const { description } = records;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${e(report.run)} · decisis</title>
<style>${pageStyle}</style>
</head>
<body><main>
<h1>${e(report.run)}</h1>
${description.environments.map(({ id, summary }) => `<p class="lead">${description.environments.length > 1 ? `<b>${e(id)}</b>: ` : ""}${e(summary)}</p>`).join("")}
${conclusions(report)
  .map((c) => `<p class="conclusion">${e(c)}</p>`)
  .join("")}
<h2>Results</h2>
${matrixTable(report)}
${cellTable(report)}
<p class="note">${e(footnote(report))}</p>
${comparisonTable(report)}
${baselineTable(report)}
${drawn.length > 0 ? `<h2>Training</h2><p class="note">${e(curveNote(report))}</p><div class="charts">${drawn.map((c, i) => lineChart(c, spans, i)).join("")}</div>` : ""}
${sampleViewer(samples)}
${description.environments.map((environment) => `<h2>${e(environment.id)}</h2>${environmentCard(environment)}`).join("")}
<h2>Data</h2>
${list({ sources: description.tasks.sources.join(", "), licences: description.tasks.licences.join(", "), "hash of the tasks": description.tasks.sha256 })}
<h2>How it was made</h2>
${makingOf(description, report)}
${eventList(records)}
</main>
<script type="application/json" id="chart-data">${escapeJson(drawn)}</script>
<script type="application/json" id="sample-data">${escapeJson(samples)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

const hash = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((h) => `<th scope="col">${h}</th>`).join("");
  const body = rows.map((r) => `<tr>${r.map((c) => `<td>${c}</td>`).join("")}</tr>`).join("");
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function cellTable(report: Report): string {
  return table(
    [
      "stage",
      "reward",
      "",
      "95 % interval",
      "SD over seeds",
      "greedy",
      "exact",
      "mean tokens",
      "truncated",
      "n",
      "seeds",
    ],
    report.cells.map((c) => [
      named(report, c.task, c.stage),
      `<b>${figure(c.mean)}</b>`,
      bar(c.mean, c.metrics.range_min, c.metrics.range_max, "model"),
      interval(c.ci95),
      figure(c.sd),
      figure(c.metrics.greedy),
      percent(c.metrics.exact),
      Number.isFinite(c.metrics.mean_length) ? c.metrics.mean_length.toFixed(1) : "–",
      percent(c.metrics.clipped_ratio),
      String(c.n),
      String(c.seeds),
    ]),
  );
}

function comparisonTable(report: Report): string {
  if (report.comparisons.length === 0) return "";
  return `<h2>What changed</h2>${table(
    ["compared", "verdict", "difference", "95 % interval", "p (Holm)", "detectable", "n", "seed by seed"],
    report.comparisons.map((c) => [
      `${named(report, c.task, `${c.from} → ${c.to}`)}${c.against === "control" ? '<br><span class="note">same trained tokens</span>' : ""}`,
      `<span class="verdict ${c.verdict === "better" || c.verdict === "worse" ? c.verdict : ""}">${c.verdict}</span>`,
      signed(c.difference),
      interval(c.ci95),
      pValue(c.pAdjusted),
      detectable(c.smallestDetectable),
      String(c.n),
      `<span class="seeds">${c.perSeed.map((s) => `${s.seed}: ${signed(s.difference)} [${interval(s.ci95)}]`).join("<br>")}</span>`,
    ]),
  )}
<p class="note">Shares of the reward's range, paired by task; intervals from 10,000 bootstrap draws of seeds and of clusters of tasks
(${Math.min(...report.comparisons.map((c) => c.clusters))} clusters). Detectable: the difference that so much data finds four times in five. Better or worse: Holm-adjusted p ≤ 0.05, all seeds agree, and at least 0.03 (from above 0.9: a third of what is missing).</p>`;
}

function baselineTable(report: Report): string {
  if (report.baselines.length === 0) return "";
  return `<h2>Without a model</h2>${table(
    ["baseline", "reward", ""],
    report.baselines.map((b) => [
      named(report, b.task, b.name),
      figure(b.mean),
      b.mean === null ? "" : bar(b.mean, ...rangeOf(report, b.task), ""),
    ]),
  )}`;
}

/** Of several skills the name of one goes in front. */
const named = (report: Report, task: string, text: string): string =>
  report.tasks.length > 1 ? `<span class="note">${e(task)}</span> ${e(text)}` : e(text);

function rangeOf(report: Report, task: string): [low: number, high: number] {
  const { range_min, range_max } = report.cells.find((c) => c.task === task)!.metrics;
  return [range_min, range_max];
}

function matrixTable(report: Report): string {
  if (report.tasks.length === 1) return "";
  const rows = report.stages.map((stage) => [
    e(stage),
    ...report.tasks.map((task) => {
      const cell = report.cells.find((c) => c.stage === stage && c.task === task);
      if (cell === undefined) return "–";
      return `<b>${figure(cell.mean)}</b> ${mark(report, stage, task)}<br><span class="note">${interval(cell.ci95)}</span>`;
    }),
  ]);
  const kept = report.forgetting.map((f) => [
    e(f.task),
    e(f.best),
    signed(f.difference),
    interval(f.ci95),
    `<span class="verdict ${f.verdict === "better" || f.verdict === "worse" ? f.verdict : ""}">${f.verdict}</span>`,
  ]);
  return `${table(["stage × skill", ...report.tasks.map(e)], rows)}
<p class="note">▲ better, ▼ worse than where the stage started, = as good as; no mark: no significant change.</p>
${kept.length > 0 ? `<h2>What was kept</h2>${table(["skill", "best after", "at the end, against that", "95 % interval", "verdict"], kept)}` : ""}`;
}

function bar(value: number, low: number, high: number, className: string): string {
  const width = Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)));
  return `<svg class="bar" width="100" height="10" viewBox="0 0 100 10" aria-hidden="true"><rect class="${className}" width="${width.toFixed(1)}" height="10" rx="2"/></svg>`;
}

const curveNote = (report: Report): string =>
  `${report.seeds.length > 1 ? `Means over ${report.seeds.length} seeds. ` : ""}Faint: as measured. Strong: smoothed within each stage. Point at a chart, or focus it and use the arrow keys.`;

function sampleViewer({ samples, recorded, seed }: ShownSamples): string {
  if (samples.length === 0) return "";
  const left = recorded - samples.length;
  const label = (text: string, control: string, className = ""): string =>
    `<label class="${className}">${text}${control}</label>`;
  return `<h2>Completions</h2>
<p class="note">${samples.length} of ${recorded} recorded completions of seed ${seed}${left > 0 ? `; ${left} were left out to keep this page small: they are in the run's samples folder` : ""}.</p>
<div class="controls">
${label("Stage", `<select id="stage"></select>`)}
${label("Part", `<select id="kind"><option value="training">training</option><option value="held-out">held out</option></select>`)}
${label(`<span id="step-name">Step</span>`, `<input id="step" type="range" min="0" max="0" value="0">`, "grow")}
${label("Order", `<select id="order"><option value="">as sampled</option><option value="best">highest reward first</option><option value="worst">lowest reward first</option></select>`)}
${label("Containing", `<input id="search" type="search">`)}
<button id="previous" type="button">Previous</button><button id="next" type="button">Next</button><output id="count" aria-live="polite"></output>
</div>
<div id="viewer"></div>`;
}

function environmentCard({ id, version, grader, tasks }: DescribedEnvironment): string {
  return list({
    environment: `${id}, version ${version}`,
    grader: `${grader.id}, reward from ${grader.range[0]} to ${grader.range[1]}`,
    tasks: `${tasks.train} for training, ${tasks.validation} for validation, ${tasks.evaluation} held out in ${tasks.clusters} clusters`,
    "cases without a task": String(tasks.skipped_cases),
  });
}

function makingOf(d: RunDescription, report: Report): string {
  const stages = d.config.stages
    .map((s) => `<details><summary>${e(s.id)}: ${s.method}, from ${e(s.from)}</summary>${list(flat(s))}</details>`)
    .join("");
  return `${list({
    command: d.command,
    began: d.created_at,
    "report made": report.createdAt,
    machine: `${d.machine.cpu}, ${d.machine.cores} cores, ${d.machine.memory_gib} GiB, ${d.machine.platform}`,
    seeds: report.seeds.join(", "),
    versions: Object.entries(d.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", "),
  })}
${stages}
<details><summary>Evaluation and adapter</summary>${list({ ...flat(d.config.evaluation), lora: d.config.lora === null ? "none: full fine-tuning" : JSON.stringify(d.config.lora) })}</details>
<details><summary>Base model, ${d.model.files.length} files</summary>${list(
    Object.fromEntries(d.model.files.map((f) => [f.name, `${f.bytes} bytes, sha256 ${f.sha256}`])),
  )}</details>`;
}

function eventList({ seeds }: RunRecords): string {
  const events = seeds.flatMap(({ seed, events }) => events.map((event) => ({ seed, ...event })));
  if (events.length === 0) return "";
  const shown = events.slice(-200);
  const items = shown.map(
    (v) =>
      `<li class="${v.level === "info" ? "" : "warning"}">seed ${v.seed}${v.stage === null ? "" : `, ${e(v.stage)}`}${v.step === null ? "" : `, step ${v.step}`}: ${e(v.text)}</li>`,
  );
  return `<details><summary>What happened (${events.length})</summary><ul>${items.join("")}</ul></details>`;
}

const flat = (object: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object).map(([k, v]) => [k, v !== null && typeof v === "object" ? JSON.stringify(v) : String(v)]),
  );

const list = (entries: Readonly<Record<string, string>>): string =>
  `<dl>${Object.entries(entries)
    .map(([k, v]) => `<dt>${e(k)}</dt><dd>${e(v)}</dd>`)
    .join("")}</dl>`;
