/**
 * Length metrics of a generation batch under TRL's names, in model tokens. A terminated completion ended with an end token;
 * without any, the terminated lengths are 0.
 */
export function completionMetrics(
  completions: readonly { readonly length: number; readonly truncated: boolean }[],
): Record<string, number | null> {
  const terminated = completions.filter((c) => !c.truncated).map((c) => c.length);
  const metrics: Record<string, number | null> = {
    "completions/clipped_ratio": completions.length > 0 ? 1 - terminated.length / completions.length : null,
  };
  const add = (suffix: string, lengths: readonly number[]) => {
    const n = lengths.length;
    metrics[`completions/mean_${suffix}`] = n > 0 ? lengths.reduce((a, b) => a + b, 0) / n : null;
    metrics[`completions/min_${suffix}`] = n > 0 ? lengths.reduce((a, b) => Math.min(a, b)) : null;
    metrics[`completions/max_${suffix}`] = n > 0 ? lengths.reduce((a, b) => Math.max(a, b)) : null;
  };
  add(
    "length",
    completions.map((c) => c.length),
  );
  add("terminated_length", terminated.length > 0 ? terminated : [0]);
  return metrics;
}
