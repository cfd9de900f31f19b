import type { Check, Level } from "./check.ts";
import type { PreflightReport } from "./preflight.ts";

const MARKS: Readonly<Record<Level, string>> = { ok: "ok", info: "–", warning: "warning", error: "FAILED" };

/** The table for a terminal: skill by skill, each row with its level, evidence, and what to do. */
export function preflightText({ checks }: PreflightReport, width = 118): string {
  const id = Math.max(...checks.map((c) => c.id.length));
  const mark = Math.max(...Object.values(MARKS).map((m) => m.length));
  const indent = mark + id + 6;
  const lines = (check: Check): string[] => {
    const told = [
      ...wrapped(check.evidence, width - indent),
      ...wrapped(check.advice === null ? "" : `→ ${check.advice}`, width - indent),
    ];
    return told.map((line, i) =>
      i === 0
        ? `  ${MARKS[check.level].padEnd(mark)}  ${check.id.padEnd(id)}  ${line}`
        : `${" ".repeat(indent)}${line}`,
    );
  };
  const groups = Map.groupBy(checks, (c) => c.skill);
  return [
    ...[...groups].map(([skill, own]) => [skill ?? "the run", ...own.flatMap(lines)].join("\n")),
    verdict(checks),
  ].join("\n\n");
}

function verdict(checks: readonly Check[]): string {
  const failed = checks.filter((c) => c.level === "error").length;
  const warnings = checks.filter((c) => c.level === "warning").length;
  return `${failed === 0 ? "nothing stands against this run" : `${failed} of ${checks.length} checks failed`}${warnings > 0 ? `, ${warnings} warnings` : ""}`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((w) => w !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
