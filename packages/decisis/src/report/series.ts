/** One line of a chart: the mean over seeds at each step that has a value. */
export interface Series {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** Exponential mean of the values; restarts with each stage. */
  readonly smoothed: readonly number[];
  /** Single points that no line joins. */
  readonly marks?: boolean;
}

const MOST_POINTS = 500;

/** A metric over training. `of` gives its value at a line of metrics; lines without a number are left out. */
export function series<Line extends { readonly stage: string; readonly step: number }>(
  name: string,
  of: (line: Line) => unknown,
  lines: readonly Line[],
): Series {
  // Seeds whose SFT ended at different steps do not share steps; means are over those that have the step.
  const at = new Map<number, { stage: string; sum: number; count: number }>();
  for (const line of lines) {
    const value = of(line);
    if (typeof value !== "number") continue;
    const point = at.get(line.step) ?? { stage: line.stage, sum: 0, count: 0 };
    point.sum += value;
    point.count++;
    at.set(line.step, point);
  }
  const points = [...at]
    .sort(([a], [b]) => a - b)
    .map(([step, p]) => ({ step, stage: p.stage, value: p.sum / p.count }));
  const smoothed = smooth(points);
  const every = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  const keep = points.map((_, i) => i).filter((i) => i % every === 0 || i === points.length - 1);
  return {
    name,
    steps: keep.map((i) => points[i].step),
    values: keep.map((i) => points[i].value),
    smoothed: keep.map((i) => smoothed[i]),
  };
}

/** Bias-corrected exponential mean over about a tenth of a stage's points. */
function smooth(points: readonly { readonly stage: string; readonly value: number }[]): number[] {
  const sizes = new Map<string, number>();
  for (const { stage } of points) sizes.set(stage, (sizes.get(stage) ?? 0) + 1);
  let sum = 0;
  let weight = 0;
  return points.map(({ stage, value }, i) => {
    if (i === 0 || points[i - 1].stage !== stage) sum = weight = 0;
    const decay = 1 - 1 / Math.max(1, sizes.get(stage)! / 10);
    sum = decay * sum + value;
    weight = decay * weight + 1;
    return sum / weight;
  });
}
