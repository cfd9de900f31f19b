/** The marks of all checks, as shares unless said otherwise. Each can be given another value with `--threshold name=value`. */
export const THRESHOLDS = {
  /** A base model's mean reward as near as this to an end of the range has nothing to learn from. */
  baseline_end: 0.02,
  /** Base models outside these learn slowly. */
  baseline_low: 0.25,
  baseline_high: 0.75,
  /** Groups that must have differing rewards. */
  varied_groups: 0.2,
  /** What a policy that only guesses may earn; closed labels: above chance. */
  guess: 0.25,
  guess_closed: 0.05,
  /** Most frequent answer among the training tasks. */
  label_share: 0.5,
  /** Training tasks that repeat another one's prompt, or the open answer of another cluster. */
  duplicates: 0.05,
  /** Prompts without room for an answer, and golds longer than what may be written. */
  too_long: 0.2,
  /** Sampled completions cut by the length limit. */
  clipped_warning: 0.2,
  clipped: 0.9,
  /** Completions without a score. */
  unscorable: 0.05,
  /** Distinct scores that ladders of answers must show (a count). */
  ladder_scores: 4,
  /** Agreement of experts, Cohen's kappa. */
  kappa: 0.6,
} as const;

export type Thresholds = Readonly<Record<keyof typeof THRESHOLDS, number>>;
