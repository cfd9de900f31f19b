import type { CommonAxis } from "./common-axis.ts";
import { learningCurve } from "./learning-curve.ts";
import type { RunRecords } from "./seed-records.ts";
import { type Series, series } from "./series.ts";

export interface Chart {
  readonly title: string;
  readonly unit: string;
  /** What a reader might otherwise take for a fault. */
  readonly note: string;
  readonly series: readonly Series[];
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

const MOST_COMPONENTS = 8;

/** The charts that a run has numbers for; of several skills a learning curve each, behind that of all. */
export function charts(records: RunRecords, axis: CommonAxis): Chart[] {
  const skills = records.description.environments.map((e) => e.id);
  const lines = axis.lines.flat();
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
  const drawn = all
    .map(({ title, unit, metrics, note = "" }) => ({
      title,
      unit,
      note,
      series: Object.entries(metrics)
        .map(([metric, name]) => series(name, (line) => line[metric], lines))
        .filter((s) => s.values.length > 0),
    }))
    .filter((c) => c.series.length > 0);
  if (skills.length < 2) return drawn;
  const first = drawn[0]?.title === wanted[0].title ? 1 : 0;
  return [
    ...drawn.slice(0, first),
    ...skills.flatMap((s) => learningCurve(s, records, axis) ?? []),
    ...drawn.slice(first),
  ];
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
