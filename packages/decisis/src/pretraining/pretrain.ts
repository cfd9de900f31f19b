import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  CHATML_TEMPLATE,
  type DecoderConfig,
  LanguageModel,
  loadTokenizer,
  namedTensors,
  parseConfig,
  randomWeights,
  type Tokenizer,
  trainBpe,
  writeCheckpoint,
  writeConfig,
  writeFileAtomically,
  writeFolderAtomically,
  writeTokenizer,
} from "@decisis/lm";
import { z } from "zod";
import { fictionalRecitation } from "../corpus/fictional-readback.ts";
import { ShuffledPasses } from "../curriculum/shuffled-passes.ts";
import { readState, writeTrainingCheckpoint } from "../engines/embedded/stage-checkpoint.ts";
import { updateOptions } from "../engines/embedded/update-options.ts";
import { modelCard } from "./model-card.ts";
import type { PretrainFile } from "./pretrain-file.ts";
import { type PretrainingTexts, pretrainingTexts } from "./pretraining-texts.ts";
import { type TokenStream, tokenStream } from "./token-stream.ts";

export interface PretrainProgress {
  readonly step: number;
  readonly steps: number;
  readonly tokens: number;
  readonly seconds: number;
  readonly loss: number | null;
  readonly heldOutLoss?: number;
}

export interface PretrainState {
  readonly step: number;
  readonly seconds: number;
  readonly curve: readonly { readonly step: number; readonly loss: number; readonly heldOutLoss: number | null }[];
}

const pretrainState = (steps: number): z.ZodType<PretrainState> =>
  z
    .object({
      step: z.int().min(0).max(steps),
      seconds: z.number().min(0),
      curve: z.array(z.object({ step: z.int().min(1), loss: z.number(), heldOutLoss: z.number().nullable() })),
    })
    .refine(
      ({ step, curve }) => curve.every((point, i) => point.step > (curve[i - 1]?.step ?? 0) && point.step <= step),
      {
        path: ["step"],
        error: "is not where the curve ends",
      },
    );

const END = "<|endoftext|>";
const SPECIAL = [END, "<|im_start|>", "<|im_end|>"];

/**
 * Makes a base model: tokenizer, random weights, then next-token prediction over the texts. Stops after `minutes` and goes on
 * from its last checkpoint when called again; the same file and corpus give the same model bit for bit on one machine.
 *
 * @returns true when the model is finished and written to `file.out`
 */
