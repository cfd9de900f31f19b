import { bytesOf, type DType, elementBytes, type FloatType, onnxType, type TypedArray, typedArray } from "./dtype.ts";
import { ProtobufWriter } from "./protobuf.ts";
import { type Shape, sizeOf } from "./shape.ts";

/** A symbolic array: a name in a graph, its element type and its shape. */
export interface Tensor {
  readonly graph: Graph;
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly requiresGrad: boolean;
}

/** `{ float: x }` marks a number that ONNX must read as a float; a bare number is an integer attribute. */
export type Attribute = number | string | readonly number[] | { readonly float: number } | Graph;

export interface OutputSpec {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** One differentiable operation: gradients of the outputs (`null` = none arrived) to gradients of the inputs. */
export interface TapeEntry {
  readonly outputs: readonly Tensor[];
  readonly inputs: readonly Tensor[];
  readonly backward: (gradients: readonly (Tensor | null)[]) => readonly (Tensor | null)[];
}

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
}

/** Where the bytes of a constant lie in a file; `location` is relative to the folder of the model file. */
export interface ExternalData {
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

let nextGraph = 0;

/**
 * An ONNX graph under construction. Operators (`add`, `matmul` …) append nodes to it and, where an input needs a gradient,
 * an entry to its tape; `gradients` walks the tape backwards and appends the derivative to the same graph.
 */
export class Graph {
  /** Element type of parameters and of constants made from numbers. */
  readonly float: FloatType;
  /** Differentiable operations in order. */
  readonly tape: TapeEntry[] = [];
  private readonly prefix: string;
  private readonly parent: Graph | null;
  /** 0 for a model's graph, one more for each enclosing graph. */
  readonly depth: number;
  private readonly nodes: ProtobufWriter[] = [];
  private readonly initializers: ProtobufWriter[] = [];
  private readonly inputInfos: ProtobufWriter[] = [];
  private readonly outputInfos: ProtobufWriter[] = [];
  private readonly constants = new Map<string, Tensor>();
  private counter = 0;
  private produced = 0;
  private recording = true;
  /** Names of the inputs that a run must feed, in order of declaration. */
  readonly inputs: { readonly name: string; readonly dtype: DType; readonly shape: Shape }[] = [];
  readonly outputNames: string[] = [];

  constructor(options: { readonly float?: FloatType; readonly parent?: Graph } = {}) {
    this.parent = options.parent ?? null;
    this.depth = this.parent ? this.parent.depth + 1 : 0;
    this.float = options.float ?? this.parent?.float ?? "float32";
    this.prefix = this.parent ? `g${nextGraph++}_` : "";
  }

  private fresh(kind: string): string {
    return `${this.prefix}${kind}_${this.counter++}`;
  }

  private tensor(name: string, dtype: DType, shape: Shape, requiresGrad = false): Tensor {
    return { graph: this, name, dtype, shape, requiresGrad };
  }

  /** Data that every run feeds. */
  input(name: string, dtype: DType, shape: Shape): Tensor {
    this.inputInfos.push(valueInfo(name, dtype, shape));
    this.inputs.push({ name, dtype, shape });
    return this.tensor(name, dtype, shape);
  }

  /** An input of the graph's float type that can be differentiated by. */
  parameter(name: string, shape: Shape): Tensor {
    this.inputInfos.push(valueInfo(name, this.float, shape));
    this.inputs.push({ name, dtype: this.float, shape });
    return this.tensor(name, this.float, shape, true);
  }

  /** A constant of this graph; equal small constants are made once. Subgraphs see the constants of their parents. */
  constant(values: ArrayLike<number>, shape: Shape, dtype: DType = this.float): Tensor {
    if (this.parent) return this.parent.constant(values, shape, dtype);
    if (values.length !== sizeOf(shape)) throw new RangeError(`constant: ${values.length} values for shape [${shape}]`);
    const key = values.length <= 64 ? `${dtype}|${shape}|${Array.from(values)}` : null;
    const known = key === null ? undefined : this.constants.get(key);
    if (known) return known;
    const made = this.initializer(this.fresh("const"), dtype, shape, typedArray(dtype, values));
    if (key !== null) this.constants.set(key, made);
    return made;
  }

  scalar(value: number, dtype: DType = this.float): Tensor {
    return this.constant([value], [], dtype);
  }

  /** A vector of int64, as ONNX wants shapes, axes and split sizes. */
  integers(values: readonly number[]): Tensor {
    return this.constant(values, [values.length], "int64");
  }

  /** A named constant, from memory or left in a file that ONNX Runtime maps. */
  initializer(name: string, dtype: DType, shape: Shape, data: TypedArray | ExternalData): Tensor {
    if (this.parent) return this.parent.initializer(name, dtype, shape, data);
    const w = new ProtobufWriter();
    for (const d of shape) w.int(1, d);
    w.int(2, onnxType[dtype]).string(8, name);
    if ("location" in data) {
      const entries: [string, string][] = [
        ["location", data.location],
        ["offset", String(data.offset)],
        ["length", String(data.length)],
      ];
      for (const [key, value] of entries) w.message(13, new ProtobufWriter().string(1, key).string(2, value));
      w.int(14, 1);
    } else w.bytes(9, bytesOf(data));
    this.initializers.push(w);
    return this.tensor(name, dtype, shape);
  }

