import { auditWarnings } from "./audit-warnings.ts";
import { codeSpan, markdownFold as fold, markdownTable as table, markdownText as text } from "./markdown.ts";
import { markdownSamples } from "./markdown-samples.ts";
import { besideReward, type Report } from "./report.ts";
import type { ShownSamples } from "./sample-selection.ts";
import {
  COMPARISON_HEADER,
  comparisonCells,
  conclusions,
  duration,
  EXACT_HEADER,
  EXACT_NOTE,
  exactCells,
  figure,
  interval,
  KEPT_HEADER,
  keptCells,
  mark,
  notCitedNote,
  PASS_NOTE,
  pValue,
  signed,
} from "./terminal-table.ts";

/** Characters. GitHub takes 65,536 in a comment. */
const LONGEST = 60_000;

interface Section {
  readonly title: string;
  readonly content: string;
  /** Folded, and left out where the whole would be too long. */
  readonly folded?: boolean;
}

/** The report for a pull request. `finished`: every stage of the run file was evaluated. */
export function markdownReport(report: Report, samples: ShownSamples, finished: boolean): string {
  const sections: Section[] = [
    { title: "Stage × skill", content: matrix(report) },
    { title: "What was kept", content: kept(report) },
    { title: "Controls", content: controls(report) },
    { title: "What changed", content: changes(report), folded: true },
    { title: "Seed by seed", content: perSeed(report), folded: true },
    { title: "Exact answers", content: exact(report), folded: true },
    { title: "Above chance", content: overChance(report), folded: true },
    { title: "By class", content: classes(report), folded: true },
    { title: "On part of the tasks", content: parts(report), folded: true },
    { title: "Of k completions", content: passes(report), folded: true },
    { title: "Without a model", content: baselines(report), folded: true },
  ].filter((s) => s.content !== "");
  const chosen = [head(report, finished)];
  const left: string[] = [];
  const written = markdownSamples(report, samples);
  let length = chosen[0].length + written.length;
  for (const { title, content, folded } of sections) {
    const block = folded === true ? fold(title, content) : `## ${title}\n\n${content}`;
    if (folded === true && length + block.length > LONGEST) left.push(title.toLowerCase());
    else {
      chosen.push(block);
      length += block.length + 2;
    }
  }
  if (written !== "") chosen.push(fold("Completions", written));
  if (left.length > 0) chosen.push(`Left out for their length: ${left.join(", ")}. They are in report.html.`);
  return `${chosen.join("\n\n")}\n`;
}

function head(report: Report, finished: boolean): string {
  const { seeds, machine } = report;
  const one = seeds.length === 1 ? " How much of it is luck of the seed is not known." : "";
  const said = conclusions(report).map((c) => `- ${text(c)}`);
  return [
    `# ${text(report.run)}`,
    ...auditWarnings(report).map((warning) => `**${text(warning)}**`),
    ...(finished ? [] : ["**The run is not finished:** stages not evaluated yet are missing."]),
    `${seeds.length === 1 ? "One seed" : `${seeds.length} seeds`} (${seeds.join(", ")}).${one} ${text(machine.cpu)}, ${machine.cores} cores, ${duration(report.wallSeconds)}: ${codeSpan(report.command)}`,
    ...(said.length > 0 ? [said.join("\n")] : []),
  ].join("\n\n");
}

/** Stage × skill, what was kept of every skill, and every skill against its controls. */
export const skillSections = (report: Report): string =>
  [matrix(report), kept(report), controls(report)].filter((t) => t !== "").join("\n\n");

function matrix(report: Report): string {
  const n = (task: string): string => {
    const of = report.cells.filter((c) => c.task === task).map((c) => c.n);
    return of.length === 0 ? "" : ` (n = ${Math.min(...of)})`;
  };
  const rows = report.stages.map((stage) => [
    text(stage),
    ...report.tasks.map((task) => {
      const cell = report.cells.find((c) => c.stage === stage && c.task === task);
      if (cell === undefined) return "–";
      return `**${figure(cell.mean)}** ${mark(report, stage, task)}<br>${interval(cell.ci95)}`;
    }),
  ]);
  return `${table(["stage", ...report.tasks.map((task) => text(task) + n(task))], rows)}

Mean reward on its own scale with its 95 % interval; n held-out tasks a seed. ▲ better, ▼ worse than where the stage started, = as good as; no mark: no significant change.`;
}

function kept({ forgetting, tasks }: Report): string {
  if (forgetting.length === 0 || tasks.length === 1) return "";
  return table(
    ["skill", ...KEPT_HEADER],
    forgetting.map((f) => [text(f.task), text(f.best), ...keptCells(f), f.verdict]),
  );
}

