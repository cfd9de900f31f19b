import { join } from "node:path";
import { WorkerClient, WorkerError } from "@decisis/tensor";
import type { TokenGroup } from "./batch.ts";
import { type ChatMessage, type ChatTemplate, loadChatTemplate, renderChat } from "./chat-template.ts";
import { type DecoderConfig, readConfig } from "./config.ts";
import type { OpenModelOptions, TokenScores, WeightSet } from "./decoder-model.ts";
import { isRecord, readJsonFileIfPresent } from "./json-file.ts";
import { ModelError, reasonOf } from "./model-error.ts";
import type { ModelHandlers } from "./model-handlers.ts";
import type { WrittenDtype } from "./safetensors-write.ts";
import type { SampledCompletion, SampleRequest } from "./sampler.ts";
import type { SftOptions } from "./sft-loss.ts";
import { withTimeLimit } from "./time-limit.ts";
import { checkTokenizer, type EncodeOptions, loadTokenizer, type Tokenizer } from "./tokenizer.ts";
import { NonFiniteLossError, type PolicyStepRequest, type StepResult, type UpdateOptions } from "./trainer.ts";

export interface OpenLanguageModelOptions extends OpenModelOptions {
  /** Folder with the optimizer state to go on from. */
  readonly resumeOptimizer?: string;
}

/** The patterns that a tokenizer splits and replaces by come with downloaded models, and some have no end. */
const ENCODE_MILLISECONDS = 5_000;

/**
 * A language model whose arithmetic runs in a worker thread: text and token ids here, tensors there. After a failed call the
 * model's weights are those of the last successful one.
 */
export class LanguageModel {
  readonly config: DecoderConfig;
  readonly tokenizer: Tokenizer;
  private readonly template: ChatTemplate | null;
  private readonly worker: WorkerClient;

  private constructor(
    config: DecoderConfig,
    tokenizer: Tokenizer,
    template: ChatTemplate | null,
    worker: WorkerClient,
  ) {
    this.config = config;
    this.tokenizer = tokenizer;
    this.template = template;
    this.worker = worker;
  }

  /** Opens a Hugging Face folder. Throws `ModelError` if configuration, weights, tokenizer or adapter do not fit together. */
  static async open(options: OpenLanguageModelOptions): Promise<LanguageModel> {
    const { resumeOptimizer, ...model } = options;
    const config = await readConfig(options.folder);
    const tokenizer = await loadTokenizer(options.folder);
    checkTokenizer(config, tokenizer);
    const template = await loadChatTemplate(options.folder).catch((e: unknown) => {
      if (e instanceof ModelError) return null;
      throw e;
    });
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const worker = new WorkerClient(new URL(`./model-worker.${extension}`, import.meta.url));
    const opened = new LanguageModel(config, tokenizer, template, worker);
    try {
      await opened.call("open", [model, resumeOptimizer ?? null]);
    } catch (e) {
      await worker.close();
      throw e;
    }
    return opened;
  }

  /** A call to the worker. Errors that callers tell apart arrive as what they were thrown as. */
  private async call<T>(
    method: keyof ModelHandlers,
    args: readonly unknown[],
    onProgress?: (value: unknown) => void,
  ): Promise<T> {
    try {
      return await this.worker.call<T>(method, args, { onProgress });
    } catch (e) {
      if (!(e instanceof WorkerError)) throw e;
      if (e.name === "ModelError") throw new ModelError(e.message, { cause: e });
      if (e.name === "NonFiniteLossError") throw new NonFiniteLossError(e.message, (e.details as { row: number }).row);
      throw e;
    }
  }

  /**
   * Token ids of a conversation up to where the assistant's answer begins. Special tokens come from the template only: those
   * written out in a message, such as `<|im_end|>`, are read as characters.
   */
  promptIds(messages: readonly ChatMessage[]): Int32Array {
    if (!this.template)
      throw new ModelError("this model has no chat template; add chat_template to its tokenizer_config.json");
    const guarded = messages.map(({ role, content, ...rest }) => ({
      ...rest,
      role: this.tokenizer.guard(role, false),
      content: this.tokenizer.guard(content),
    }));
    const text = renderChat(this.template, guarded, { addGenerationPrompt: true });
    const ids = this.encode(text, { guarded: true });
    if (ids.length === 0) throw new ModelError("chat template: gives an empty prompt");
    return Int32Array.from(ids);
  }

  /** Token ids of an answer with the end token that training and sampling stop at. */
  completionIds(text: string): Int32Array {
    const end = this.config.eosTokenIds[0];
    if (end === undefined) throw new ModelError("config.json names no eos_token_id: a completion could never end");
    return Int32Array.from([...this.encode(text, { plain: true }), end]);
  }

  private encode(text: string, options: EncodeOptions): number[] {
    try {
      return withTimeLimit(ENCODE_MILLISECONDS, () => this.tokenizer.encode(text, options));
    } catch (error) {
      throw new ModelError(`tokenizer.json: fails on a text of ${text.length} characters: ${reasonOf(error)}`);
    }
  }

  /** Text of a completion without its special tokens. */
  text(ids: ArrayLike<number>): string {
    return this.tokenizer.decode(Array.from(ids), { skipSpecial: true });
  }

  sample(request: SampleRequest, onProgress?: (done: number, total: number) => void): Promise<SampledCompletion[][]> {
    return this.call("sample", [request], (value) => {
      const [done, total] = value as [number, number];
      onProgress?.(done, total);
    });
  }

  /** Log-probability, entropy and argmax hit of every completion token. */
  score(groups: readonly TokenGroup[], set: WeightSet = "policy"): Promise<TokenScores[][]> {
    return this.call("score", [groups, set]);
  }

  sftStep(rows: readonly TokenGroup[], update: UpdateOptions, options?: SftOptions): Promise<StepResult> {
    return this.call("sftStep", [rows, update, options]);
  }

  policyStep(request: PolicyStepRequest): Promise<StepResult> {
    return this.call("policyStep", [request]);
  }

  /** Writes weights (or adapter), configuration and tokenizer into an existing folder. */
  save(folder: string, dtype: WrittenDtype = "F32"): Promise<void> {
    return this.call("save", [folder, dtype]);
  }

  saveOptimizer(folder: string): Promise<void> {
    return this.call("saveOptimizer", [folder]);
  }

  async close(): Promise<void> {
    await this.call("close", []).catch(() => undefined);
    await this.worker.close();
  }
}

/** If `folder` holds a PEFT adapter, the folder of the base model that it names; otherwise `null`. */
export async function adapterBase(folder: string): Promise<string | null> {
  const config = await readJsonFileIfPresent(join(folder, "adapter_config.json"));
  if (!isRecord(config)) return null;
  const base = config.base_model_name_or_path;
  if (typeof base !== "string" || base === "")
    throw new ModelError(`${join(folder, "adapter_config.json")}: base_model_name_or_path is missing`);
  return base;
}
