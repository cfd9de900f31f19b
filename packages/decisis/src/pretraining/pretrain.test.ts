import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadTokenizer, readConfig } from "@decisis/lm";
import { afterAll, expect, test } from "vitest";
import { pretrain } from "./pretrain.ts";
import { loadPretrainFile, type PretrainFile, PretrainFileError } from "./pretrain-file.ts";

const folder = mkdtempSync(join(tmpdir(), "pretrain-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tinyFile(out: string): PretrainFile {
  return {
    name: "tiny",
    seed: 3,
    generated: { seed: 5, opinions: 6, readbacks: 200 },
    tokenizer: { vocab_size: 320 },
    model: {
      hidden_size: 32,
      intermediate_size: 64,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 2,
      head_dim: 8,
      max_position_embeddings: 128,
      rope_theta: 10000,
    },
    training: {
      recitation: { steps: 4, batch_size: 4, length: 24 },
      steps: 6,
      batch_size: 4,
      context_length: 32,
      learning_rate: 3e-3,
      min_lr_rate: 0.1,
      warmup_steps: 2,
      weight_decay: 0.1,
      adam_beta1: 0.9,
      adam_beta2: 0.95,
      optim: "adamw",
      muon_momentum: 0.95,
      max_grad_norm: 1,
      checkpoint_every: 2,
      eval_every: 5,
    },
    out: join(folder, out),
  };
}

/** Trains until the model is finished; interrupted after each of the steps in `stopAt`. */
async function finish(out: string, stopAt: readonly number[]): Promise<Buffer> {
  const file = tinyFile(out);
  let finished = false;
  for (let sitting = 0; !finished; sitting++) {
    const stop = new AbortController();
    finished = await pretrain(file, {
      corpus: undefined,
      work: join(folder, `${out}-work`),
      minutes: 10,
      threads: 1,
      signal: stop.signal,
      onProgress: ({ step }) => {
        if (step === stopAt[sitting]) stop.abort();
      },
    });
    if (!finished) expect(sitting).toBeLessThan(stopAt.length);
  }
  return readFileSync(join(file.out, "model.safetensors"));
}

test("a model made in pieces is the model made in one go, and its folder is complete", async () => {
  const whole = await finish("whole", []);
  const pieces = await finish("pieces", [3, 7]);
  expect(pieces.equals(whole)).toBe(true);
  const config = await readConfig(join(folder, "whole"));
  const tokenizer = await loadTokenizer(join(folder, "whole"));
  expect(config.vocabSize).toBe(tokenizer.vocabSize);
  expect(config.eosTokenIds).toEqual([tokenizer.idOf("<|im_end|>")]);
  expect(readFileSync(join(folder, "whole", "README.md"), "utf8")).toContain("4 steps of 4 × 24 tokens");
});

test("a checkpoint whose state was tampered with is refused with its file", async () => {
  const path = join(folder, "pieces-work", "checkpoint", "stage.json");
  const point = { step: 1, loss: 2, heldOutLoss: null };
  for (const [state, message] of [
    [{ step: 1, seconds: 0, curve: [{ ...point, loss: "low" }] }, /curve\.0\.loss: .*number/],
    [{ step: -1, seconds: 0, curve: [] }, /step: .*>=0/],
    [{ step: 11, seconds: 0, curve: [] }, /step: .*<=10/],
    [{ step: 4, seconds: 0, curve: [{ ...point, step: 5 }] }, /step: is not where the curve ends/],
    [{ step: 4, seconds: 0, curve: [point, point] }, /step: is not where the curve ends/],
  ] as const) {
    writeFileSync(path, JSON.stringify(state));
    const error = await finish("pieces", []).catch((e: Error) => e);
    expect((error as Error).message).toMatch(/^[^\n]*checkpoint\/stage\.json: .*; remove its folder/);
    expect((error as Error).message).toMatch(message);
  }
});

test("a file with a fault is refused in one line a fault", () => {
  const path = join(folder, "bad.yaml");
  writeFileSync(path, "name: tiny\nseed: -1\n");
  expect(() => loadPretrainFile(path)).toThrow(PretrainFileError);
  expect(() => loadPretrainFile(path)).toThrow(/bad\.yaml: seed: /);
});
