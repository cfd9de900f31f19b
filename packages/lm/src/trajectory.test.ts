import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { adamWDefaults } from "./adamw.ts";
import { DecoderModel } from "./decoder-model.ts";
import { namedTensors } from "./model-weights.ts";
import { readTensor } from "./read-tensor.ts";
import { openSafetensors } from "./safetensors.ts";
import { type PolicyCompletion, type PolicyStepRequest, type StepResult, Trainer } from "./trainer.ts";

/** Training runs of TRL 1.13.0 replayed by this engine; how they were made stands in fixtures/trl/README.md. */
const fixtures = fileURLToPath(new URL("./fixtures/trl/", import.meta.url));

interface FixtureRow {
  readonly prompt: readonly number[];
  readonly completion: readonly number[];
  readonly advantage: number;
  readonly old_logp?: readonly number[];
  readonly ref_logp?: readonly number[] | null;
}
interface FixtureStep {
  readonly loss: number;
  readonly grad_norm: number;
  /** Absent where the schedule is constant. */
  readonly learning_rate?: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly generation?: number;
  readonly rows?: readonly FixtureRow[];
}
interface Settings {
  readonly learning_rate: number;
  readonly weight_decay: number;
  readonly max_grad_norm: number;
  readonly loss_type?: "grpo" | "dapo" | "dr_grpo";
  readonly beta?: number;
  readonly use_bias_correction_kl?: boolean;
  readonly epsilon?: number;
  readonly epsilon_high?: number;
  readonly importance_sampling_level?: "sequence";
  readonly temperature?: number;
}
interface FixtureCase {
  readonly id: string;
  readonly method: "grpo" | "sft";
  readonly model: string;
  readonly lora: boolean;
  readonly settings: Settings;
  readonly max_completion_length?: number;
  readonly generations?: readonly (readonly FixtureRow[])[];
  readonly steps: readonly FixtureStep[];
  readonly final: string;
}

const json = (file: string): unknown => JSON.parse(readFileSync(fixtures + file, "utf8"));
const open: DecoderModel[] = [];
afterEach(async () => {
  for (const model of open.splice(0)) await model.close();
});

async function trainerOf(folder: string, lora: boolean, maxRows: number): Promise<Trainer> {
  const model = await DecoderModel.open({
    folder: fixtures + folder,
    mode: lora ? "lora" : "full",
    adapter: lora ? { folder: `${fixtures}${folder}/adapter` } : undefined,
    threads: 1,
    reference: lora ? undefined : fixtures + folder,
    buckets: { promptMultiple: 4, completionMultiple: 4, maxRows },
  });
  open.push(model);
  return new Trainer(model);
}

/** Rows of one prompt stand together: its group. */
function groupsOf(rows: readonly FixtureRow[]): FixtureRow[][] {
  return [...Map.groupBy(rows, (r) => r.prompt.join(" ")).values()];
}

async function replayStep(
  trainer: Trainer,
  c: Pick<FixtureCase, "settings" | "max_completion_length">,
  step: FixtureStep,
  rows: readonly FixtureRow[],
): Promise<StepResult> {
  const s = c.settings;
  const update = {
    learningRate: step.learning_rate ?? s.learning_rate,
    adam: { ...adamWDefaults, epsilon: 1e-5, weightDecay: s.weight_decay },
    maxGradNorm: s.max_grad_norm,
  };
  if (step.rows)
    return trainer.sftStep(
      rows.map((r) => ({ promptIds: Int32Array.from(r.prompt), completions: [Int32Array.from(r.completion)] })),
      update,
    );
  const request: PolicyStepRequest = {
    groups: groupsOf(rows).map((group) => ({
      promptIds: Int32Array.from(group[0].prompt),
      temperature: s.temperature,
      completions: group.map(
        (r): PolicyCompletion => ({
          ids: Int32Array.from(r.completion),
          mask: new Uint8Array(r.completion.length).fill(1),
          advantage: r.advantage,
          oldLogp: r.old_logp && Float64Array.from(r.old_logp),
          refLogp: r.ref_logp ? Float64Array.from(r.ref_logp) : undefined,
        }),
      ),
    })),
    lossType: s.loss_type!,
    importanceLevel: s.importance_sampling_level ?? "token",
    options: {
      beta: s.beta ?? 0,
      epsilonLow: s.epsilon!,
      epsilonHigh: s.epsilon_high!,
      delta: null,
      maskedRows: "count",
      entropyCoefficient: 0,
      klBiasCorrection: s.use_bias_correction_kl ?? false,
    },
    maxCompletionLength: c.max_completion_length!,
    update,
  };
  return trainer.policyStep(request);
}

