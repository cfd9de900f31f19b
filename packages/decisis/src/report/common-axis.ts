import type { MetricsLine } from "../runs/record-lines.ts";
import type { SeedRecord } from "./seed-records.ts";

export interface StageSpan {
  readonly stage: string;
  readonly first: number;
  readonly last: number;
}

export interface CommonAxis {
  /** In the order trained, one behind the other. */
  readonly spans: readonly StageSpan[];
  /** Metrics of each seed, their `step` on the axis. */
  readonly lines: readonly (readonly MetricsLine[])[];
  /** Seeds have other stages, or stages of other lengths: steps are not those of their records. */
  readonly moved: boolean;
}

/**
 * All seeds on one axis of steps: each stage begins where the longest one before it has ended, so that one step is of one
 * stage in every seed. Where SFT ends by patience or the gate repairs, seeds differ.
 */
export function commonAxis(seeds: readonly SeedRecord[]): CommonAxis {
  const order: string[] = [];
  const lengths = new Map<string, number>();
  for (const { metrics } of seeds) {
    let before = -1;
    for (const { stage, stage_step } of metrics) {
      if (!order.includes(stage)) order.splice(before + 1, 0, stage);
      before = order.indexOf(stage);
      lengths.set(stage, Math.max(lengths.get(stage) ?? 0, stage_step));
    }
  }
  const spans = new Map<string, StageSpan>();
  let end = 0;
  for (const stage of order) {
    spans.set(stage, { stage, first: end + 1, last: end + lengths.get(stage)! });
    end += lengths.get(stage)!;
  }
  const lines = seeds.map(({ metrics }) =>
    metrics.map((line): MetricsLine => ({ ...line, step: spans.get(line.stage)!.first - 1 + line.stage_step })),
  );
  return {
    spans: [...spans.values()],
    lines,
    moved: lines.some((own, i) => own.some((line, j) => line.step !== seeds[i].metrics[j].step)),
  };
}
