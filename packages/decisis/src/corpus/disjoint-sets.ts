/** Sets of strings that grow by joining, with path compression. Each is named by its smallest member. */
export class DisjointSets {
  private readonly parents = new Map<string, string>();
  private readonly smaller: (a: string, b: string) => string;

  /** `smaller` orders members; by code unit, if absent. */
  constructor(smaller: (a: string, b: string) => string = (a, b) => (a < b ? a : b)) {
    this.smaller = smaller;
  }

  /** Name of the set that `member` belongs to: `member` itself where it was never joined. */
  key(member: string): string {
    let root = member;
    for (let up = this.parents.get(root); up !== undefined; up = this.parents.get(root)) root = up;
    for (let at = member; at !== root; ) {
      const up = this.parents.get(at) as string;
      this.parents.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [x, y] = [this.key(a), this.key(b)];
    if (x === y) return;
    const root = this.smaller(x, y);
    this.parents.set(root === x ? y : x, root);
  }
}