describe("training runs of TRL, replayed", () => {
  const { cases } = json("trajectory/cases.json") as { cases: readonly FixtureCase[] };
  for (const c of cases)
    for (const microBatches of [1, 4])
      test(`${c.id}, ${microBatches} micro-batches`, async () => {
        const trainer = await trainerOf(`trajectory/${c.model}`, c.lora, 8 / microBatches);
        for (const [i, step] of c.steps.entries()) {
          const rows = step.rows ?? c.generations![step.generation!];
          const { metrics } = await replayStep(trainer, c, step, rows);
          expect(Math.abs(metrics.loss! - step.loss), `loss of step ${i}`).toBeLessThan(1e-5);
          expect(Math.abs(metrics.grad_norm! / step.grad_norm - 1), `grad_norm of step ${i}`).toBeLessThan(1e-4);
          for (const [name, value] of Object.entries(step.metrics))
            expect(Math.abs(metrics[name]! - value), `${name} of step ${i}`).toBeLessThan(1e-4);
        }
        const final = await openSafetensors(`${fixtures}trajectory/${c.final}`);
        const { model } = trainer;
        const trained = model.adapter
          ? model.adapter.modules.flatMap((m) =>
              (["A", "B"] as const).map((k) => [`base_model.model.${m.name}.lora_${k}.weight`, m[k]] as const),
            )
          : namedTensors(model.weights!).map((t) => [t.name, t.data as Float32Array] as const);
        expect(trained.length).toBe(final.tensors.size);
        for (const [name, data] of trained) {
          const expected = await readTensor(final, name);
          let worst = 0;
          for (let i = 0; i < data.length; i++) worst = Math.max(worst, Math.abs(data[i] - expected[i]));
          expect(worst, name).toBeLessThan(1e-5);
        }
      });
});

test("over 20 runs the signed residual of the loss has mean zero", async () => {
  const { settings, max_completion_length, runs } = json("residual/runs.json") as {
    settings: Settings;
    max_completion_length: number;
    runs: readonly { model: string; generations: FixtureRow[][]; steps: FixtureStep[] }[];
  };
  const residuals: number[] = [];
  for (const run of runs) {
    const trainer = await trainerOf(`residual/${run.model}`, false, 8);
    const seen = new Map<number, FixtureRow[]>();
    let sum = 0;
    for (const step of run.steps) {
      let rows = seen.get(step.generation!);
      if (!rows) {
        rows = run.generations[step.generation!];
        const groups = groupsOf(rows).map((g) => ({
          promptIds: Int32Array.from(g[0].prompt),
          completions: g.map((r) => Int32Array.from(r.completion)),
        }));
        const old = (await trainer.model.score(groups)).flat();
        const ref = (await trainer.model.score(groups, "reference")).flat();
        rows = groupsOf(rows)
          .flat()
          .map((r, i) => ({ ...r, old_logp: [...old[i].logp], ref_logp: [...ref[i].logp] }));
        seen.set(step.generation!, rows);
      }
      const { metrics } = await replayStep(trainer, { settings, max_completion_length }, step, rows);
      sum += metrics.loss! - step.loss;
    }
    residuals.push(sum / run.steps.length);
    await trainer.model.close();
  }
  const mean = residuals.reduce((a, b) => a + b, 0) / residuals.length;
  const variance = residuals.reduce((a, b) => a + (b - mean) ** 2, 0) / (residuals.length - 1);
  expect(residuals.length).toBeGreaterThanOrEqual(20);
  expect(Math.abs(mean)).toBeLessThan(3 * Math.sqrt(variance / residuals.length));
});
