import { escapeControls } from "../corpus/escape-controls.ts";
import { chanceOf } from "../environments/registry.ts";
import { price } from "../evaluation/endpoint-plan.ts";
import type { Evaluation } from "../evaluation/evaluation-file.ts";
import { scoredTasks } from "../evaluation/evaluation-file.ts";
import { sampleRecords } from "../evaluation/sample-records.ts";
import { estimateText, figure, interval, percent, table } from "../report/terminal-table.ts";
import { writeFileAtomically } from "../runs/durable-file.ts";
import { aboveChance } from "../statistics/chance.ts";
import { estimateMean } from "../statistics/comparison.ts";
import type { EvalOptions } from "./eval-tasks.ts";
import { BarError, type Output } from "./output.ts";

/** Writes what was asked to be written, prints the figures, and holds them against the bar. @throws BarError */
export function showEvaluation(model: string, evaluation: Evaluation, options: EvalOptions, output: Output): void {
  if (options.out !== undefined) writeFileAtomically(options.out, JSON.stringify(evaluation));
  if (options.records !== undefined) writeFileAtomically(options.records, sampleRecords(evaluation));
  const { summary, source } = evaluation;
  if (summary.n === 0)
    throw new BarError(`${model}: none of ${evaluation.tasks.length} tasks could be scored${firstError(evaluation)}`);
  const estimate = estimateMean([scoredTasks(evaluation)], "eval");
  const { mean, ci95 } = estimate;
  const chance = chanceOf(evaluation.environment.id);
  const above = chance === null ? null : aboveChance(estimate, chance);
  output.print(
    table(
      [
        "model",
        "share of range",
        "95 % interval",
        ...(above === null ? [] : ["above chance"]),
        "reward",
        "exact",
        "n",
        "truncated",
        "unscorable",
      ],
      [
        [
          source?.kind === "endpoint" ? `${source.model} at ${source.url}` : model,
          figure(mean),
          interval(ci95),
          ...(above === null ? [] : [estimateText(above)]),
          figure(summary.mean),
          percent(summary.exact),
          String(summary.n),
          percent(summary.clipped_ratio),
          String(summary.unscorable),
        ],
      ],
    ),
  );
  const costs = costsOf(source, options);
  for (const line of aboutSource(source, costs)) output.print(escapeControls(line));
  output.data({
    model,
    environment: evaluation.environment,
    share: mean,
    ci95,
    ...(above === null ? {} : { above_chance: above }),
    ...summary,
    ...(source === undefined ? {} : { source }),
    ...(costs === null ? {} : { price: costs }),
  });
  if (options.minReward !== undefined && !(mean >= options.minReward))
    throw new BarError(`${model}: mean reward ${figure(mean)} is below ${options.minReward}`);
}

function firstError({ tasks }: Evaluation): string {
  const error = tasks.flatMap((t) => t.samples).find((s) => s.error !== null)?.error;
  return error ? `: ${error.details}` : "";
}

function costsOf(source: Evaluation["source"], { priceIn, priceOut }: EvalOptions): number | null {
  if (source?.kind !== "endpoint" || priceIn === undefined || priceOut === undefined) return null;
  return price(source.usage.prompt_tokens, source.usage.completion_tokens, { in: priceIn, out: priceOut });
}

function aboutSource(source: Evaluation["source"], costs: number | null): string[] {
  if (source === undefined) return [];
  if (source.kind === "file") {
    const { rescored: r } = source;
    if (r === null) return [`completions of ${source.name}; nothing was called`];
    const versions = r.from === r.to ? `${r.to} before and now` : `${r.from} before, ${r.to} now`;
    return [
      `scored with ${versions}: mean reward ${figure(r.mean_before)} → ${figure(r.mean_after)}, ${r.changed} of ${r.completions} completions have another reward; nothing was called`,
    ];
  }
  const { requests: n, usage, served_models } = source;
  const { asked, reused, unanswered } = n;
  const total = asked + reused;
  return [
    `${asked} completions asked for in ${count(n.sittings, "sitting")}, ${reused} found in the cache; ${count(n.retries, "retry", "retries")}, ${count(n.pauses, "pause")}${unanswered > 0 ? `; ${unanswered} without an answer, left out` : ""}`,
    usage.known === 0
      ? "the server told no token counts"
      : `${thousands(usage.prompt_tokens)} prompt and ${thousands(usage.completion_tokens)} completion tokens${usage.known < total ? ` in the ${usage.known} answers that say` : ""}${costs === null ? "" : `, ${costs.toFixed(4)} at these prices`}`,
    ...(served_models.length > 1
      ? [`careful: the server answered as ${served_models.join(" and as ")}: these may be different models`]
      : []),
  ];
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

export const thousands = (n: number): string => n.toLocaleString("en-US");
