import { describe, expect, test } from "vitest";
import { type AdvantageKind, groupAdvantages } from "./advantage.ts";
import { completionMetrics } from "./completion-metrics.ts";
import fixture from "./fixtures/trl/rollout.json" with { type: "json" };
import { combineRewards } from "./reward-combination.ts";
import { rewardMetrics } from "./reward-metrics.ts";
import { completionMask, isTruncated, repetitionPenalty, softOverlongPunishment } from "./reward-shaping.ts";

const size = fixture.group_size;
const completions = fixture.completion_ids;
const ends = new Set([fixture.eos, fixture.pad]);

describe("TRL's advantages", () => {
  for (const c of fixture.advantages) {
    test(c.id, () => {
      const rows = completions.map((_, i) => {
        const components = c.rewards.map((component) => component[i]);
        return { components, reward: combineRewards(components, c.weights) };
      });
      const groups = rows.flatMap((_, i) => (i % size === 0 ? [rows.slice(i, i + size)] : []));
      const advantages = groupAdvantages(c.kind as AdvantageKind, groups).flat();
      advantages.forEach((a, i) => {
        expect(Math.abs(a - c.advantages[i])).toBeLessThanOrEqual(2e-6);
      });
      const names = c.rewards.map((_, k) => `component_${k}`);
      const metrics = rewardMetrics(groups, names, c.kind === "batch" ? "batch" : "group");
      for (const [key, value] of Object.entries(c.metrics)) {
        expect(Math.abs((metrics[key] ?? Number.NaN) - value), key).toBeLessThanOrEqual(2e-6);
      }
    });
  }
});

describe("TRL's masks and length metrics", () => {
  for (const c of fixture.completions) {
    test(`mask_truncated_completions ${c.mask_truncated}`, () => {
      const masks = completions.map((ids) => completionMask(ids, ends, c.mask_truncated));
      masks.forEach((mask, i) => {
        expect([...mask]).toEqual(c.mask[i].slice(0, mask.length));
        expect(c.mask[i].slice(mask.length).every((m) => m === 0)).toBe(true);
      });
      expect(masks.reduce((n, mask) => n + mask.reduce((a, b) => a + b, 0), 0)).toBe(c.tokens);
      const metrics = completionMetrics(
        completions.map((ids) => ({ length: ids.length, truncated: isTruncated(ids, ends) })),
      );
      for (const [key, value] of Object.entries(c.metrics)) {
        expect(Math.abs((metrics[key] ?? Number.NaN) - value), key).toBeLessThanOrEqual(1e-7);
      }
    });
  }
});

describe("TRL's penalties", () => {
  for (const c of fixture.soft_overlong) {
    test(`soft overlong, limit ${c.max_length}, cache ${c.cache}`, () => {
      const penalties = completions.map((ids) => softOverlongPunishment(ids.length, c.max_length, c.cache));
      expect(penalties).toEqual(c.penalties);
    });
  }
  for (const c of fixture.repetition) {
    test(`repetition of ${c.n}-grams`, () => {
      const penalties = completions.map((ids) => repetitionPenalty(ids, c.penalty, c.n));
      penalties.forEach((p, i) => {
        expect(p).toBeCloseTo(c.penalties[i], 12);
      });
    });
  }
});
