import type { Estimate } from "../statistics/comparison.ts";
import { escapeHtml as e } from "./escape.ts";
import type { Report } from "./report.ts";
import { figure, interval } from "./terminal-table.ts";

/** Cells are HTML already. The first of each row heads it. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((h) => `<th scope="col">${h}</th>`).join("");
  const body = rows
    .map(([first, ...others]) => `<tr><th scope="row">${first}</th>${others.map((c) => `<td>${c}</td>`).join("")}</tr>`)
    .join("");
  return `<div class="wide" role="region" aria-label="${header[0]}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

export const fold = (summary: string, content: string): string =>
  `<details><summary>${e(summary)}</summary>${content}</details>`;

/** A mean with its interval below it; a dash for none. */
export const estimate = (given: Estimate | null | undefined): string =>
  given === null || given === undefined
    ? "–"
    : `${figure(given.mean)}<br><span class="note">${interval(given.ci95)}</span>`;

/** Text of a row. Of several skills the name of one goes in front. */
export const named = (report: Report, task: string, text: string): string =>
  report.tasks.length > 1 ? `<span class="note">${e(task)}</span> ${e(text)}` : e(text);

export const word = (verdict: string): string =>
  `<span class="verdict ${verdict === "better" || verdict === "worse" ? verdict : ""}">${verdict}</span>`;

/** A value within the reward's range, drawn. */
export function bar(value: number, low: number, high: number, className: string): string {
  const width = Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)));
  return `<svg class="bar" width="100" height="10" viewBox="0 0 100 10" aria-hidden="true"><rect class="${className}" width="${width.toFixed(1)}" height="10" rx="2"/></svg>`;
}
