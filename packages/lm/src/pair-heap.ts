/** Pairs of symbols by count: the most frequent first, of equally frequent ones the pair with the smaller key. */
export class PairHeap {
  private readonly counts: number[] = [];
  private readonly keys: number[] = [];

  get size(): number {
    return this.keys.length;
  }

  push(count: number, key: number): void {
    let i = this.keys.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.precedes(count, key, parent)) break;
      this.move(parent, i);
      i = parent;
    }
    this.counts[i] = count;
    this.keys[i] = key;
  }

  /** Takes out the first pair; the heap must not be empty. */
  pop(): { readonly count: number; readonly key: number } {
    const first = { count: this.counts[0], key: this.keys[0] };
    const count = this.counts.pop()!;
    const key = this.keys.pop()!;
    const size = this.keys.length;
    if (size === 0) return first;
    let i = 0;
    for (let child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && this.precedes(this.counts[child + 1], this.keys[child + 1], child)) child++;
      if (this.precedes(count, key, child)) break;
      this.move(child, i);
      i = child;
    }
    this.counts[i] = count;
    this.keys[i] = key;
    return first;
  }

  private precedes(count: number, key: number, other: number): boolean {
    return count > this.counts[other] || (count === this.counts[other] && key < this.keys[other]);
  }

  private move(from: number, to: number): void {
    this.counts[to] = this.counts[from];
    this.keys[to] = this.keys[from];
  }
}
