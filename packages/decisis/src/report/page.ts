import type { DescribedEnvironment, RunDescription } from "../runs/run-folder.ts";
import { auditWarnings } from "./audit-warnings.ts";
import { type CommonAxis, commonAxis } from "./common-axis.ts";
import { charts } from "./curves.ts";
import { classTables, componentTables, passTable } from "./detail-tables.ts";
import { escapeHtml as e } from "./escape.ts";
import { lineChart } from "./line-chart.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import type { Report } from "./report.ts";
import { baselineTable, cellTable, comparisonTable, exactTable, matrixTable } from "./result-tables.ts";
import type { ShownSamples } from "./sample-selection.ts";
import type { RunRecords } from "./seed-records.ts";
import { conclusions, footnote } from "./terminal-table.ts";
import { wholePage } from "./whole-page.ts";

/** The report as one file that asks for nothing from anywhere: opens from disk, from an archive, from a mail. */
export function reportPage(report: Report, records: RunRecords, samples: ShownSamples): string {
  const axis = commonAxis(records.seeds);
  const drawn = charts(records, axis);
  const { description } = records;
  return wholePage({
    title: `${report.run} · decisis`,
    style: pageStyle,
    script: pageScript,
    data: { "chart-data": { charts: drawn, stages: axis.spans }, "sample-data": samples },
    body: `<h1>${e(report.run)}</h1>
${description.environments.map(({ id, summary }) => `<p class="lead">${description.environments.length > 1 ? `<b>${e(id)}</b>: ` : ""}${e(summary)}</p>`).join("")}
${auditWarnings(report)
  .map((w) => `<p class="warning">${e(w)}</p>`)
  .join("")}
${conclusions(report)
  .map((c) => `<p class="conclusion">${e(c)}</p>`)
  .join("")}
<h2>Results</h2>
${matrixTable(report)}
${cellTable(report)}
<p class="note">${e(footnote(report))}</p>
${comparisonTable(report)}
${exactTable(report)}
${classTables(report)}
${passTable(report)}
${baselineTable(report)}
${componentTables(report)}
${drawn.length > 0 ? `<h2>Training</h2><p class="note">${e(curveNote(report, axis))}</p><div class="charts">${drawn.map((c, i) => lineChart(c, axis.spans, i)).join("")}</div>` : ""}
${sampleViewer(samples)}
${description.environments.map((environment) => `<h2>${e(environment.id)}</h2>${environmentCard(environment, report)}`).join("")}
<h2>Data</h2>
${list({ sources: description.tasks.sources.join(", "), licences: description.tasks.licences.join(", "), "hash of the tasks": description.tasks.sha256 })}
<h2>How it was made</h2>
${makingOf(description, report)}
${eventList(records)}`,
  });
}

const curveNote = (report: Report, { moved }: CommonAxis): string =>
  `${report.seeds.length > 1 ? `Means over ${report.seeds.length} seeds. ` : ""}${moved ? "Stages differ between seeds: each is drawn as long as it was in the longest. " : ""}Faint: as measured. Strong: smoothed within each stage. Point at a chart, or focus it and use the arrow keys.`;

function sampleViewer({ samples, recorded, seeds }: ShownSamples): string {
  if (samples.length === 0) return "";
  const left = recorded - samples.length;
  const several = (values: readonly unknown[]): boolean => new Set(values).size > 1;
  const label = (text: string, control: string, className = ""): string =>
    `<label class="${className}">${text}${control}</label>`;
  return `<h2>Completions</h2>
<p class="note">${samples.length} of ${recorded} recorded completions of ${seeds.length === 1 ? "seed" : "seeds"} ${seeds.join(", ")}${left > 0 ? `; ${left} were left out to keep this page small: they are in the run's samples folder` : ""}.</p>
<div class="controls">
${label("Stage", `<select id="stage"></select>`)}
${several(samples.map((s) => s.seed)) ? label("Seed", `<select id="seed"><option value="">all</option></select>`) : ""}
${several(samples.map((s) => s.skill)) ? label("Skill", `<select id="skill"><option value="">all</option></select>`) : ""}
${label("Part", `<select id="kind"><option value="training">training</option><option value="held-out">held out</option></select>`)}
${label(`<span id="step-name">Step</span>`, `<input id="step" type="range" min="0" max="0" value="0">`, "grow")}
${label("Order", `<select id="order"><option value="">as sampled</option><option value="best">highest reward first</option><option value="worst">lowest reward first</option></select>`)}
${label("Containing", `<input id="search" type="search">`)}
<button id="previous" type="button">Previous</button><button id="next" type="button">Next</button><output id="count" aria-live="polite"></output>
</div>
<div id="viewer"></div>`;
}

function environmentCard({ id, version, grader, tasks }: DescribedEnvironment, { audits = [] }: Report): string {
  const audit = audits.find((a) => a.task === id);
  return list({
    environment: `${id}, version ${version}`,
    grader: `${grader.id}, reward from ${grader.range[0]} to ${grader.range[1]}`,
    ...(audit === undefined
      ? {}
      : { "audit of the reward": `${audit.passed ? "passed" : "failed"} on ${audit.rows} tasks` }),
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
