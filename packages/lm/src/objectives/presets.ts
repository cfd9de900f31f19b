import type { AdvantageKind } from "../advantage.ts";
import { dapo } from "./dapo.ts";
import { drGrpo } from "./dr-grpo.ts";
import { grpo } from "./grpo.ts";
import { gspo } from "./gspo.ts";
import type { Objective, ObjectiveOptions } from "./objective.ts";

export type PresetName = "grpo" | "dr_grpo" | "dapo" | "gspo";

/** What a name in a run file stands for. */
export interface Preset {
  readonly objective: Objective;
  readonly advantage: AdvantageKind;
  /** Refill groups of equal rewards from new prompts. */
  readonly dynamicSampling: boolean;
  /** Soft overlong punishment with a cache of this share of L_max; `null` = none. */
  readonly softOverlongCacheShare: number | null;
}

export const presets: Readonly<Record<PresetName, Preset>> = Object.freeze({
  grpo: { objective: grpo, advantage: "group", dynamicSampling: false, softOverlongCacheShare: null },
  dr_grpo: { objective: drGrpo, advantage: "none", dynamicSampling: false, softOverlongCacheShare: null },
  dapo: { objective: dapo, advantage: "group", dynamicSampling: true, softOverlongCacheShare: 0.2 },
  gspo: { objective: gspo, advantage: "group", dynamicSampling: false, softOverlongCacheShare: null },
});

/**
 * The preset's options with the user's overrides. An `epsilonLow` given without `epsilonHigh` sets both, as TRL does.
 * `undefined` means not given.
 */
export function presetOptions(name: PresetName, overrides: Partial<ObjectiveOptions> = {}): ObjectiveOptions {
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  const both = overrides.epsilonLow !== undefined ? { epsilonHigh: overrides.epsilonLow } : {};
  return { ...presets[name].objective.defaults, ...both, ...given };
}
