import type { Split, SplitCase } from "../../corpus/split-case.ts";
import { placesOfCase } from "./rows.ts";

/**
 * Which printed places are one authority, and which part of the split it belongs to. Places are canonical (`466 F.2d 812`);
 * those that are once named side by side are one authority, and so are those of a case of the corpus.
 *
 * A page on which several orders are printed counts as one authority: that drops a few rows more and lets nothing through.
 */
export class Authorities {
  private readonly parent = new Map<string, string>();
  private readonly parts = new Map<string, Set<Split>>();

  constructor(cases: readonly SplitCase[]) {
    for (const { record, split } of cases) {
      const places = placesOfCase(record);
      if (places.length > 0) this.add(places, split);
    }
  }

  /** Joins `places` and notes that a row of `part` names them. */
  add(places: readonly string[], part: Split): void {
    const roots = new Set(places.map((place) => this.root(place)));
    const [first, ...others] = roots;
    const parts = this.parts.get(first) ?? new Set<Split>();
    this.parts.set(first, parts.add(part));
    for (const other of others) {
      this.parent.set(other, first);
      for (const theirs of this.parts.get(other) ?? []) parts.add(theirs);
      this.parts.delete(other);
    }
  }

  /** The same string for all places of one authority. */
  key(places: readonly string[]): string {
    return this.root(places[0]);
  }

  /** Whether rows of `part` alone, and no case of another part, name this authority. */
  isOf(places: readonly string[], part: Split): boolean {
    const parts = this.parts.get(this.key(places));
    return parts !== undefined && parts.size === 1 && parts.has(part);
  }

  private root(place: string): string {
    let at = place;
    for (let up = this.parent.get(at); up !== undefined; up = this.parent.get(at)) at = up;
    if (at !== place) this.parent.set(place, at);
    return at;
  }
}
