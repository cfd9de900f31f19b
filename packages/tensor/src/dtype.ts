/** Element types of arrays, by ONNX name. */
export type DType = "float32" | "float64" | "float16" | "bfloat16" | "int32" | "int64" | "bool";
export type FloatType = "float32" | "float64";
export type TypedArray = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array | Uint16Array;

/** `TensorProto.DataType` numbers of the ONNX standard. */
export const onnxType: Readonly<Record<DType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
};

/** Bytes of one element. */
export const elementBytes: Readonly<Record<DType, number>> = {
  bool: 1,
  float16: 2,
  bfloat16: 2,
  float32: 4,
  int32: 4,
  float64: 8,
  int64: 8,
};

/** The array that holds `values` as elements of `dtype`. */
export function typedArray(dtype: DType, values: ArrayLike<number>): TypedArray {
  switch (dtype) {
    case "float32":
      return Float32Array.from(values);
    case "float64":
      return Float64Array.from(values);
    case "int32":
      return Int32Array.from(values);
    case "int64":
      return BigInt64Array.from(Array.from(values, (v) => BigInt(v)));
    case "bool":
      return Uint8Array.from(values);
    default:
      throw new TypeError(`typedArray: no JavaScript array holds ${dtype}`);
  }
}

export function bytesOf(array: TypedArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
