/** Added to the count of every feature in every class. Chosen on the validation part. */
const SMOOTHING = 0.1;

export interface Example {
  readonly label: string;
  readonly features: ReadonlySet<string>;
}

interface Counted {
  readonly label: string;
  readonly examples: number;
  readonly holding: ReadonlyMap<string, number>;
}

/**
 * Naive Bayes over features that are present or not (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 13.3):
 * the label with the largest log P(label) + Σ log P(feature | label) over the features of a task that training has. Absent
 * features do not count. Among equals, the label that comes first in training; `null` without training.
 */
export function naiveBayes(training: readonly Example[]): (features: ReadonlySet<string>) => string | null {
  const known = new Set<string>();
  const classes = [...Map.groupBy(training, ({ label }) => label)].map(([label, own]): Counted => {
    const holding = new Map<string, number>();
    for (const { features } of own)
      for (const feature of features) {
        known.add(feature);
        holding.set(feature, (holding.get(feature) ?? 0) + 1);
      }
    return { label, examples: own.length, holding };
  });
  return (features) => {
    const present = [...features].filter((feature) => known.has(feature));
    let best: { readonly label: string; readonly score: number } | null = null;
    for (const { label, examples, holding } of classes) {
      const score = present.reduce(
        (sum, feature) => sum + Math.log(((holding.get(feature) ?? 0) + SMOOTHING) / (examples + 2 * SMOOTHING)),
        Math.log(examples / training.length),
      );
      if (best === null || score > best.score) best = { label, score };
    }
    return best?.label ?? null;
  };
}
