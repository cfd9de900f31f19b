import type { Grade } from "./grade.ts";

/** A condition without which nothing counts. Gates are listed in the order in which they are judged. */
export interface Gate {
  readonly name: string;
  readonly passed: boolean;
  /** Why it failed, for people. */
  readonly reason?: string;
}

/** One part of an answer that can be right by degrees. */
export interface Component {
  readonly name: string;
  /** In [0, 1]; `null` if it could not be scored, which leaves the whole grade without a reward. */
  readonly score: number | null;
  /** Share of the reward that is left when this part alone scores 0: near 0 for what identifies, near 1 for a matter of style. */
  readonly floor: number;
  /** Why it scores less than 1, for people. */
  readonly reasons?: readonly string[];
}

export interface GatedComponentsOptions {
  /** Recorded beside the components, without influence on the reward (a stricter measure, say). */
  readonly alsoReport?: Readonly<Record<string, number | null>>;
  /** Reasons that belong to no component. */
  readonly reasons?: readonly string[];
}

export const UNIT_RANGE: readonly [min: number, max: number] = [0, 1];

/**
 * Gates, then a product: reward = Π (floor + (1 - floor) · score) over the components, 0 if a gate fails.
 *
 * A product, because in a sum the form alone would pay; floors, because a part that is wrong should cost what it is worth and
 * leave the rest to be learnt from. Range [0, 1]: a failed gate gives 0, all parts right give exactly 1. Every component is
 * reported whether or not a gate failed. Scores outside [0, 1] or not finite are a fault of the grader, not of the answer.
 */
export function gatedComponents(
  gates: readonly Gate[],
  components: readonly Component[],
  options: GatedComponentsOptions = {},
): Grade {
  const subRewards: Record<string, number | null> = {};
  for (const gate of gates) subRewards[gate.name] = gate.passed ? 1 : 0;
  for (const { name, score } of components) subRewards[name] = score;
  Object.assign(subRewards, options.alsoReport);

  for (const { name, score, floor } of components) {
    if (!(floor >= 0 && floor <= 1))
      return ungraded("grader", "invalid_component", `${name}: floor ${floor} is not in [0, 1]`);
    if (score !== null && !(score >= 0 && score <= 1)) {
      return ungraded("grader", "invalid_component", `${name}: score ${score} is not in [0, 1]`);
    }
  }
  const failed = gates.find((gate) => !gate.passed) ?? null;
  // Several components may have one and the same reason.
  const reasons = [
    ...new Set([
      ...gates.flatMap((gate) => (gate.passed || gate.reason === undefined ? [] : [gate.reason])),
      ...components.flatMap((component) => component.reasons ?? []),
      ...(options.reasons ?? []),
    ]),
  ];
  if (failed !== null) {
    return { reward: 0, subRewards, range: UNIT_RANGE, fault: "model", failedGate: failed.name, reasons };
  }
  let reward = 1;
  for (const { name, score, floor } of components) {
    if (score === null) return ungraded("grader", "missing_component", `${name} could not be scored`);
    reward *= score === 1 ? 1 : floor + (1 - floor) * score;
  }
  return { reward, subRewards, range: UNIT_RANGE, fault: null, failedGate: null, reasons };
}

/** The grade of what could not be scored: `null`, never 0. */
export function ungraded(
  fault: "reference" | "grader",
  flag: string,
  details: string,
  range: readonly [min: number, max: number] = UNIT_RANGE,
): Grade {
  return { reward: null, subRewards: {}, range, fault, failedGate: null, reasons: [], error: { flag, details } };
}