  /** Bytes of everything that nodes of this graph produce in a run, an unknown length counted as 1; the peak is below that. */
  get producedBytes(): number {
    return this.produced;
  }

  /** Appends a node. `requiresGrad` of its outputs follows from its inputs only through `differentiable`. */
  node(
    op: string,
    inputs: readonly (Tensor | null)[],
    outputs: readonly OutputSpec[],
    options: NodeOptions = {},
  ): Tensor[] {
    const names = outputs.map(() => this.fresh(op));
    this.append(op, inputs, names, options);
    for (const { dtype, shape } of outputs) this.produced += sizeOf(shape.map(Math.abs)) * elementBytes[dtype];
    return outputs.map((o, i) => this.tensor(names[i], o.dtype, o.shape));
  }

  private append(
    op: string,
    inputs: readonly (Tensor | null)[],
    outputs: readonly string[],
    options: NodeOptions,
  ): void {
    const w = new ProtobufWriter();
    for (const input of inputs) w.string(1, input?.name ?? "");
    for (const output of outputs) w.string(2, output);
    w.string(3, this.fresh("node")).string(4, op);
    if (options.domain) w.string(7, options.domain);
    for (const [name, value] of Object.entries(options.attributes ?? {})) w.message(5, attribute(name, value));
    this.nodes.push(w);
  }

  /** `node` with one output. */
  op(
    op: string,
    inputs: readonly (Tensor | null)[],
    shape: Shape,
    options: NodeOptions & { readonly dtype?: DType } = {},
  ): Tensor {
    const dtype = options.dtype ?? inputs.find((t) => t !== null)?.dtype ?? this.float;
    return this.node(op, inputs, [{ dtype, shape }], options)[0];
  }

  /**
   * Marks `outputs` as differentiable functions of `inputs`. Nothing is recorded if no input needs a gradient, so frozen
   * weights cost nothing in the backward pass.
   */
  differentiable(outputs: readonly Tensor[], inputs: readonly Tensor[], backward: TapeEntry["backward"]): Tensor[] {
    if (!this.recording || !inputs.some((t) => t.requiresGrad)) return [...outputs];
    const marked = outputs.map((t) => ({ ...t, requiresGrad: true }));
    this.tape.push({ outputs: marked, inputs: [...inputs], backward });
    return [...marked];
  }

  /** Runs `build` without recording: derivatives are not differentiated again. */
  withoutRecording<T>(build: () => T): T {
    const before = this.recording;
    this.recording = false;
    try {
      return build();
    } finally {
      this.recording = before;
    }
  }

  /** Gives a tensor a public name that a run returns. */
  output(name: string, tensor: Tensor): void {
    this.append("Identity", [tensor], [name], {});
    this.outputInfos.push(valueInfo(name, tensor.dtype, tensor.shape));
    this.outputNames.push(name);
  }

  /** GraphProto: for a model, or as the body of a `Loop`. */
  toProto(): ProtobufWriter {
    const w = new ProtobufWriter();
    for (const node of this.nodes) w.message(1, node);
    w.string(2, this.prefix || "main");
    for (const initializer of this.initializers) w.message(5, initializer);
    for (const input of this.inputInfos) w.message(11, input);
    for (const output of this.outputInfos) w.message(12, output);
    return w;
  }

  /** The model as ONNX bytes (IR version 10, opset 20, com.microsoft 1). */
  toModel(): Uint8Array {
    return new ProtobufWriter()
      .int(1, 10)
      .string(2, "decisis")
      .message(7, this.toProto())
      .message(8, new ProtobufWriter().string(1, "").int(2, 20))
      .message(8, new ProtobufWriter().string(1, "com.microsoft").int(2, 1))
      .finish();
  }
}

/** The graph that a node over these tensors belongs to: a subgraph may read its parents' tensors, not the reverse. */
export function innermost(a: Tensor, b: Tensor): Graph {
  return a.graph.depth >= b.graph.depth ? a.graph : b.graph;
}

function attribute(name: string, value: Attribute): ProtobufWriter {
  const w = new ProtobufWriter().string(1, name);
  if (typeof value === "string") return w.string(4, value).int(20, 3);
  if (typeof value === "number") return w.int(3, value).int(20, 2);
  if (value instanceof Graph) return w.message(6, value.toProto()).int(20, 5);
  if ("float" in value) return w.float(2, value.float).int(20, 1);
  for (const v of value) w.int(8, v);
  return w.int(20, 7);
}

function valueInfo(name: string, dtype: DType, shape: Shape): ProtobufWriter {
  const dims = new ProtobufWriter();
  shape.forEach((d, i) => {
    dims.message(1, d < 0 ? new ProtobufWriter().string(2, `${name}_${i}`) : new ProtobufWriter().int(1, d));
  });
  const tensorType = new ProtobufWriter().int(1, onnxType[dtype]).message(2, dims);
  return new ProtobufWriter().string(1, name).message(2, new ProtobufWriter().message(1, tensorType));
}
