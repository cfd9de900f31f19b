import { escapeHtml } from "./escape.ts";

/** What marks up a line of Markdown wherever it stands: `$` a formula, `#` an issue, `:` a link or an emoji. */
const MARKS = /[\\`*_[\]<>#|~&$]|:(?=\/|[\w+-]+:)/g;

/**
 * Text that stays text within a line or a cell of a table: GitHub reads no markup, HTML, link, formula or mention in it. What a
 * model wrote goes into a fence instead.
 */
export const markdownText = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(MARKS, "\\$&")
    // What would begin a list or underline a heading at the start of a line.
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replace(/www\./gi, (w) => `${w.slice(0, -1)}\\.`)
    // A word joiner: what follows is no name of a user.
    .replaceAll("@", "@\u2060");

/** A block of text as it is. Its fence is longer than any run of backticks in it, so that nothing in it ends it. */
export function fenced(text: string): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const fence = "`".repeat(Math.max(3, longest + 1));
  // A lone carriage return would be a line of its own for some readers and none for others.
  return `${fence}text\n${text.replace(/\r\n?/g, "\n")}\n${fence}`;
}

/** Code within a line. */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const longest = [...line.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const ticks = "`".repeat(longest + 1);
  return longest > 0 ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`;
}

/** A table; cells are Markdown already. The first column is text, the others are figures. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

/** Content that opens on a click; `summary` is text. */
export const markdownFold = (summary: string, content: string): string =>
  `<details><summary>${escapeHtml(summary).replaceAll("@", "@\u2060")}</summary>\n\n${content}\n\n</details>`;