export async function pretrain(
  file: PretrainFile,
  options: {
    readonly corpus: string | undefined;
    readonly work: string;
    readonly minutes: number;
    readonly threads?: number;
    readonly onProgress: (progress: PretrainProgress) => void;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  const { training } = file;
  const { recitation } = training;
  const steps = recitation.steps + training.steps;
  await mkdir(options.work, { recursive: true });
  const texts = await pretrainingTexts(file, options.corpus);
  const start = join(options.work, "start");
  if (!existsSync(start)) await writeFolderAtomically(start, (dir) => writeStart(dir, file, texts));
  const tokenizer = await loadTokenizer(start);
  const stream = tokenStream(texts.documents, tokenizer, tokenizer.idOf(END)!, training.context_length, file.seed);
  const passes = new ShuffledPasses(stream.train, file.seed, file.name);
  const held = stream.held.slice(0, 64);

  const checkpoint = join(options.work, "checkpoint");
  let state: PretrainState = { step: 0, seconds: 0, curve: [] };
  const resume = existsSync(checkpoint);
  if (resume) state = await readState(checkpoint, pretrainState(steps));
  const model = await LanguageModel.open({
    folder: resume ? checkpoint : start,
    mode: "full",
    threads: options.threads,
    resumeOptimizer: resume ? checkpoint : undefined,
    buckets: { promptMultiple: 1, completionMultiple: 1, maxRows: 64 },
  });
  try {
    const began = performance.now();
    const before = state.seconds;
    const minutes = (): number => (performance.now() - began) / 60_000;
    let recent: number[] = [];
    const tokensUntil = (step: number): number =>
      Math.min(step, recitation.steps) * recitation.batch_size * recitation.length +
      Math.max(0, step - recitation.steps) * training.batch_size * training.context_length;
    const optimizer = {
      ...training,
      norm_learning_rate: null,
      final_norm_learning_rate: null,
      adam_epsilon: 1e-8,
      lr_scheduler_type: "cosine_with_min_lr",
    } as const;
    while (state.step < steps) {
      const onTexts = state.step - recitation.steps;
      const rows =
        onTexts < 0
          ? Array.from({ length: recitation.batch_size }, (_, i) =>
              asRow(recite(tokenizer, file.generated.seed, state.step * recitation.batch_size + i, recitation.length)),
            )
          : passes.slice(onTexts * training.batch_size, training.batch_size).map(asRow);
      const { metrics } = await model.sftStep(rows, updateOptions(optimizer, state.step, steps));
      recent.push(metrics.loss ?? 0);
      state = { ...state, step: state.step + 1, seconds: before + (performance.now() - began) / 1000 };
      const tokens = tokensUntil(state.step);
      const evaluating = state.step % training.eval_every === 0 || state.step === steps;
      const heldOutLoss = evaluating ? await meanLoss(model, held) : undefined;
      if (evaluating) {
        const loss = recent.reduce((a, b) => a + b, 0) / recent.length;
        state = { ...state, curve: [...state.curve, { step: state.step, loss, heldOutLoss: heldOutLoss ?? null }] };
        recent = [];
      }
      options.onProgress({
        step: state.step,
        steps,
        tokens,
        seconds: state.seconds,
        loss: metrics.loss,
        heldOutLoss,
      });
      const last = state.step === steps;
      const stopping = !last && (minutes() >= options.minutes || options.signal.aborted);
      if (state.step % training.checkpoint_every === 0 || stopping || last)
        await writeTrainingCheckpoint(checkpoint, model, state);
      if (stopping) return false;
    }
    await writeFolderAtomically(file.out, async (dir) => {
      await model.save(dir, "BF16");
      await writeFileAtomically(join(dir, "README.md"), modelCard(file, texts, stream, state, model.config));
    });
    return true;
  } finally {
    await model.close();
  }
}

async function writeStart(dir: string, file: PretrainFile, texts: PretrainingTexts): Promise<void> {
  const trained = trainBpe(
    texts.documents.map((d) => d.text),
    { vocabSize: file.tokenizer.vocab_size, specialTokens: SPECIAL },
  );
  await writeTokenizer(dir, trained, { eosToken: "<|im_end|>", padToken: END, chatTemplate: CHATML_TEMPLATE });
  const tokenizer = await loadTokenizer(dir);
  const config: DecoderConfig = parseConfig(
    {
      architectures: ["Qwen3ForCausalLM"],
      ...file.model,
      vocab_size: trained.vocabSize,
      tie_word_embeddings: true,
      rms_norm_eps: 1e-6,
      hidden_act: "silu",
      eos_token_id: tokenizer.idOf("<|im_end|>"),
      pad_token_id: tokenizer.idOf(END),
    },
    "model",
  );
  await writeConfig(dir, config);
  await writeCheckpoint(dir, namedTensors(randomWeights(config, file.seed, 0.03)));
}

/** One row of entries said over and over, `length` tokens. */
function recite(tokenizer: Tokenizer, seed: number, index: number, length: number): Int32Array {
  const once = tokenizer.encode(fictionalRecitation(seed, index), { plain: true });
  return Int32Array.from({ length }, (_, i) => once[i % once.length]);
}

function asRow(chunk: Int32Array): { promptIds: Int32Array; completions: Int32Array[] } {
  return { promptIds: chunk.subarray(0, 1), completions: [chunk.subarray(1)] };
}

async function meanLoss(model: LanguageModel, chunks: TokenStream["held"]): Promise<number> {
  const scores = await model.score(chunks.map(asRow));
  const all = scores.flatMap((group) => group.flatMap((s) => [...s.logp]));
  return -all.reduce((a, b) => a + b, 0) / all.length;
}
