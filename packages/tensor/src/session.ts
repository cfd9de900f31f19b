import "./no-telemetry.ts";

import * as ort from "onnxruntime-node";
import type { DType, TypedArray } from "./dtype.ts";
import type { Graph } from "./graph.ts";
import { type Shape, sizeOf } from "./shape.ts";

export interface SessionOptions {
  /** Threads inside one operator; 0 = all cores. */
  readonly threads?: number;
  /** Folder that the locations of external constants are relative to. Files outside it, and links that lead out, are refused. */
  readonly externalFolder?: string;
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
      // A pattern is one more block of the size of the peak beside what the first run allocated, and no faster.
      enableMemPattern: false,
      logSeverityLevel: 3,
      ...(options.externalFolder
        ? { extra: { session: { model_external_initializers_file_folder_path: options.externalFolder } } }
        : {}),
    };
    const session = await ort.InferenceSession.create(graph.toModel(), config);
    return new Session(session, graph.inputs);
  }

  /** Feeds every input by name and returns every output by name. Inputs are read in place, outputs are fresh arrays. */
  async run(feeds: Readonly<Record<string, TypedArray>>): Promise<Record<string, ArrayValue>> {
    const tensors: Record<string, ort.Tensor> = {};
    for (const { name, dtype, shape } of this.inputs) {
      const data = feeds[name];
      if (!data) throw new Error(`Session.run: input ${name} is missing`);
      const dims = dimsFor(name, shape, data.length);
      tensors[name] = new ort.Tensor(dtype as "float32", data as Float32Array, dims);
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

/** `shape` with its one unknown length, if it has one, filled in from the number of elements. */
function dimsFor(name: string, shape: Shape, elements: number): number[] {
  const known = sizeOf(shape.filter((d) => d >= 0));
  const unknown = shape.filter((d) => d < 0).length;
  const missing = elements / known;
  if (unknown > 1 || (unknown === 0 && missing !== 1) || !Number.isInteger(missing))
    throw new Error(`Session.run: input ${name} has ${elements} elements, which do not fit shape [${shape}]`);
  return shape.map((d) => (d < 0 ? missing : d));
}
