/** float32 values of 16-bit floats: bfloat16 is the upper half of a float32. */
export function bf16ToF32(source: Uint16Array, target: Float32Array): void {
  const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
  for (let i = 0; i < source.length; i++) bits[i] = source[i] << 16;
}

/** IEEE half precision, through a table of all 65,536 values. */
export function f16ToF32(source: Uint16Array, target: Float32Array): void {
  const table = (halves ??= halfTable());
  for (let i = 0; i < source.length; i++) target[i] = table[source[i]];
}

/** Rounds to nearest, ties to even; NaN stays NaN. */
export function f32ToBf16(source: Float32Array, target: Uint16Array): void {
  const bits = new Uint32Array(source.buffer, source.byteOffset, source.length);
  for (let i = 0; i < source.length; i++) {
    const x = bits[i];
    target[i] = (x & 0x7fffffff) > 0x7f800000 ? (x >>> 16) | 0x40 : (x + 0x7fff + ((x >>> 16) & 1)) >>> 16;
  }
}

/** Rounds to nearest, ties to even; beyond 65,504 (after rounding) becomes infinity; NaN stays NaN. */
export function f32ToF16(source: Float32Array, target: Uint16Array): void {
  const bits = new Uint32Array(source.buffer, source.byteOffset, source.length);
  for (let i = 0; i < source.length; i++) target[i] = halfBits(bits[i]);
}

function halfBits(x: number): number {
  const sign = (x >>> 16) & 0x8000;
  const magnitude = x & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00; // 65,536 and more
  if (magnitude >= 0x38800000) {
    // normal: exponent 127 becomes 15; a carry out of the mantissa rightly raises the exponent, up to infinity
    return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
  }
  if (magnitude < 0x33000000) return sign; // below half of the smallest subnormal
  const shift = 126 - (magnitude >>> 23);
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const kept = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return sign | (kept + (rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0));
}

let halves: Float32Array | undefined;

function halfTable(): Float32Array {
  return Float32Array.from({ length: 65536 }, (_, h) => {
    const sign = h & 0x8000 ? -1 : 1;
    const exponent = (h >>> 10) & 31;
    const mantissa = h & 1023;
    if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
  });
}
