import { escapeControls } from "../corpus/escape-controls.ts";
import type { Estimate } from "../statistics/comparison.ts";
import { auditWarnings } from "./audit-warnings.ts";
import { besideReward, type Comparison, type Forgetting, improves, NOT_CITED, type Report } from "./report.ts";

/** Aligned columns; the first is text, the others are figures. */
export function table(header: readonly string[], given: readonly (readonly string[])[]): string {
  const rows = given.map((cells) => cells.map((cell) => escapeControls(cell)));
  const widths = header.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i].length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((c, i) => (i === 0 ? c.padEnd(widths[i]) : c.padStart(widths[i])))
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((w) => "─".repeat(w)).join("  "), ...rows.map(line)].join("\n");
}

/** The report as it is printed: every figure with n, seeds and interval, every difference with its word. */
export function terminalReport(report: Report): string {
  const several = report.seeds.length > 1;
  const hasChance = report.cells.some((c) => c.aboveChance !== null);
  const skills = report.tasks.length > 1;
  const named = (task: string, text: string): string => (skills ? `${task}: ${text}` : text);
  const cells = table(
    [
      "stage",
      "reward",
      "95 % interval",
      ...(hasChance ? ["above chance"] : []),
      ...(several ? ["SD over seeds"] : []),
      "greedy",
      "exact",
      "n",
      "seeds",
    ],
    report.cells.map((c) => [
      named(c.task, c.stage),
      figure(c.mean),
      interval(c.ci95),
      ...(hasChance ? [c.aboveChance === null ? "–" : estimateText(c.aboveChance)] : []),
      ...(several ? [c.sd === null ? "–" : figure(c.sd)] : []),
      figure(c.metrics.greedy),
      percent(c.metrics.exact),
      String(c.n),
      String(c.seeds),
    ]),
  );
  const beside = besideReward(report.baselines);
  const baselines = table(
    ["without a model", "reward", ...beside.map(([header]) => header)],
    report.baselines.map((b) => [named(b.task, b.name), figure(b.mean), ...beside.map(([, key]) => figure(b[key]))]),
  );
  const comparisons = table(
    ["compared", ...COMPARISON_HEADER, "verdict"],
    report.comparisons.map((c) => [
      named(c.task, `${c.from} → ${c.to}${c.against === "control" ? " (same tokens)" : ""}`),
      ...comparisonCells(c),
      c.verdict,
    ]),
  );
  return [
    `${report.run}: ${report.tasks.join(", ")}`,
    ...auditWarnings(report),
    "",
    ...(skills ? [matrix(report), "", ...forgettingTable(report), ""] : []),
    cells,
    ...classes(report),
    ...passes(report),
    ...(report.baselines.length > 0 ? ["", baselines] : []),
    ...(report.comparisons.length > 0 ? ["", comparisons, "", ...perSeed(report)] : []),
    ...conclusions(report),
    "",
    footnote(report),
  ].join("\n");
}

/** Mean rewards, stage by skill, each marked by what its stage did to the skill. */
export function matrix(report: Report): string {
  return table(
    ["stage × skill", ...report.tasks],
    report.stages.map((stage) => [
      stage,
      ...report.tasks.map((task) => {
        const found = report.cells.find((c) => c.stage === stage && c.task === task);
        return found === undefined ? "–" : `${figure(found.mean)} ${mark(report, stage, task)}`;
      }),
    ]),
  );
}

/** ▲ better and ▼ worse than where the stage started, = as good as; nothing where no change is shown. */
export function mark(report: Report, stage: string, task: string): string {
  const from = report.comparisons.find((c) => c.task === task && c.to === stage && c.against !== "control");
  return { better: "▲", worse: "▼", "as good as": "=", "no significant change": " " }[
    from?.verdict ?? "no significant change"
  ];
}

function forgettingTable({ forgetting }: Report): string[] {
  if (forgetting.length === 0) return [];
  return [
    table(
      ["kept of the best", ...KEPT_HEADER],
      forgetting.map((f) => [f.task, f.best, ...keptCells(f), f.verdict]),
    ),
  ];
}

function classes(report: Report): string[] {
  if (report.classes.length === 0) return [];
  return [
    "",
    table(
      ["by class", "macro-F1", "balanced accuracy", "macro-F1 of the groups", "n"],
      report.classes.map((c) => [
        `${c.task}: ${c.stage}`,
        ...[c.macroF1, c.balancedAccuracy, c.groupedMacroF1].map(estimateText),
        String(c.n),
      ]),
    ),
  ];
}

function passes(report: Report): string[] {
  const rows = report.cells.flatMap((c) =>
    c.pass.map((p) => [
      report.tasks.length > 1 ? `${c.task}: ${c.stage}` : c.stage,
      String(p.k),
      figure(p.passAtK.mean),
      interval(p.passAtK.ci95),
      figure(p.passHatK.mean),
      interval(p.passHatK.ci95),
    ]),
  );
  const header = ["exact of k completions", "k", "one (pass@k)", "95 % interval", "all (pass^k)", "95 % interval"];
  return rows.length === 0 ? [] : ["", table(header, rows)];
}

