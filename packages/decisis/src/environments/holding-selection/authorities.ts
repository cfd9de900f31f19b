import { caseNameKey } from "@decisis/law";

/** One way of citing a decision. */
export interface CitedAs {
  readonly origin: "real" | "generated";
  readonly name: string;
  /** Canonical places. */
  readonly places: readonly string[];
  readonly court: string | null;
  readonly year: string;
}

/**
 * Which citations mean the same decision: those that share a printed place, and those of the same name, court and year. Joining
 * is transitive. It rather joins two decisions than parts one, since what is joined is kept apart from train to test.
 */
export class Authorities {
  private readonly parents = new Map<string, string>();

  add(cited: CitedAs): void {
    const [first, ...others] = marks(cited);
    for (const other of others) this.join(first, other);
  }

  /** The same for all citations of a decision, once all are added: the mark that comes first by code unit. */
  keyOf(cited: CitedAs): string {
    return this.root(marks(cited)[0]);
  }

  /** Key of the decision printed at `place`. */
  keyOfPlace(origin: "real" | "generated", place: string): string {
    return this.root(placeMark(origin, place));
  }

  private root(mark: string): string {
    let root = mark;
    for (let up = this.parents.get(root); up !== undefined; up = this.parents.get(root)) root = up;
    for (let at = mark; at !== root; ) {
      const up = this.parents.get(at) as string;
      this.parents.set(at, root);
      at = up;
    }
    return root;
  }

  private join(a: string, b: string): void {
    const [x, y] = [this.root(a), this.root(b)];
    if (x !== y) this.parents.set(x < y ? y : x, x < y ? x : y);
  }
}

function marks({ origin, name, places, court, year }: CitedAs): string[] {
  const where = (court ?? "").replace(/\s+/g, "");
  return [...places.map((place) => placeMark(origin, place)), `${origin} name ${caseNameKey(name)} ${where} ${year}`];
}

const placeMark = (origin: string, place: string): string => `${origin} ${place}`;
