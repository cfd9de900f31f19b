import fc from "fast-check";
import { type ObjectiveOptions, type PolicyRow, type StepTotals, stepTotals } from "../objective.ts";
import { type PresetName, presetOptions } from "../presets.ts";

export interface ArbitraryRow extends PolicyRow {
  readonly advantage: number;
  readonly refLogp: Float64Array;
  readonly entropy: Float64Array;
}

/** Random optimizer steps for property tests: ragged rows, random masks, some of them empty. */
export interface ArbitraryStep {
  readonly rows: readonly ArbitraryRow[];
  readonly totals: StepTotals;
}

const finite = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

const token = fc.record({
  logp: finite(-6, -1e-3),
  logRatio: finite(Math.log(0.3), Math.log(6)),
  d: finite(-1.5, 1.5),
  entropy: finite(0, 4),
  mask: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(0) }),
});

export function arbitraryRow(minTokens = 0): fc.Arbitrary<ArbitraryRow> {
  return fc
    .record({
      tokens: fc.array(token, { minLength: minTokens, maxLength: 6 }),
      advantage: finite(-3, 3),
      empty:
        minTokens > 0 ? fc.constant(false) : fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    })
    .map(({ tokens, advantage, empty }) => ({
      logp: Float64Array.from(tokens, (x) => x.logp),
      oldLogp: Float64Array.from(tokens, (x) => x.logp - x.logRatio),
      refLogp: Float64Array.from(tokens, (x) => x.logp - x.d),
      entropy: Float64Array.from(tokens, (x) => x.entropy),
      mask: Uint8Array.from(tokens, (x) => (empty ? 0 : x.mask)),
      advantage,
    }));
}

export const arbitraryStep: fc.Arbitrary<ArbitraryStep> = fc
  .array(arbitraryRow(), { minLength: 1, maxLength: 7 })
  .map((rows) => ({ rows, totals: totalsOf(rows) }));

export const totalsOf = (rows: readonly PolicyRow[], maxCompletionLength = 9): StepTotals =>
  stepTotals(
    rows.map((row) => row.mask),
    maxCompletionLength,
  );

export const presetNames: readonly PresetName[] = ["grpo", "dr_grpo", "dapo", "gspo"];

/** A preset with random settings inside the allowed ranges. */
export const arbitrarySetting: fc.Arbitrary<{ id: PresetName; options: ObjectiveOptions }> = fc
  .record({
    id: fc.constantFrom(...presetNames),
    beta: fc.constantFrom(0, 0.04, 0.5),
    epsilonLow: finite(0.05, 0.6),
    epsilonHigh: finite(0.05, 0.6),
    delta: fc.constantFrom(null, 2, 4),
    entropyCoefficient: fc.constantFrom(0, 0.01),
    maskedRows: fc.constantFrom("count" as const, "exclude" as const),
    klBiasCorrection: fc.boolean(),
  })
  .map(({ id, ...overrides }) => ({ id, options: presetOptions(id, overrides) }));
