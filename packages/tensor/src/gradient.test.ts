import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradientError } from "./check-gradient.ts";
import type { Graph, Tensor } from "./graph.ts";
import * as ops from "./index.ts";
import { Random } from "./random.ts";
import type { Shape } from "./shape.ts";

type Build = (graph: Graph, p: readonly Tensor[]) => Tensor;
const positive = (random: Random) => () => 0.5 + random.uniform();

const cases: readonly [name: string, shapes: readonly Shape[], build: Build, positive?: boolean][] = [
  ["neg", [[2, 3]], (_, [x]) => ops.neg(x)],
  ["exp", [[2, 3]], (_, [x]) => ops.exp(x)],
  ["log", [[2, 3]], (_, [x]) => ops.log(x), true],
  ["sqrt", [[2, 3]], (_, [x]) => ops.sqrt(x), true],
  ["sigmoid", [[2, 3]], (_, [x]) => ops.sigmoid(x)],
  ["silu", [[2, 3]], (_, [x]) => ops.silu(x)],
  ["softmax", [[2, 3, 4]], (_, [x]) => ops.softmax(x)],
  ["logSoftmax", [[2, 3, 4]], (_, [x]) => ops.logSoftmax(x)],
  ["sum over axes", [[2, 3, 4]], (_, [x]) => ops.sum(x, [0, -1])],
  ["sum over all", [[2, 3]], (_, [x]) => ops.sum(x)],
  ["mean kept", [[2, 3, 4]], (_, [x]) => ops.mean(x, [1], true)],
  ["reshape", [[2, 6]], (_, [x]) => ops.exp(ops.reshape(x, [3, -1]))],
  ["transpose", [[2, 3, 4]], (_, [x]) => ops.exp(ops.transpose(x, [2, 0, 1]))],
  [
    "concat",
    [
      [2, 1],
      [2, 3],
    ],
    (_, [a, b]) => ops.exp(ops.concat([a, b], 1)),
  ],
  ["split, every piece used", [[2, 5]], (_, [x]) => ops.concat(ops.split(x, [2, 3], -1).reverse().map(ops.exp), 1)],
  ["split, one piece used", [[2, 5]], (_, [x]) => ops.exp(ops.split(x, [2, 3], 1)[1])],
  ["slice", [[4, 5]], (_, [x]) => ops.exp(ops.slice(x, 1, 1, 3))],
  ["slice at the start", [[4, 5]], (_, [x]) => ops.exp(ops.slice(x, 0, 0, 3))],
  ["expand", [[2, 1, 3]], (_, [x]) => ops.exp(ops.expand(x, [4, 2, 5, 3]))],
  ["gatherRows, repeated", [[4, 3]], (g, [t]) => ops.exp(ops.gatherRows(t, g.constant([1, 3, 1, 1, 0], [5], "int32")))],
  ["linear", [[3, 4], [5, 4], [5]], (_, [x, w, b]) => ops.linear(x, w, b)],
  ["rmsNorm", [[2, 3, 4], [4]], (_, [x, w]) => ops.rmsNorm(x, w, 1e-6)],
  [
    "rotary",
    [[2, 3, 4]],
    (g, [x]) =>
      ops.rotary(
        x,
        g.constant(
          Array.from({ length: 12 }, (_, i) => Math.cos(i)),
          [3, 4],
        ),
        g.constant(
          Array.from({ length: 12 }, (_, i) => (i % 4 < 2 ? -1 : 1) * Math.sin((i % 4) % 2)),
          [3, 4],
        ),
      ),
  ],
  ["tokenLogprob", [[3, 5]], (g, [x]) => ops.tokenLogprob(x, g.constant([4, 0, 2], [3], "int32")).logprob],
  [
    "entropy",
    [[3, 5]],
    (g, [x]) => ops.tokenLogprob(x, g.constant([4, 0, 2], [3], "int32"), { entropy: true }).entropy!,
  ],
  [
    "tokenLogprob and entropy together",
    [[3, 5]],
    (g, [x]) => {
      const { logprob, entropy } = ops.tokenLogprob(x, g.constant([4, 0, 2], [3], "int32"), { entropy: true });
      return ops.mul(logprob, ops.exp(entropy!));
    },
  ],
  ["a value used twice", [[2, 3]], (_, [x]) => ops.mul(ops.exp(x), ops.add(x, ops.sigmoid(x)))],
];

describe("derivatives agree with central differences, element by element in float64", () => {
  for (const [name, shapes, build, onlyPositive] of cases)
    test(name, async () => {
      const random = Random.at("gradient", name);
      const error = await gradientError(shapes, build, random, onlyPositive ? positive(random) : undefined);
      expect(error).toBeLessThan(1e-7);
    });

  test("batched products in every transposition", async () => {
    const random = Random.at("gradient", "matmul");
    for (const batch of [[], [2], [2, 3]])
      for (const transposeA of [false, true])
        for (const transposeB of [false, true])
          for (const alpha of [1, 0.3]) {
            const a = [...batch, ...(transposeA ? [4, 2] : [2, 4])];
            const b = [...batch, ...(transposeB ? [3, 4] : [4, 3])];
            const error = await gradientError(
              [a, b],
              (_, [x, y]) => ops.matmul(x, y, { transposeA, transposeB, alpha }),
              random,
            );
            expect(error).toBeLessThan(1e-7);
          }
  });

  test("binary operators over random broadcasting shapes", async () => {
    const dims = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 0, maxLength: 3 });
    const broadcasting = fc.tuple(
      dims,
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      fc.nat({ max: 2 }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(
        broadcasting,
        fc.constantFrom(ops.add, ops.sub, ops.mul, ops.div),
        fc.integer(),
        async ([full, ones, drop, flip], op, seed) => {
          const smaller = full.map((d, i) => (ones[i] ? 1 : d)).slice(Math.min(drop, full.length));
          const shapes = flip ? [smaller, full] : [full, smaller];
          const random = Random.at(seed);
          const error = await gradientError(shapes, (_, [a, b]) => op(a, b), random, positive(random));
          return error < 1e-7;
        },
      ),
      { numRuns: 60 },
    );
  });

  test("an operator with a wrong derivative is caught", async () => {
    const wrong: Build = (g, [x]) => {
      const y = g.op("Exp", [x], x.shape);
      return g.differentiable([y], [x], ([dy]) => [ops.mul(dy!, ops.mul(y, g.scalar(1.0001)))])[0];
    };
    expect(await gradientError([[2, 3]], wrong, Random.at("wrong"))).toBeGreaterThan(1e-5);
  });
});
