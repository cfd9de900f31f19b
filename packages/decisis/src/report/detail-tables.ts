import { escapeHtml as e } from "./escape.ts";
import { estimate, fold, named, table } from "./html-parts.ts";
import type { Report } from "./report.ts";
import { figure, interval, notCitedNote, PASS_NOTE } from "./terminal-table.ts";

/** Macro-averages of skills that choose among classes, and the recall of each class. */
export function classTables({ classes, tasks, cells }: Report): string {
  const own = tasks.filter((task) => classes.some((c) => c.task === task));
  return own
    .map((task) => {
      const rows = classes.filter((c) => c.task === task);
      const seeds = cells.find((c) => c.task === task)?.seeds ?? 0;
      const labels = rows[0].recall.map((r) => r.label);
      return `<h2>By class: ${e(task)}</h2>${table(
        ["stage", "macro-F1", "balanced accuracy", "macro-F1 of the groups", "n", "seeds"],
        rows.map((c) => [
          e(c.stage),
          estimate(c.macroF1),
          estimate(c.balancedAccuracy),
          estimate(c.groupedMacroF1),
          String(c.n),
          String(seeds),
        ]),
      )}${fold(
        "Recall of each class",
        table(
          ["class", "n", ...rows.map((c) => e(c.stage))],
          labels.map((label) => [
            e(label),
            String(rows[0].recall.find((r) => r.label === label)!.n),
            ...rows.map((c) => estimate(c.recall.find((r) => r.label === label))),
          ]),
        ),
      )}`;
    })
    .join("");
}

/** pass@k and pass^k, where tasks have several completions. */
export function passTable(report: Report): string {
  const rows = report.cells.flatMap((c) =>
    c.pass.map((p) => [
      named(report, c.task, c.stage),
      String(p.k),
      figure(p.passAtK.mean),
      interval(p.passAtK.ci95),
      figure(p.passHatK.mean),
      interval(p.passHatK.ci95),
      String(c.n),
      String(c.seeds),
    ]),
  );
  if (rows.length === 0) return "";
  return `<h2>Of k completions</h2>${table(["stage", "k", "pass@k", "95 % interval", "pass^k", "95 % interval", "n", "seeds"], rows)}
<p class="note">${PASS_NOTE}</p>`;
}

/** Means of the reward's components after each stage; of those that speak of part of the tasks, with n and interval. */
export function componentTables(report: Report): string {
  const folds = report.tasks.flatMap((task) => {
    const cells = report.cells.filter((c) => c.task === task);
    const components = cells
      .flatMap((c) => Object.keys(c.metrics))
      .filter((metric) => metric.startsWith("rewards/"))
      .map((metric) => metric.slice("rewards/".length));
    const names = [...new Set([...components, ...cells.flatMap((c) => c.parts.map((p) => p.name))])];
    if (names.length === 0) return [];
    const rows = names.map((name) => {
      const part = (c: (typeof cells)[number]) => c.parts.find((p) => p.name === name);
      const first = cells.map(part).find((p) => p !== undefined);
      return [
        e(name),
        first === undefined ? "" : String(first.n),
        ...cells.map((c) => {
          const own = part(c);
          return own === undefined ? figure(c.metrics[`rewards/${name}`]) : estimate(own);
        }),
      ];
    });
    return [fold(task, table(["component", "of n tasks alone", ...cells.map((c) => e(c.stage))], rows))];
  });
  if (folds.length === 0) return "";
  return `<h2>Components</h2><p class="note">Means of sampled completions. Where one speaks of part of the tasks alone, n and 95 % interval of that part. ${notCitedNote(report)}</p>${folds.join("")}`;
}