/** One line a seed where there are several: the interval over seeds hides which of them moved. */
function perSeed(report: Report): string[] {
  if (report.seeds.length < 2) return [];
  return [
    ...report.comparisons.map(
      (c) =>
        `${report.tasks.length > 1 ? `${c.task}: ` : ""}${c.from} → ${c.to}, seed by seed: ` +
        c.perSeed.map((s) => `${s.seed}: ${signed(s.difference)} [${interval(s.ci95)}]`).join(" · "),
    ),
    "",
  ];
}

export function conclusions(report: Report): string[] {
  return report.tasks.flatMap((task) =>
    report.stages.flatMap((stage) => {
      const answer = improves(report, task, stage);
      if (answer === null) return [];
      const which = report.tasks.length > 1 ? `${stage} (${task})` : stage;
      return [
        answer
          ? `${which} improves: better than its start and better than further SFT on the same tokens.`
          : `${which} is not shown to improve: that needs to be better than its start and than further SFT on the same tokens.`,
      ];
    }),
  );
}

export function footnote(report: Report): string {
  const one = report.seeds.length === 1 ? " One seed: how much of it is luck of the seed is not known." : "";
  const { cpu, cores } = report.machine;
  return (
    `Reward on its own scale, sampled; differences as shares of its range. ${report.seeds.length === 1 ? "Seed" : "Seeds"} ` +
    `${report.seeds.join(", ")}.${one} ${cpu}, ${cores} cores, ${duration(report.wallSeconds)}: ${report.command}`
  );
}

export const figure = (x: number | null | undefined): string =>
  x === null || x === undefined || !Number.isFinite(x) ? "–" : minus(x.toFixed(3));
export const signed = (x: number): string => (x > 0 ? "+" : x < 0 ? "−" : "±") + Math.abs(x).toFixed(3);
export const percent = (x: number | null | undefined): string =>
  x === null || x === undefined || !Number.isFinite(x) ? "–" : `${(100 * x).toFixed(1)} %`;
export const interval = ([low, high]: readonly [number | null, number | null]): string =>
  low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)
    ? "–"
    : `${minus(low.toFixed(3))} … ${minus(high.toFixed(3))}`;
/** A mean with its interval, in one cell. */
export const estimateText = ({ mean, ci95 }: Estimate): string => `${figure(mean)} [${interval(ci95)}]`;
export const pValue = (p: number): string => (p < 0.001 ? "<0.001" : p.toFixed(3));
/** Where nothing varies, nothing is known of what could be found. */
export const detectable = (x: number): string => (x > 0 ? figure(x) : "–");
/** Tasks that find 0.03. */
export const needed = ({
  smallestDetectable,
  tasksNeeded,
}: Pick<Comparison, "smallestDetectable" | "tasksNeeded">): string =>
  smallestDetectable > 0 && Number.isFinite(tasksNeeded) ? String(tasksNeeded) : "–";

/** What of a comparison is shown wherever it is: `comparisonCells` fill the columns. */
export const COMPARISON_HEADER = ["difference", "95 % interval", "p (Holm)", "detectable", "n for 0.03"] as const;
export const comparisonCells = (c: Comparison): string[] => [
  signed(c.difference),
  interval(c.ci95),
  pValue(c.pAdjusted),
  detectable(c.smallestDetectable),
  needed(c),
];
/** What of a skill was kept of the best: `keptCells` stand between the stage of the best and the verdict. */
export const KEPT_HEADER = ["best after", "at the end, against that", "95 % interval", "p (Holm)", "verdict"] as const;
export const keptCells = (f: Forgetting): string[] => [signed(f.difference), interval(f.ci95), pValue(f.pAdjusted)];
/** The same of the rates of exact answers. */
export const EXACT_HEADER = ["from", "to", "difference", "95 % interval"] as const;
export const exactCells = (exact: NonNullable<Comparison["exact"]>): string[] => [
  percent(exact.fromMean),
  percent(exact.toMean),
  signed(exact.difference),
  interval(exact.ci95),
];
export const EXACT_NOTE =
  "Shares of tasks. McNemar's test takes tasks as independent: where they come in clusters, the interval is the judge. Its p is not adjusted.";
export const PASS_NOTE = "Shares of tasks. pass@k: at least one of k completions is exactly right; pass^k: all are.";
/** Where a table has the part: what it is. */
export const notCitedNote = ({ cells }: Report): string =>
  cells.some(({ parts }) => parts.some(({ name }) => name === NOT_CITED))
    ? `“${NOT_CITED}”: the reward on the tasks of which no training opinion cites the case or a decision that the answer depends on.`
    : "";

const minus = (text: string): string => text.replace("-", "−");

export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}
