import { readFile } from "node:fs/promises";
import { add, Graph, gradients, mul, Session, sum, tokenLogprob } from "@decisis/tensor";
import { describe, expect, test } from "vitest";

/** Logits to log-probabilities and entropies, as torch in float64 computes them. */
interface Case {
  readonly temperature: number;
  readonly logp: readonly number[];
  readonly entropy: readonly number[];
  readonly logp_gradient: readonly (readonly number[])[];
  readonly entropy_gradient: readonly (readonly number[])[];
}
interface Golden {
  readonly logits: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly logp_seed: readonly number[];
  readonly entropy_seed: readonly number[];
  readonly cases: readonly Case[];
  readonly large: {
    readonly vocab: number;
    readonly temperature: number;
    readonly rows: readonly {
      readonly row: number;
      readonly target: number;
      readonly logp: number;
      readonly entropy: number;
      readonly probes: readonly number[];
      readonly logp_gradient: readonly number[];
    }[];
  };
}
const golden = JSON.parse(await readFile(new URL("./fixtures/trl/logprob.json", import.meta.url), "utf8")) as Golden;

type Float = "float32" | "float64";
type Result = Record<"logp" | "entropy" | "logp_gradient" | "entropy_gradient" | "both", ArrayLike<number>>;

async function run(
  float: Float,
  logits: ArrayLike<number>,
  targets: readonly number[],
  temperature: number,
  seeds: { readonly logp: readonly number[]; readonly entropy: readonly number[] },
): Promise<Result> {
  const rows = targets.length;
  const vocab = logits.length / rows;
  const graph = new Graph({ float });
  const z = graph.parameter("logits", [rows, vocab]);
  const scaled = mul(z, graph.input("inverse_temperature", float, []));
  const { logprob, entropy } = tokenLogprob(scaled, graph.constant(targets, [rows], "int32"), { entropy: true });
  const logpSeed = graph.constant(seeds.logp, [rows]);
  const entropySeed = graph.constant(seeds.entropy, [rows]);
  graph.output("logp", logprob);
  graph.output("entropy", entropy!);
  graph.output("logp_gradient", gradients(logprob, [z], logpSeed)[0]);
  graph.output("entropy_gradient", gradients(entropy!, [z], entropySeed)[0]);
  graph.output("both", gradients(sum(add(mul(logprob, logpSeed), mul(entropy!, entropySeed))), [z])[0]);
  const session = await Session.create(graph, { threads: 1 });
  const array = float === "float32" ? Float32Array : Float64Array;
  const out = await session.run({ logits: array.from(logits), inverse_temperature: array.of(1 / temperature) });
  await session.release();
  return Object.fromEntries(Object.entries(out).map(([k, v]) => [k, v.data])) as unknown as Result;
}

/** Largest error relative to the largest value, or to 1. */
function worst(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  return Math.max(...expected.map((x, i) => Math.abs(actual[i] - x))) / scale;
}

describe.each<[Float, number]>([
  ["float64", 1e-12],
  ["float32", 1e-6],
])("%s", (float, tolerance) => {
  test.each(golden.cases)("log-probabilities, entropies and gradients at temperature $temperature", async (c) => {
    const seeds = { logp: golden.logp_seed, entropy: golden.entropy_seed };
    const out = await run(float, golden.logits.flat(), golden.targets, c.temperature, seeds);
    expect(worst(out.logp, c.logp)).toBeLessThan(tolerance);
    expect(worst(out.entropy, c.entropy)).toBeLessThan(tolerance);
    expect(worst(out.logp_gradient, c.logp_gradient.flat())).toBeLessThan(tolerance);
    expect(worst(out.entropy_gradient, c.entropy_gradient.flat())).toBeLessThan(tolerance);
    const both = c.logp_gradient.flat().map((x, i) => x + c.entropy_gradient.flat()[i]);
    expect(worst(out.both, both)).toBeLessThan(tolerance);
  });

  test("a vocabulary of 151,936 words", async () => {
    const { vocab, temperature, rows } = golden.large;
    const logits = rows.flatMap(({ row }) =>
      Array.from({ length: vocab }, (_, v) => 8 * Math.sin(0.37 * v + row) + 4 * Math.cos(0.0001 * v * (row + 1))),
    );
    // ONNX Runtime adds 152 k float32 numbers one after the other.
    const long = float === "float32" ? 1e-5 : tolerance;
    const ones = rows.map(() => 1);
    const targets = rows.map((r) => r.target);
    const out = await run(float, logits, targets, temperature, { logp: ones, entropy: ones });
    expect(
      worst(
        out.logp,
        rows.map((r) => r.logp),
      ),
    ).toBeLessThan(tolerance);
    expect(
      worst(
        out.entropy,
        rows.map((r) => r.entropy),
      ),
    ).toBeLessThan(long);
    rows.forEach(({ probes, logp_gradient }, r) => {
      const gradient = probes.map((v) => out.logp_gradient[r * vocab + v]);
      expect(worst(gradient, [...logp_gradient])).toBeLessThan(tolerance);
    });
  });
});
