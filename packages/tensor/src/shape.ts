/** Lengths of the axes; -1 where a length is only known when the graph runs (allowed outside differentiation). */
export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  return shape.reduce((a, b) => a * b, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((d, i) => d === b[i]);
}

/** NumPy broadcasting of two shapes. Throws if they do not fit. */
export function broadcastShapes(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  const out = new Array<number>(rank);
  for (let i = 0; i < rank; i++) {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1 && x !== -1 && y !== -1)
      throw new RangeError(`shapes [${a}] and [${b}] do not broadcast`);
    out[i] = x === 1 ? y : y === 1 ? x : Math.max(x, y);
  }
  return out;
}

/** `axis` counted from 0, given from either end. */
export function axisOf(axis: number, rank: number): number {
  const out = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(out) || out < 0 || out >= rank) throw new RangeError(`axis ${axis} is outside rank ${rank}`);
  return out;
}
