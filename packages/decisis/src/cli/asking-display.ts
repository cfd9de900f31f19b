import type { AskingProgress } from "../evaluation/evaluate-endpoint.ts";
import { duration } from "../report/terminal-table.ts";
import type { Output } from "./output.ts";

/** Lines of an evaluation on a pipe. */
const LINES = 20;

/** Shows how an endpoint answers: one moving line on a terminal; on a pipe some twenty lines, and each kind of trouble once. */
export function askingDisplay(output: Output, now: () => number = Date.now): (progress: AskingProgress) => void {
  const began = now();
  const told = new Set<string>();
  let from: number | null = null;
  let lastPart = 0;
  return ({ done, total, retries, trouble }) => {
    from ??= done;
    const left = done > from ? ((total - done) * (now() - began)) / (done - from) / 1000 : null;
    const line = [
      `${done} of ${total} completions`,
      ...(retries > 0 ? [`${retries} ${retries === 1 ? "retry" : "retries"}`] : []),
      ...(left === null || done === total ? [] : [`${duration(left)} left`]),
    ].join(", ");
    const waiting =
      trouble === null ? null : `${trouble.reason}: trying again in ${(trouble.waitMs / 1000).toFixed(1)} s`;
    if (output.terminal) return output.status(waiting === null ? line : `${line}; ${waiting}`);
    if (trouble !== null && waiting !== null && !told.has(trouble.reason)) output.note(waiting);
    if (trouble !== null) told.add(trouble.reason);
    const part = Math.floor((LINES * done) / Math.max(1, total));
    if (trouble === null && part > lastPart) output.note(line);
    lastPart = Math.max(lastPart, part);
  };
}
