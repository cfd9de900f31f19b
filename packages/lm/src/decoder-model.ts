import { basename } from "node:path";
import { type ArrayValue, type Graph, Random, Session, type Tensor } from "@decisis/tensor";
import type { AdamWParameter } from "./adamw.ts";
import { type Adapter, type AdapterOptions, initialAdapter, loadAdapter } from "./adapter.ts";
import {
  type BucketOptions,
  batchFeeds,
  completionOffset,
  type MicroBatch,
  planMicroBatches,
  type TokenGroup,
} from "./batch.ts";
import { dataFolder, openCheckpoint } from "./checkpoint.ts";
import { type DecoderConfig, readConfig } from "./config.ts";
import { checkCheckpoint } from "./expected-tensors.ts";
import { adaptedWeights, fedWeights, type GraphAdapter, type GraphWeights } from "./graph-weights.ts";
import { ModelError } from "./model-error.ts";
import { loadWeights, type ModelWeights } from "./model-weights.ts";
import type { Checkpoint } from "./safetensors.ts";
import { type CompiledGraph, SessionCache } from "./session-cache.ts";
import { batchInputs, trainingGraph } from "./training-graph.ts";

/** Which set of weights a run uses: the one being trained, or the frozen one that the KL term compares with. */
export type WeightSet = "policy" | "reference";

export interface OpenModelOptions {
  /** Hugging Face folder of the base model. */
  readonly folder: string;
  /** `full` trains every weight; `lora` trains adapters on a frozen base; `frozen` only reads. */
  readonly mode: "full" | "lora" | "frozen";
  /** For `lora`: a fresh adapter, or the PEFT folder of one. */
  readonly adapter?: AdapterOptions | { readonly folder: string };
  /** Seeds a fresh adapter. */
  readonly seed?: number;
  /** 0 = all cores. */
  readonly threads?: number;
  /**
   * Folder of the reference policy: a model of the same shape (full fine-tuning) or an adapter (LoRA). Without one, LoRA's
   * reference is the base with the adapter off, and full fine-tuning has none.
   */
  readonly reference?: string;
  /** Compiled graphs kept at a time. */
  readonly sessionLimit?: number;
  readonly buckets?: Partial<BucketOptions>;
}

/** Per completion token: ℓ, entropy (nats), and whether the token was the most probable one. */
export interface TokenScores {
  readonly logp: Float64Array;
  readonly entropy: Float64Array;
  readonly correct: Uint8Array;
}

/** One number a token, `[group][completion]`. */
type Seeds = readonly (readonly Float64Array[])[];

interface Trainable extends AdamWParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: Float32Array<ArrayBuffer>;
}

/** Bytes that all arenas of one model may come to hold; sessions beyond it do without. */
const ARENA_BUDGET = 3 * 2 ** 30;
/** What an arena comes to hold of the bytes that its graph produces in a run. Measured: docs/decisions/005. */
const ARENA_SHARE = 0.2;

/**
 * A decoder with its weights, in this thread. Graphs are compiled for a few static shapes and kept; weights that are trained
 * are fed to them at every run, a frozen base is compiled in, straight from the checkpoint's files.
 */
export class DecoderModel {
  readonly config: DecoderConfig;
  readonly options: OpenModelOptions;
  /** What an optimizer updates, in a fixed order. */
  readonly trainable: readonly Trainable[];
  readonly adapter: Adapter | null;
  readonly weights: ModelWeights | null;
  private readonly referenceFeeds: Record<string, Float32Array> | null;
  private readonly base: { readonly checkpoint: Checkpoint; readonly folder: string } | null;
  private readonly sessions: SessionCache;
  private readonly buckets: BucketOptions;

  private constructor(
    config: DecoderConfig,
    options: OpenModelOptions,
    weights: ModelWeights | null,
    adapter: Adapter | null,
    base: DecoderModel["base"],
    referenceFeeds: Record<string, Float32Array> | null,
  ) {
    this.config = config;
    this.options = options;
    this.weights = weights;
    this.adapter = adapter;
    this.base = base;
    this.referenceFeeds = referenceFeeds;
    this.sessions = new SessionCache(options.sessionLimit ?? (base ? 3 : 32));
    this.buckets = { promptMultiple: 32, completionMultiple: 16, maxRows: 64, ...options.buckets };
    this.trainable = options.mode === "frozen" ? [] : trainableOf(weights, adapter);
  }

