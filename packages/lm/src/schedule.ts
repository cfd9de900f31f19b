/**
 * Learning-rate schedules with linear warmup, under the names of transformers (whose `constant` ignores warmup).
 *
 * With warmup the first update (0 completed steps) has factor 0 and moves nothing.
 */
export type ScheduleKind = "constant" | "constant_with_warmup" | "linear" | "cosine" | "cosine_with_min_lr";

export interface Schedule {
  readonly kind: ScheduleKind;
  /** W. */
  readonly warmupSteps: number;
  /** T, updates in the whole run, warmup included. */
  readonly totalSteps: number;
  /** Where `cosine_with_min_lr` ends, as share of the peak, in [0, 1]. */
  readonly minLrRate?: number;
}

/** What the peak learning rate is multiplied by in the update after `completedSteps` updates. */
export function scheduleFactor(schedule: Schedule, completedSteps: number): number {
  const { kind, warmupSteps, totalSteps } = schedule;
  if (kind === "constant") return 1;
  if (completedSteps < warmupSteps) return completedSteps / Math.max(1, warmupSteps);
  if (kind === "constant_with_warmup") return 1;
  const span = Math.max(1, totalSteps - warmupSteps);
  if (kind === "linear") return Math.max(0, (totalSteps - completedSteps) / span);
  const cosine = Math.max(0, 0.5 * (1 + Math.cos((Math.PI * (completedSteps - warmupSteps)) / span)));
  if (kind === "cosine") return cosine;
  const floor = schedule.minLrRate ?? 0;
  return floor + (1 - floor) * cosine;
}

/** W for a warmup given as a share of all updates. */
export function warmupStepsOf(ratio: number, totalSteps: number): number {
  return Math.ceil(ratio * totalSteps);
}
