import { Random } from "@decisis/tensor";

/**
 * The `position`-th item of an endless sequence of passes over `items`, each pass shuffled anew. Depends on nothing but seed
 * and position, so a resumed run goes on with the same items.
 */
export class ShuffledPasses<T> {
  private readonly items: readonly T[];
  private readonly seed: number;
  private readonly label: string;
  private pass = -1;
  private order: T[] = [];

  constructor(items: readonly T[], seed: number, label: string) {
    if (items.length === 0) throw new RangeError(`${label}: there are no training tasks`);
    this.items = items;
    this.seed = seed;
    this.label = label;
  }

  at(position: number): T {
    const pass = Math.floor(position / this.items.length);
    if (pass !== this.pass) {
      this.order = Random.at(this.seed, "pass", this.label, pass).shuffle(this.items);
      this.pass = pass;
    }
    return this.order[position % this.items.length];
  }

  slice(start: number, count: number): T[] {
    return Array.from({ length: count }, (_, i) => this.at(start + i));
  }
}
