import { duration } from "../report/terminal-table.ts";
import type { GrpoStage, RunFile } from "../runs/run-file.ts";
import type { Check } from "./check.ts";

/** What sampling took: the only part of the cost that a preflight pays itself. */
export interface SamplingTime {
  readonly completions: number;
  readonly seconds: number;
}

/** How much is sampled and updated, and how long the sampling of it takes at the speed that was just measured. */
export function checkCost(
  { stages, seeds, evaluation, gate }: RunFile,
  evaluated: number,
  gated: number,
  sampling: SamplingTime | null,
): Check {
  const completions = (ofGroup: (stage: GrpoStage) => number): number =>
    stages.reduce((sum, s) => sum + (s.method === "grpo" ? s.steps * s.prompts_per_step * ofGroup(s) : 0), 0);
  const rollouts = completions((s) => s.num_generations);
  const trained = completions((s) => s.down_sample_to ?? s.num_generations);
  const rows = stages.reduce((sum, s) => sum + (s.method === "sft" ? (s.max_steps ?? 0) * s.batch_size : 0), 0);
  const measured =
    (stages.length + 1) *
    (evaluated * (evaluation.samples_per_task + (evaluation.greedy ? 1 : 0)) + (gate.action === "off" ? 0 : gated));
  const seconds =
    sampling === null || sampling.completions === 0
      ? null
      : (seeds.length * (rollouts + measured) * sampling.seconds) / sampling.completions;
  const each = seeds.length === 1 ? "" : ` for each of ${seeds.length} seeds`;
  return {
    id: "cost",
    skill: null,
    level: "info",
    evidence: `${rollouts} completions to sample and ${trained} of them to train on, ${measured} to measure, ${rows} rows of SFT${each}, controls not counted${seconds === null ? "" : `; sampling them takes about ${duration(seconds)} here, updates come on top`}`,
    advice: null,
    figures: { rollouts, trained, measured, sft_rows: rows, seeds: seeds.length, sampling_seconds: seconds },
  };
}