  /** Reads and checks the folder. Throws `ModelError` on anything that does not fit. */
  static async open(options: OpenModelOptions): Promise<DecoderModel> {
    const config = await readConfig(options.folder);
    if (options.mode !== "lora") {
      const weights = await loadWeights(options.folder, config);
      const reference = options.reference === undefined ? null : await loadWeights(options.reference, config);
      return new DecoderModel(config, options, weights, null, null, reference && Object.fromEntries(reference.arrays));
    }
    const asked = options.adapter;
    if (!asked) throw new ModelError(`${options.folder}: mode lora needs adapter options or an adapter folder`);
    const adapter =
      "folder" in asked
        ? await loadAdapter(asked.folder, config)
        : initialAdapter(config, asked, Random.at(options.seed ?? 0, "adapter"));
    const checkpoint = await openCheckpoint(options.folder);
    checkCheckpoint(config, checkpoint);
    const base = { checkpoint, folder: await dataFolder(checkpoint) };
    const reference =
      options.reference === undefined
        ? adapterFeeds(adapter, true)
        : adapterFeeds(sameShape(await loadAdapter(options.reference, config), adapter, options.reference), false);
    return new DecoderModel(config, options, null, adapter, base, reference);
  }

  get padId(): number {
    return this.config.padTokenId ?? this.config.eosTokenIds[0] ?? 0;
  }

  /** Log-probabilities of every completion under `set`, `[group][completion]`. No gradients. */
  async score(groups: readonly TokenGroup[], set: WeightSet = "policy"): Promise<TokenScores[][]> {
    return this.run(groups, set, null);
  }

  /**
   * Adds ∂(Σ seed·ℓ)/∂θ of every trainable tensor to `accumulated` (in the order of `trainable`) and returns the scores of the
   * same pass. `seeds` are `[group][completion]`, one number a token. With `entropySeeds` the sum is seed·ℓ + entropySeed·H.
   */
  async backward(
    groups: readonly TokenGroup[],
    seeds: Seeds,
    accumulated: readonly Float32Array[],
    entropySeeds: Seeds | null = null,
  ): Promise<TokenScores[][]> {
    return this.run(groups, "policy", { seeds, entropySeeds, accumulated });
  }

  private async run(
    groups: readonly TokenGroup[],
    set: WeightSet,
    backward: {
      readonly seeds: Seeds;
      readonly entropySeeds: Seeds | null;
      readonly accumulated: readonly Float32Array[];
    } | null,
  ): Promise<TokenScores[][]> {
    const scores: TokenScores[][] = groups.map(() => []);
    for (const batch of planMicroBatches(groups, this.buckets)) {
      const feeds = { ...batchFeeds(groups, batch, this.padId), ...this.weightFeeds(set) };
      const entropyBonus = backward !== null && backward.entropySeeds !== null;
      if (backward) feeds[batchInputs.seeds] = seedFeed(batch, backward.seeds);
      if (backward?.entropySeeds) feeds[batchInputs.entropySeeds] = seedFeed(batch, backward.entropySeeds);
      const session = await this.trainingSession(batch, backward !== null, entropyBonus);
      const out = await session.run(feeds);
      if (backward)
        for (const [i, { name }] of this.trainable.entries()) addInto(backward.accumulated[i], out[`d:${name}`]);
      batch.members.forEach((member, row) => {
        scores[member] = groups[member].completions.map((ids, j) => {
          const at = completionOffset(batch, row, j);
          return {
            logp: Float64Array.from((out.logprob.data as Float32Array).subarray(at, at + ids.length)),
            entropy: Float64Array.from((out.entropy.data as Float32Array).subarray(at, at + ids.length)),
            correct: Uint8Array.from((out.correct.data as Int32Array).subarray(at, at + ids.length)),
          };
        });
      });
    }
    return scores;
  }

  private trainingSession(batch: MicroBatch, backward: boolean, entropyBonus: boolean): Promise<Session> {
    const { groups, completionsPerGroup, promptLength, completionLength } = batch.shape;
    const key = `train ${backward} ${entropyBonus} ${groups} ${completionsPerGroup} ${promptLength} ${completionLength}`;
    return this.sessions.get(key, () =>
      this.compile(
        trainingGraph(this.config, {
          shape: batch.shape,
          backward,
          entropyBonus,
          weights: (graph) => this.graphWeights(graph, backward),
        }),
        backward,
      ),
    );
  }

  /** A session of any other graph over this model's weights, kept like the rest. */
  session(key: string, build: (weights: (graph: Graph) => GraphWeights) => Graph): Promise<Session> {
    return this.sessions.get(key, () =>
      this.compile(
        build((graph) => this.graphWeights(graph, false).weights),
        true,
      ),
    );
  }

  private async compile(graph: Graph, frequent: boolean): Promise<CompiledGraph> {
    // An arena makes small graphs faster and keeps their peak for good, one for each session; neither a large frozen base nor a
    // pass now and then, as for a probe of the KL or a validation loss, can pay that.
    const bytes = ARENA_SHARE * graph.producedBytes;
    const arena = frequent && this.base === null && this.sessions.arenaBytes + bytes <= ARENA_BUDGET;
    const session = await Session.create(graph, {
      threads: this.options.threads,
      externalFolder: this.base?.folder,
      arena,
    });
    return { session, arenaBytes: arena ? bytes : 0 };
  }

