import * as ort from "onnxruntime-node";
import type { DType, TypedArray } from "./dtype.ts";
import type { Graph } from "./graph.ts";
import { type Shape, sizeOf } from "./shape.ts";

export interface SessionOptions {
  /** Threads inside one operator; 0 = all cores. */
  readonly threads?: number;
  /** Path of a model file to write and load instead of passing bytes: needed when constants are external. */
  readonly modelPath?: string;
  /** Keep freed memory for the next run. Faster for small graphs, doubles the peak of large ones. */
  readonly arena?: boolean;
}

export interface ArrayValue {
  readonly data: TypedArray;
  readonly shape: Shape;
}

/**
 * A graph compiled by ONNX Runtime's CPU provider. `run` blocks its thread until it is done (the call is native and
 * synchronous underneath), so sessions belong in a worker thread; see `worker.ts`.
 */
export class Session {
  readonly inputs: readonly { readonly name: string; readonly dtype: DType; readonly shape: Shape }[];
  private readonly session: ort.InferenceSession;

  private constructor(session: ort.InferenceSession, inputs: Session["inputs"]) {
    this.session = session;
    this.inputs = inputs;
  }

  /** Compiles `graph`. float64 graphs run unfused, because the fused operators have float32 kernels only. */
  static async create(graph: Graph, options: SessionOptions = {}): Promise<Session> {
    const config: ort.InferenceSession.SessionOptions = {
      executionProviders: ["cpu"],
      intraOpNumThreads: options.threads ?? 0,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: graph.float === "float64" ? "basic" : "all",
      enableCpuMemArena: options.arena ?? false,
      logSeverityLevel: 3,
    };
    const session = options.modelPath
      ? await ort.InferenceSession.create(options.modelPath, config)
      : await ort.InferenceSession.create(graph.toModel(), config);
    return new Session(session, graph.inputs);
  }

  /** Feeds every input by name and returns every output by name. Inputs are read in place, outputs are fresh arrays. */
  async run(feeds: Readonly<Record<string, TypedArray>>): Promise<Record<string, ArrayValue>> {
    const tensors: Record<string, ort.Tensor> = {};
    for (const { name, dtype, shape } of this.inputs) {
      const data = feeds[name];
      if (!data) throw new Error(`Session.run: input ${name} is missing`);
      const size = sizeOf(shape);
      if (size >= 0 && data.length !== size)
        throw new Error(`Session.run: input ${name} has ${data.length} elements, shape [${shape}] needs ${size}`);
      tensors[name] = new ort.Tensor(dtype as "float32", data as Float32Array, shape as number[]);
    }
    const results = await this.session.run(tensors);
    const out: Record<string, ArrayValue> = {};
    for (const [name, value] of Object.entries(results))
      out[name] = { data: value.data as TypedArray, shape: value.dims };
    return out;
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}
