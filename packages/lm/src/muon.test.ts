import { Session } from "@decisis/tensor";
import { describe, expect, test } from "vitest";
import type { FloatArray } from "./adamw.ts";
import fixture from "./fixtures/trl/optimizer.json" with { type: "json" };
import { type MuonMatrix, muonStep, orthogonalGraph, orthogonalOutput } from "./muon.ts";

describe("PyTorch's Muon", () => {
  for (const c of fixture.muon) {
    for (const [type, float, tolerance] of [
      [Float64Array, "float64", 1e-12],
      [Float32Array, "float32", 1e-5],
    ] as const) {
      test(`${c.id}, ${float}`, async () => {
        const matrices = c.shapes.map(([rows, columns], i): MuonMatrix & { readonly gradient: FloatArray } => ({
          name: `w${i}`,
          rows,
          columns,
          value: type.from(c.initial[i]),
          gradient: new type(rows * columns),
          momentum: new type(rows * columns),
        }));
        const session = await Session.create(orthogonalGraph(matrices, float), { threads: 1 });
        for (const [step, gradients] of c.gradients.entries()) {
          // Scaled twice: what clipping does is no part of PyTorch's step.
          for (const [i, { gradient }] of matrices.entries()) gradient.set(gradients[i].map((g) => g * 4));
          const before = matrices.map(({ value }) => value.slice());
          const squared = await muonStep(
            matrices,
            c.learning_rate,
            { momentum: c.momentum, weightDecay: c.weight_decay },
            0.25,
            (x) => session.run(x as Record<string, Float32Array>),
          );
          let moved = 0;
          for (const [i, { value }] of matrices.entries()) {
            for (const [j, x] of value.entries()) {
              expect(Math.abs(x - c.values[step][i][j])).toBeLessThanOrEqual(tolerance);
              moved += (x - before[i][j]) ** 2;
            }
          }
          expect(Math.abs(squared / moved - 1)).toBeLessThan(1e-5);
        }
        await session.release();
      });
    }
  }
});

test("five steps bring singular values near 1, and nothing out of nothing", async () => {
  const [rows, columns] = [3, 2];
  const session = await Session.create(orthogonalGraph([{ name: "w", rows, columns }]), { threads: 1 });
  const orthogonal = async (x: readonly number[]): Promise<Float32Array> =>
    (await session.run({ w: Float32Array.from(x) }))[orthogonalOutput("w")].data as Float32Array;
  // Singular values .8 and .6, columns and rows turned.
  const o = await orthogonal([0.48, 0.36, 0.64, -0.27, 0, 0.6 * Math.sqrt(1 - 0.45 ** 2 - 0.6 ** 2)]);
  const dot = (a: number, b: number): number => [0, 1, 2].reduce((sum, r) => sum + o[2 * r + a] * o[2 * r + b], 0);
  for (const column of [0, 1]) {
    expect(dot(column, column)).toBeGreaterThan(0.4);
    expect(dot(column, column)).toBeLessThan(1.6);
  }
  expect(Math.abs(dot(0, 1))).toBeLessThan(0.2);
  expect([...(await orthogonal([0, 0, 0, 0, 0, 0]))]).toEqual([0, 0, 0, 0, 0, 0]);
  await session.release();
});