  /** The arrays that sessions made by `graphWeights` read, by input name. */
  weightFeeds(set: WeightSet = "policy"): Record<string, Float32Array> {
    if (set === "reference") {
      if (!this.referenceFeeds) throw new Error("this model was opened without a reference");
      return this.referenceFeeds;
    }
    return this.adapter ? adapterFeeds(this.adapter, false) : Object.fromEntries(this.weights!.arrays);
  }

  private graphWeights(
    graph: Graph,
    trainable: boolean,
  ): { weights: GraphWeights; trainable: ReadonlyMap<string, Tensor> } {
    if (!this.adapter || !this.base) {
      const weights = fedWeights(graph, this.config, trainable);
      return { weights, trainable: weights.all };
    }
    const parameter = (name: string, shape: readonly number[]): Tensor =>
      trainable ? graph.parameter(name, shape) : graph.input(name, graph.float, shape);
    const all = new Map<string, Tensor>();
    const adapters = new Map<string, GraphAdapter>();
    for (const { name, inFeatures, outFeatures } of this.adapter.modules) {
      const A = parameter(`${name}.lora_A`, [this.adapter.r, inFeatures]);
      const B = parameter(`${name}.lora_B`, [outFeatures, this.adapter.r]);
      all.set(A.name, A).set(B.name, B);
      adapters.set(name, { A, B });
    }
    const constants = new Map<string, Tensor>();
    const constant = (name: string): Tensor => {
      const known = constants.get(name);
      if (known) return known;
      const made = externalConstant(graph, this.base!.checkpoint, name);
      constants.set(name, made);
      return made;
    };
    return { weights: adaptedWeights(this.config, constant, adapters, this.adapter.scaling), trainable: all };
  }

  async close(): Promise<void> {
    await this.sessions.clear();
  }
}

/** A frozen weight, read by ONNX Runtime from the checkpoint's own file and widened to float32 when the session is made. */
function externalConstant(graph: Graph, checkpoint: Checkpoint, name: string): Tensor {
  const entry = checkpoint.tensors.get(name)!;
  const dtype = ({ F32: "float32", BF16: "bfloat16", F16: "float16", F64: "float64" } as const)[entry.dtype as "F32"];
  const data = { location: basename(entry.file), offset: entry.byteOffset, length: entry.byteLength };
  const stored = graph.initializer(name, dtype, entry.shape, data);
  if (dtype === "float32") return stored;
  return graph.op("Cast", [stored], entry.shape, { dtype: "float32", attributes: { to: 1 } });
}

function trainableOf(weights: ModelWeights | null, adapter: Adapter | null): Trainable[] {
  if (adapter)
    return adapter.modules.flatMap(({ name, A, B, inFeatures, outFeatures }) => [
      { name: `${name}.lora_A`, shape: [adapter.r, inFeatures], value: A, decay: true },
      { name: `${name}.lora_B`, shape: [outFeatures, adapter.r], value: B, decay: true },
    ]);
  return weights!.groups.map(({ members: _, ...group }) => ({ ...group, value: weights!.arrays.get(group.name)! }));
}

/** With B at zero the adapter is off: the base model, bit for bit. */
function adapterFeeds(adapter: Adapter, off: boolean): Record<string, Float32Array> {
  const feeds: Record<string, Float32Array> = {};
  for (const { name, A, B } of adapter.modules) {
    feeds[`${name}.lora_A`] = A;
    feeds[`${name}.lora_B`] = off ? new Float32Array(B.length) : B;
  }
  return feeds;
}

function sameShape(reference: Adapter, policy: Adapter, folder: string): Adapter {
  const key = (a: Adapter): string => `${a.r} ${a.scaling} ${a.modules.map((m) => m.name)}`;
  if (key(reference) !== key(policy))
    throw new ModelError(`${folder}: the reference adapter has another shape than the policy's`);
  return reference;
}

function seedFeed(batch: MicroBatch, seeds: Seeds): Float32Array {
  const { groups, completionsPerGroup, completionLength } = batch.shape;
  const flat = new Float32Array(groups * completionsPerGroup * completionLength);
  batch.members.forEach((member, row) => {
    seeds[member].forEach((seed, j) => {
      flat.set(seed, completionOffset(batch, row, j));
    });
  });
  return flat;
}

function addInto(sum: Float32Array, part: ArrayValue): void {
  const data = part.data as Float32Array;
  for (let i = 0; i < sum.length; i++) sum[i] += data[i];
}
