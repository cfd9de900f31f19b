import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const positive = z.int().positive();

/** A run that makes a base model from nothing: its tokenizer, its size, its texts and its budget. */
export interface PretrainFile {
  readonly name: string;
  readonly seed: number;
  /** Folder of cases; `--corpus` replaces it. */
  readonly corpus?: string;
  /** Invented texts: opinions, and transcripts that read names and numbers back. */
  readonly generated: { readonly seed: number; readonly opinions: number; readonly readbacks: number };
  readonly tokenizer: { readonly vocab_size: number };
  /** Fields of a Hugging Face config.json. */
  readonly model: Readonly<
    Record<
      | "hidden_size"
      | "intermediate_size"
      | "num_hidden_layers"
      | "num_attention_heads"
      | "num_key_value_heads"
      | "head_dim"
      | "max_position_embeddings"
      | "rope_theta",
      number
    >
  >;
  readonly training: {
    /** Steps before the texts, on invented entries repeated to `length` tokens a row. */
    readonly recitation: { readonly steps: number; readonly batch_size: number; readonly length: number };
    /** Steps on the texts. */
    readonly steps: number;
    readonly batch_size: number;
    readonly context_length: number;
    readonly learning_rate: number;
    readonly min_lr_rate: number;
    readonly warmup_steps: number;
    readonly weight_decay: number;
    readonly adam_beta1: number;
    readonly adam_beta2: number;
    readonly optim: "adamw" | "muon";
    readonly muon_momentum: number;
    readonly max_grad_norm: number;
    readonly checkpoint_every: number;
    readonly eval_every: number;
  };
  /** Where the finished model goes. */
  readonly out: string;
}

const schema: z.ZodType<PretrainFile> = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  seed: z.int().nonnegative(),
  corpus: z.string().optional(),
  generated: z.strictObject({
    seed: z.int().nonnegative(),
    opinions: z.int().nonnegative(),
    readbacks: z.int().nonnegative(),
  }),
  tokenizer: z.strictObject({ vocab_size: positive.min(300) }),
  model: z.strictObject({
    hidden_size: positive,
    intermediate_size: positive,
    num_hidden_layers: positive,
    num_attention_heads: positive,
    num_key_value_heads: positive,
    head_dim: positive,
    max_position_embeddings: positive,
    rope_theta: z.number().positive(),
  }),
  training: z.strictObject({
    recitation: z.strictObject({ steps: z.int().nonnegative(), batch_size: positive, length: positive.min(3) }),
    steps: positive,
    batch_size: positive,
    context_length: positive.min(3),
    learning_rate: z.number().positive(),
    min_lr_rate: z.number().min(0).max(1),
    warmup_steps: z.int().nonnegative(),
    weight_decay: z.number().nonnegative(),
    adam_beta1: z.number().min(0).max(0.9999),
    adam_beta2: z.number().min(0).max(0.99999),
    optim: z.enum(["adamw", "muon"]).default("adamw"),
    muon_momentum: z.number().min(0).lt(1).default(0.95),
    max_grad_norm: z.number().nonnegative(),
    checkpoint_every: positive,
    eval_every: positive,
  }),
  out: z.string(),
});

/** Reads and checks the file; paths in it become absolute. Throws an error of one line per fault. */
export function loadPretrainFile(path: string): PretrainFile {
  const result = schema.safeParse(parse(readFileSync(path, "utf8"), { version: "1.2" }));
  if (!result.success) {
    const faults = result.error.issues.map((i) => `${path}: ${i.path.join(".") || "file"}: ${i.message}`);
    throw new PretrainFileError(faults);
  }
  const file = result.data;
  const at = (p: string): string => resolve(dirname(path), p);
  return { ...file, out: at(file.out), corpus: file.corpus === undefined ? undefined : at(file.corpus) };
}

export class PretrainFileError extends Error {
  override readonly name = "PretrainFileError";
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}
