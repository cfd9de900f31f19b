import { duration, figure } from "../report/terminal-table.ts";
import type { RunProgress } from "../runs/run.ts";
import type { Output } from "./output.ts";

const BAR = 24;
/** Lines a stage on a pipe. */
const LINES = 20;

/** Shows a run as it goes: one moving line on a terminal, some twenty lines a stage in a pipe. */
export function progressDisplay(
  output: Output,
  seeds: number,
  now: () => number = Date.now,
): (progress: RunProgress) => void {
  /** The first step of a stage, and when it ended: it opens the model, and says nothing of those to come. */
  let first: { readonly step: number; readonly at: number } | null = null;
  let lastLine = -1;
  return (p) => {
    const seed = "seed" in p && seeds > 1 ? `seed ${p.seed} ` : "";
    switch (p.type) {
      case "message":
        output.note(p.level === "info" ? p.text : `${p.level}: ${p.text}`);
        break;
      case "stage":
        first = null;
        lastLine = -1;
        output.note(
          `${seed}${p.stage.id}: ${p.stage.method}${p.total === null ? "" : `, ${p.total} steps`}${p.done > 0 ? `, resumed after step ${p.done}` : ""}`,
        );
        break;
      case "step": {
        first ??= { step: p.step, at: now() };
        const left =
          p.total === null || p.step === first.step
            ? null
            : ((p.total - p.step) * (now() - first.at)) / 1000 / (p.step - first.step);
        const line = `${seed}${p.stage.id} ${bar(p.step, p.total)} ${vitals(p.values)}${left === null ? "" : `  ${duration(left)} left`}`;
        if (output.terminal) output.status(line);
        else {
          const part = p.total === null ? Math.floor(p.step / 10) : Math.floor((LINES * p.step) / p.total);
          if (part > lastLine) output.note(line);
          lastLine = part;
        }
        break;
      }
      case "evaluating":
        output.status(`${seed}${p.stage}: evaluating ${p.skill}, ${p.purpose} ${bar(p.done, p.total)}`);
        break;
      case "evaluated": {
        const { stage, mode, summary, environment } = p.evaluation;
        output.note(
          `${seed}${stage}: ${environment.id} reward ${figure(summary.mean)} on ${summary.n} held-out tasks, ${mode}`,
        );
        break;
      }
    }
  };
}

function bar(done: number, total: number | null): string {
  if (total === null) return `step ${done}`;
  const filled = Math.round((BAR * done) / Math.max(1, total));
  return `${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${done}/${total}`;
}

/** The few numbers that tell how training goes. */
function vitals(values: Readonly<Record<string, number | null>>): string {
  const shown: [label: string, name: string, digits: number][] = [
    ["reward", "reward", 3],
    ["validation", "eval_reward", 3],
    ["loss", "loss", 4],
    ["kl", "kl", 4],
    ["tokens", "completions/mean_length", 1],
    ["no signal", "frac_reward_zero_std", 2],
  ];
  return shown
    .flatMap(([label, name, digits]) => {
      const value = values[name];
      return typeof value === "number" ? [`${label} ${value.toFixed(digits)}`] : [];
    })
    .join("  ");
}
