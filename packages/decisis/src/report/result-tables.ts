import { escapeHtml as e } from "./escape.ts";
import { bar, estimate, fold, named, table, word } from "./html-parts.ts";
import { besideReward, type Comparison, type Report } from "./report.ts";
import {
  COMPARISON_HEADER,
  comparisonCells,
  EXACT_HEADER,
  EXACT_NOTE,
  exactCells,
  figure,
  interval,
  KEPT_HEADER,
  keptCells,
  mark,
  percent,
  pValue,
  signed,
} from "./terminal-table.ts";

/** Stage × skill with intervals and marks, and what was kept of every skill; nothing where there is one skill alone. */
export function matrixTable(report: Report): string {
  if (report.tasks.length === 1) return "";
  const rows = report.stages.map((stage) => [
    e(stage),
    ...report.tasks.map((task) => {
      const cell = report.cells.find((c) => c.stage === stage && c.task === task);
      if (cell === undefined) return "–";
      return `<b>${figure(cell.mean)}</b> ${spokenMark(report, stage, task)}<br><span class="note">${interval(cell.ci95)}</span>`;
    }),
  ]);
  const kept = report.forgetting.map((f) => [e(f.task), e(f.best), ...keptCells(f), word(f.verdict)]);
  return `${table(["stage × skill", ...report.tasks.map(e)], rows)}
<p class="note">▲ better, ▼ worse than where the stage started, = as good as; no mark: no significant change.</p>
${kept.length > 0 ? `<h2>What was kept</h2>${table(["skill", ...KEPT_HEADER], kept)}` : ""}`;
}

export const cellTable = (report: Report): string =>
  bySkill(report, "figures of every stage", (task) => {
    const own = report.cells.filter((c) => c.task === task);
    const hasChance = own.some((c) => c.aboveChance !== null);
    return table(
      [
        "stage",
        "reward",
        "",
        "95 % interval",
        ...(hasChance ? ["above chance"] : []),
        "SD over seeds",
        "greedy",
        "exact",
        "mean tokens",
        "truncated",
        "n",
        "seeds",
      ],
      own.map((c) => [
        e(c.stage),
        `<b>${figure(c.mean)}</b>`,
        bar(c.mean, c.metrics.range_min, c.metrics.range_max, "model"),
        interval(c.ci95),
        ...(hasChance ? [estimate(c.aboveChance)] : []),
        figure(c.sd),
        figure(c.metrics.greedy),
        percent(c.metrics.exact),
        Number.isFinite(c.metrics.mean_length) ? c.metrics.mean_length.toFixed(1) : "–",
        percent(c.metrics.clipped_ratio),
        String(c.n),
        String(c.seeds),
      ]),
    );
  });

export function comparisonTable(report: Report): string {
  if (report.comparisons.length === 0) return "";
  const ofTask = (task: string) => report.comparisons.filter((c) => c.task === task);
  const tables = bySkill(
    report,
    (task) => {
      const counts = ["better", "worse", "as good as", "no significant change"].map((verdict) => ({
        verdict,
        n: ofTask(task).filter((c) => c.verdict === verdict).length,
      }));
      return counts.flatMap(({ verdict, n }) => (n === 0 ? [] : `${n} ${verdict}`)).join(", ");
    },
    (task) =>
      table(
        ["compared", "verdict", ...COMPARISON_HEADER, "n", "seed by seed"],
        ofTask(task).map((c) => [
          compared(c),
          word(c.verdict),
          ...comparisonCells(c),
          String(c.n),
          `<span class="seeds">${c.perSeed.map((s) => `${s.seed}: ${signed(s.difference)} [${interval(s.ci95)}]`).join("<br>")}</span>`,
        ]),
      ),
  );
  return `<h2>What changed</h2>${tables}
<p class="note">Shares of the reward's range, paired by task; intervals from 10,000 bootstrap draws of seeds and of clusters of tasks
(${Math.min(...report.comparisons.map((c) => c.clusters))} clusters). Detectable: the difference that so much data finds four times in five; n for 0.03: tasks that would find 0.03 so often under as many seeds (–: only more seeds can help, or nothing is known). Better or worse: p ≤ 0.05 after Holm over all ${report.comparisons.length} comparisons, all seeds agree, and at least 0.03 (from above 0.9: a third of what is missing).</p>`;
}

/** Rates of exact answers with McNemar's test, folded. */
export function exactTable(report: Report): string {
  const rows = (task: string): string[][] =>
    report.comparisons.flatMap((c) =>
      c.task !== task || c.exact === null
        ? []
        : [
            [
              compared(c),
              ...exactCells(c.exact),
              String(c.n),
              `<span class="seeds">${c.exact.mcnemar.map((m) => `${m.seed}: ${m.gained} gained, ${m.lost} lost, p ${pValue(m.p)}`).join("<br>") || "–"}</span>`,
            ],
          ],
    );
  const header = ["compared", ...EXACT_HEADER, "n", "McNemar's exact test, seed by seed"];
  const tables = report.tasks
    .filter((task) => rows(task).length > 0)
    .map((task) => fold(task, table(header, rows(task))));
  if (tables.length === 0) return "";
  return `<h2>Exact answers</h2><p class="note">${EXACT_NOTE}</p>${tables.join("")}`;
}

export function baselineTable(report: Report): string {
  if (report.baselines.length === 0) return "";
  const beside = besideReward(report.baselines);
  return `<h2>Without a model</h2>${table(
    ["baseline", "reward", "", ...beside.map(([header]) => header)],
    report.baselines.map((b) => [
      named(report, b.task, b.name),
      figure(b.mean),
      b.mean === null ? "" : bar(b.mean, ...rangeOf(report, b.task), ""),
      ...beside.map(([, key]) => figure(b[key])),
    ]),
  )}`;
}

/** One table, or of several skills one each, folded. */
function bySkill(report: Report, title: string | ((task: string) => string), make: (task: string) => string): string {
  if (report.tasks.length === 1) return make(report.tasks[0]);
  return report.tasks
    .map((task) => fold(`${task}: ${typeof title === "string" ? title : title(task)}`, make(task)))
    .join("");
}

const compared = (c: Comparison): string =>
  `${e(`${c.from} → ${c.to}`)}${c.against === "control" ? '<br><span class="note">same trained tokens</span>' : ""}`;

function spokenMark(report: Report, stage: string, task: string): string {
  const sign = mark(report, stage, task);
  const spoken = { "▲": "better", "▼": "worse", "=": "as good as" }[sign];
  return spoken === undefined ? "" : `<span role="img" aria-label="${spoken}">${sign}</span>`;
}

function rangeOf(report: Report, task: string): [low: number, high: number] {
  const { range_min, range_max } = report.cells.find((c) => c.task === task)!.metrics;
  return [range_min, range_max];
}
