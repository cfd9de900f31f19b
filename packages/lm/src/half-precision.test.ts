import fc from "fast-check";
import { expect, it } from "vitest";
import { bf16ToF32, f16ToF32, f32ToBf16, f32ToF16 } from "./half-precision.ts";

const all = Uint16Array.from({ length: 65536 }, (_, i) => i);
const f32 = (bits: number): number => new Float32Array(new Uint32Array([bits]).buffer)[0];
const bitPattern = fc.integer({ min: 0, max: 0xffffffff }).map((n) => n >>> 0);

function narrow(convert: (source: Float32Array, target: Uint16Array) => void, values: readonly number[]): Uint16Array {
  const out = new Uint16Array(values.length);
  convert(Float32Array.from(values), out);
  return out;
}

it("every half value survives the way to float32 and back", () => {
  for (const [widen, shorten] of [
    [f16ToF32, f32ToF16],
    [bf16ToF32, f32ToBf16],
  ] as const) {
    const wide = new Float32Array(65536);
    const back = new Uint16Array(65536);
    widen(all, wide);
    shorten(wide, back);
    for (let i = 0; i < 65536; i++) {
      if (Number.isNaN(wide[i])) expect(Number.isNaN(wide[back[i]]), `NaN ${i}`).toBe(true);
      else expect(back[i]).toBe(i);
    }
  }
});

it("half values are those of DataView", () => {
  const wide = new Float32Array(65536);
  f16ToF32(all, wide);
  const view = new DataView(new ArrayBuffer(2)) as DataView & { getFloat16(offset: number): number };
  for (let i = 0; i < 65536; i++) {
    view.setUint16(0, i);
    expect(wide[i]).toBe(view.getFloat16(0));
  }
});

it("rounds float32 to half as DataView does, for random bits and near every tie", () => {
  const view = new DataView(new ArrayBuffer(2)) as DataView & { setFloat16(offset: number, value: number): void };
  const reference = (x: number): number => {
    view.setFloat16(0, x);
    return view.getUint16(0);
  };
  const agree = (x: number): void => {
    if (!Number.isNaN(x)) expect(narrow(f32ToF16, [x])[0], String(x)).toBe(reference(x));
  };
  fc.assert(
    fc.property(bitPattern, (bits) => agree(f32(bits))),
    { numRuns: 5000 },
  );
  const wide = new Float32Array(65536);
  f16ToF32(all, wide);
  const ties = Array.from({ length: 0x7bff }, (_, i) => (wide[i] + wide[i + 1]) / 2);
  const near = ties.flatMap((tie) => [tie, -tie, tie * (1 + 2 ** -23), tie * (1 - 2 ** -23)]);
  expect(narrow(f32ToF16, near)).toEqual(Uint16Array.from(near, (x) => reference(Math.fround(x))));
});

it("rounds float32 to the nearest bfloat16, ties to even", () => {
  fc.assert(
    fc.property(bitPattern, (bits) => {
      const x = f32(bits);
      if (!Number.isFinite(x)) return;
      const [got] = narrow(f32ToBf16, [x]);
      const low = bits >>> 16;
      // neighbours by bits have neighbouring magnitudes; halfway is bit 15 alone
      const rest = bits & 0xffff;
      const wanted = rest > 0x8000 || (rest === 0x8000 && low & 1) ? low + 1 : low;
      expect(got).toBe(wanted);
    }),
  );
  expect(Array.from(narrow(f32ToBf16, [1.00390625, 1.01171875, 3.4e38, -0]))).toEqual([0x3f80, 0x3f82, 0x7f80, 0x8000]);
});
