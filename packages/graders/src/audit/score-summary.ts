import type { ScoreSummary } from "./audit-report.ts";

/** Percentiles by the nearest rank above: the 95th of 20 scores is the largest. */
export function scoreSummary(scores: readonly number[]): ScoreSummary {
  if (scores.length === 0) return { n: 0, mean: 0, median: 0, p95: 0, max: 0 };
  const sorted = scores.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { n: sorted.length, mean: mean(sorted), median: at(0.5), p95: at(0.95), max: sorted[sorted.length - 1] };
}

/** 0 for none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard error of the mean. 0 for fewer than two values. */
export function standardError(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** Spearman's rank correlation with average ranks for ties. 0 if either side does not vary. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const [mx, my] = [mean(x), mean(y)];
  const spread = (values: readonly number[], centre: number) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0));
  const scale = spread(x, mx) * spread(y, my);
  return scale === 0 ? 0 : x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) / scale;
}

function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const first = new Map<number, number>();
  const count = new Map<number, number>();
  sorted.forEach((value, i) => {
    if (!first.has(value)) first.set(value, i);
    count.set(value, (count.get(value) ?? 0) + 1);
  });
  return values.map((value) => (first.get(value) ?? 0) + ((count.get(value) ?? 1) - 1) / 2);
}
