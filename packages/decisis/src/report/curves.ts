import type { SeedRecord } from "./seed-records.ts";

/** One line of a chart: the mean over seeds at each step that has a value. */
export interface Series {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
  /** Exponential mean of the values; restarts with each stage. */
  readonly smoothed: readonly number[];
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  /** What a reader might otherwise take for a fault. */
  readonly note: string;
  readonly series: readonly Series[];
}

export interface StageSpan {
  readonly stage: string;
  readonly first: number;
  readonly last: number;
}

interface Wanted {
  readonly title: string;
  readonly unit: string;
  readonly metrics: Readonly<Record<string, string>>;
  readonly note?: string;
}

const wanted: readonly Wanted[] = [
  { title: "Reward", unit: "reward", metrics: { reward: "training", eval_reward: "validation" } },
  { title: "Distance from the start (kl)", unit: "nats", metrics: { kl: "kl" } },
  {
    title: "Completion length",
    unit: "tokens",
    metrics: { "completions/mean_length": "training", "eval_completions/mean_length": "validation" },
  },
  {
    title: "Clipped and truncated",
    unit: "share",
    metrics: {
      "clip_ratio/low_mean": "clipped low",
      "clip_ratio/high_mean": "clipped high",
      "completions/clipped_ratio": "truncated",
    },
    note: "With one optimizer step a generation the ratio is 1 and nothing is clipped: 0 is right.",
  },
  {
    title: "Loss",
    unit: "loss",
    metrics: { loss: "training", eval_loss: "validation" },
    note: "On-policy GRPO loss is about 0 by construction: read the reward, not the loss.",
  },
  { title: "Entropy", unit: "nats", metrics: { entropy: "entropy" } },
  { title: "Gradient norm", unit: "norm", metrics: { grad_norm: "before clipping" } },
  {
    title: "Groups without signal",
    unit: "share",
    metrics: { frac_reward_zero_std: "equal rewards", frac_unscorable: "unscorable" },
  },
  { title: "Learning rate", unit: "rate", metrics: { learning_rate: "learning rate" } },
];

const MOST_POINTS = 500;
const MOST_COMPONENTS = 8;

/** The charts that a run has numbers for. */
export function charts(seeds: readonly SeedRecord[]): Chart[] {
  const lines = seeds.flatMap((s) => s.metrics);
  const components = [...new Set(lines.flatMap((l) => Object.keys(l)))]
    .filter((n) => /^rewards\/[^/]+\/mean$/.test(n))
    .sort();
  const all: Wanted[] = [
    wanted[0],
    {
      title: "Components of the reward",
      unit: "share",
      metrics: Object.fromEntries(mostChanging(components, lines).map((n) => [n, n.split("/")[1]])),
      note:
        components.length > MOST_COMPONENTS ? `The ${MOST_COMPONENTS} of ${components.length} that changed most.` : "",
    },
    ...wanted.slice(1),
  ];
  return all
    .map(({ title, unit, metrics, note = "" }) => ({
      title,
      unit,
      note,
      series: Object.entries(metrics)
        .map(([metric, name]) => series(name, metric, lines))
        .filter((s) => s.values.length > 0),
    }))
    .filter((c) => c.series.length > 0);
}

/** The metrics with the widest range over the run, in their own order. */
function mostChanging(names: readonly string[], lines: readonly { readonly [m: string]: unknown }[]): string[] {
  const range = (name: string): number => {
    const values = lines.map((l) => l[name]).filter((v) => typeof v === "number");
    return values.length === 0 ? 0 : values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  };
  const widest = [...names].sort((a, b) => range(b) - range(a)).slice(0, MOST_COMPONENTS);
  return names.filter((n) => widest.includes(n));
}

/** Where each stage lies on the common axis of steps. */
export function stageSpans(seeds: readonly SeedRecord[]): StageSpan[] {
  const spans = new Map<string, StageSpan>();
  for (const { stage, step } of seeds[0]?.metrics ?? []) {
    const span = spans.get(stage);
    spans.set(stage, { stage, first: Math.min(span?.first ?? step, step), last: Math.max(span?.last ?? step, step) });
  }
  return [...spans.values()];
}

function series(
  name: string,
  metric: string,
  lines: readonly { stage: string; step: number; [m: string]: unknown }[],
): Series {
  // Seeds whose SFT ended at different steps do not share steps; means are over those that have the step.
  const at = new Map<number, { stage: string; sum: number; count: number }>();
  for (const line of lines) {
    const value = line[metric];
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
