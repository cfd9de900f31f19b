import { escapeControls } from "../corpus/escape-controls.ts";
import type { Rollout } from "../engines/engine.ts";

/** Shares of rollouts that could not be graded above which a stage warns, and ends. */
const WARN_ABOVE = 0.01;
const STOP_ABOVE = 0.05;
/** The window: this many steps, and as many more as it takes to hold this many rollouts. */
const STEPS = 20;
const LEAST_ROLLOUTS = 200;

/** Too many rollouts of a stage could not be graded. Nothing after the last checkpoint counts. */
export class UngradedRolloutsError extends Error {
  override readonly name = "UngradedRolloutsError";
}

interface StepCount {
  readonly rollouts: number;
  readonly ungraded: number;
  /** The first of them: flag and details of the error. */
  readonly example: string;
}

/**
 * Watches one stage for rollouts without a reward, those not trained on included. They are left out of their groups and of every
 * mean, so that a grader that fails often shows in no other figure, and what is left is trained on as if it were all. Begins anew
 * where a stage is resumed.
 */
export class UngradedRollouts {
  private readonly stage: string;
  private readonly window: StepCount[] = [];
  private warned = false;

  constructor(stage: string) {
    this.stage = stage;
  }

  /**
   * Takes in all rollouts of a step. Returns a warning in one line the first time that more than 1 % of the window could not be
   * graded, else `null`. @throws UngradedRolloutsError above 5 %
   */
  observe(step: number, rollouts: readonly Rollout[]): string | null {
    const ungraded = rollouts.filter(({ grade }) => grade.reward === null);
    const { flag, details } = ungraded[0]?.grade.error ?? { flag: "unknown", details: "no reason given" };
    this.window.push({ rollouts: rollouts.length, ungraded: ungraded.length, example: `${flag}: ${details}` });
    while (this.window.length > STEPS && this.sum("rollouts") - this.window[0].rollouts >= LEAST_ROLLOUTS)
      this.window.shift();
    const of = this.sum("rollouts");
    const count = this.sum("ungraded");
    const share = count / of;
    if (of < LEAST_ROLLOUTS || share <= WARN_ABOVE || (this.warned && share <= STOP_ABOVE)) return null;
    const { example } = this.window.findLast((s) => s.ungraded > 0)!;
    const found = `${count} of the last ${of} rollouts could not be graded (${(100 * share).toFixed(1)} %), e.g. ${escapeControls(example)}`;
    if (share > STOP_ABOVE)
      throw new UngradedRolloutsError(
        `stage ${this.stage}, step ${step}: ${found}; the last checkpoint is kept, mend the grader and --resume`,
      );
    this.warned = true;
    return `${found}; above ${100 * STOP_ABOVE} % the stage ends`;
  }

  private sum(field: "rollouts" | "ungraded"): number {
    return this.window.reduce((total, s) => total + s[field], 0);
  }
}
