import { describe, expect, it } from "vitest";
import type { MetricsLine } from "../runs/record-lines.ts";
import { commonAxis } from "./common-axis.ts";
import { charts } from "./curves.ts";
import { lineChart } from "./line-chart.ts";
import { handMadeRecords } from "./test-support/hand-made-records.ts";

/** `both` trains two skills, `last` products alone. Seed 2 ends `both` a step early. */
const metrics = (seed: number): MetricsLine[] => {
  const length = seed === 1 ? 3 : 2;
  const both = Array.from({ length }, (_, i) => ({
    stage: "both",
    step: i + 1,
    stage_step: i + 1,
    reward: 0.5,
    "reward/sums": 0.2 + seed / 10,
    "reward/products": 0.6,
    ...(i === 0 ? { eval_reward: 0.4, "eval_reward/sums": 0.1, "eval_reward/products": 0.7 } : {}),
  }));
  const last = { stage: "last", step: length + 1, stage_step: 1, reward: 0.9, eval_reward: 0.8 };
  return [...both, last];
};
const records = handMadeRecords({
  skills: ["sums", "products"],
  stages: [
    { id: "both", mixture: { "sums/real": 1, "sums/generated": 1, products: 1 } },
    { id: "last", mixture: { products: 1 } },
  ],
  seeds: [1, 2],
  tasks: (skill, stage, seed) =>
    ["a", "b"].map((id) => ({
      id,
      samples: [{ reward: stage === "base" ? 0 : skill === "sums" && stage === "last" ? 0.5 : (seed + 1) / 4 }],
    })),
  metrics,
});
const axis = commonAxis(records.seeds);

describe("the axis of steps", () => {
  it("lays the stages of all seeds over each other, as long as the longest", () => {
    expect(axis.spans).toEqual([
      { stage: "both", first: 1, last: 3 },
      { stage: "last", first: 4, last: 4 },
    ]);
    expect(axis.lines[1].map((l) => l.step)).toEqual([1, 2, 4]);
    expect(axis.moved).toBe(true);
    expect(commonAxis(records.seeds.slice(0, 1)).moved).toBe(false);
  });

  it("puts a stage that one seed has alone where it belongs", () => {
    const line = (stage: string, stage_step: number): MetricsLine => ({ stage, step: 0, stage_step });
    const seed = (...lines: MetricsLine[]) => ({ ...records.seeds[0], metrics: lines });
    const { spans } = commonAxis([
      seed(line("a", 1), line("b", 1)),
      seed(line("a", 1), line("a+replay1", 1), line("a+replay1", 2), line("b", 1)),
    ]);
    expect(spans.map((s) => [s.stage, s.first])).toEqual([
      ["a", 1],
      ["a+replay1", 2],
      ["b", 4],
    ]);
  });
});

describe("learning curves", () => {
  const all = charts(records, axis);
  const curve = (skill: string) => all.find((c) => c.title === `Reward: ${skill}`)!;
  const series = (skill: string, name: string) => curve(skill).series.find((s) => s.name === name)!;

  it("show each skill in the stages that train it, mean over seeds", () => {
    expect(all.slice(0, 3).map((c) => c.title)).toEqual(["Reward", "Reward: sums", "Reward: products"]);
    expect(series("sums", "training")).toMatchObject({
      steps: [1, 2, 3],
      values: [expect.closeTo(0.35), expect.closeTo(0.35), expect.closeTo(0.3)],
    });
    expect(series("sums", "validation")).toMatchObject({ steps: [1], values: [0.1] });
    // A stage of one skill does not name it in its metrics.
    expect(series("products", "training").steps).toEqual([1, 2, 3, 4]);
    expect(series("products", "validation")).toMatchObject({ steps: [1, 4], values: [0.7, 0.8] });
  });

  it("mark what every stage left of a skill, trained in it or not", () => {
    expect(series("sums", "held out")).toMatchObject({ steps: [0, 3, 4], values: [0, 0.625, 0.5], marks: true });
  });

  it("are drawn with their stages, whose names do not run into each other", () => {
    const svg = lineChart(curve("sums"), axis.spans, 0);
    expect(svg.match(/class="stage-name"/g)).toHaveLength(2);
    const narrow = Array.from({ length: 40 }, (_, i) => ({
      stage: "a-long-name",
      first: 10 * i + 1,
      last: 10 * i + 10,
    }));
    const names = [...lineChart(curve("sums"), narrow, 0).matchAll(/class="stage-name" x="([\d.]+)"/g)].map(([, x]) =>
      Number(x),
    );
    expect(names.length).toBeGreaterThan(2);
    names.slice(1).forEach((x, i) => {
      expect(x - names[i]).toBeGreaterThan(6 * "a-long-name".length);
    });
    expect(svg.match(/r="4"/g)).toHaveLength(3);
  });
});