function controls(report: Report): string {
  const against = report.comparisons.filter((c) => c.against === "control");
  if (against.length === 0) return "No control that spends the same tokens on further SFT was trained.";
  return table(
    ["skill", "from further SFT on the same tokens", "difference", "95 % interval", "p (Holm)", "verdict"],
    against.map((c) => [
      text(c.task),
      text(`${c.from} → ${c.to}`),
      signed(c.difference),
      interval(c.ci95),
      pValue(c.pAdjusted),
      c.verdict,
    ]),
  );
}

function changes(report: Report): string {
  if (report.comparisons.length === 0) return "";
  return `${table(
    ["skill", "compared", ...COMPARISON_HEADER, "n", "verdict"],
    report.comparisons.map((c) => [
      text(c.task),
      text(`${c.from} → ${c.to}`),
      ...comparisonCells(c),
      String(c.n),
      c.verdict,
    ]),
  )}

Shares of the reward's range, paired by task. Intervals: 10,000 bootstrap draws of seeds and of clusters of tasks; p after Holm over all ${report.comparisons.length} comparisons. Detectable: the smallest difference that so much data finds four times in five; n for 0.03: tasks that would find 0.03 so often under as many seeds (–: only more seeds can help, or nothing is known).`;
}

function perSeed(report: Report): string {
  if (report.comparisons.length === 0) return "";
  return table(
    ["skill", "compared", ...report.seeds.map((s) => `seed ${s}`)],
    report.comparisons.map((c) => [
      text(c.task),
      text(`${c.from} → ${c.to}`),
      ...report.seeds.map((seed) => {
        const own = c.perSeed.find((s) => s.seed === seed);
        return own === undefined ? "–" : `${signed(own.difference)}<br>${interval(own.ci95)}`;
      }),
    ]),
  );
}

function exact(report: Report): string {
  const rows = report.comparisons.flatMap((c) => {
    if (c.exact === null) return [];
    const tests = c.exact.mcnemar.map((m) => `${m.seed}: +${m.gained} −${m.lost}, p ${pValue(m.p)}`).join("<br>");
    return [[text(c.task), text(`${c.from} → ${c.to}`), ...exactCells(c.exact), tests || "–"]];
  });
  if (rows.length === 0) return "";
  return `${table(["skill", "compared", ...EXACT_HEADER, "McNemar's exact test, seed by seed"], rows)}

${EXACT_NOTE}`;
}

function overChance(report: Report): string {
  const rows = report.cells.flatMap(({ task, stage, n, mean, aboveChance }) =>
    aboveChance === null
      ? []
      : [[text(task), text(stage), String(n), figure(mean), figure(aboveChance.mean), interval(aboveChance.ci95)]],
  );
  return rows.length === 0 ? "" : table(["skill", "stage", "n", "reward", "above chance", "95 % interval"], rows);
}

function classes(report: Report): string {
  if (report.classes.length === 0) return "";
  const estimate = ({ mean, ci95 }: Report["classes"][number]["macroF1"]): string =>
    `${figure(mean)}<br>${interval(ci95)}`;
  return table(
    ["skill", "stage", "macro-F1", "balanced accuracy", "macro-F1 of the groups", "n"],
    report.classes.map((c) => [
      text(c.task),
      text(c.stage),
      ...[c.macroF1, c.balancedAccuracy, c.groupedMacroF1].map(estimate),
      String(c.n),
    ]),
  );
}

function parts(report: Report): string {
  const rows = report.cells.flatMap((c) =>
    c.parts.map((p) => [text(c.task), text(c.stage), text(p.name), String(p.n), figure(p.mean), interval(p.ci95)]),
  );
  if (rows.length === 0) return "";
  return [table(["skill", "stage", "part", "n", "mean", "95 % interval"], rows), notCitedNote(report)]
    .join("\n\n")
    .trim();
}

function passes(report: Report): string {
  const rows = report.cells.flatMap((c) =>
    c.pass.map(({ k, passAtK, passHatK }) => [
      text(c.task),
      text(c.stage),
      String(k),
      ...[passAtK, passHatK].flatMap((e) => [figure(e.mean), interval(e.ci95)]),
      String(c.n),
    ]),
  );
  if (rows.length === 0) return "";
  return `${table(["skill", "stage", "k", "pass@k", "95 % interval", "pass^k", "95 % interval", "n"], rows)}

${PASS_NOTE}`;
}

function baselines({ baselines }: Report): string {
  if (baselines.length === 0) return "";
  const beside = besideReward(baselines);
  return table(
    ["skill", "baseline", "reward", ...beside.map(([header]) => header)],
    baselines.map((b) => [text(b.task), text(b.name), figure(b.mean), ...beside.map(([, key]) => figure(b[key]))]),
  );
}
