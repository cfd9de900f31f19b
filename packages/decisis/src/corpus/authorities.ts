import { caseNameKey } from "@decisis/law";
import { DisjointSets } from "./disjoint-sets.ts";
import type { Split } from "./split-case.ts";

/**
 * Which marks mean the same decision, and in which parts of the split it occurs. A mark is whatever tells a decision: a place
 * where it is printed (`466 F.2d 812`), its name with court and year. Marks that are once given side by side are one decision;
 * joining is transitive.
 *
 * It rather joins two decisions than parts one (orders printed on one page are one): that drops a few tasks more, and nothing
 * gets from one part of the split into another.
 */
export class Authorities {
  private readonly marks = new DisjointSets();
  private readonly parts = new Map<string, Set<Split>>();

  /** Joins `marks`, and notes that `part` names the decision. Without marks nothing is noted. */
  add(marks: readonly string[], part: Split): void {
    if (marks.length === 0) return;
    const parts = new Set([part]);
    for (const mark of marks) {
      const key = this.marks.key(mark);
      for (const known of this.parts.get(key) ?? []) parts.add(known);
      this.parts.delete(key);
      this.marks.join(marks[0], mark);
    }
    this.parts.set(this.marks.key(marks[0]), parts);
  }

  /** The same for all marks of a decision, once all are added: the one that comes first by code unit. */
  key(marks: readonly string[]): string {
    return this.marks.key(marks[0]);
  }

  /** Whether `part`, and no other, names the decision. */
  isOf(marks: readonly string[], part: Split): boolean {
    const parts = this.parts.get(this.key(marks));
    return parts !== undefined && parts.size === 1 && parts.has(part);
  }
}

/** Mark of a decision that is known by name, court and year; `null` where a citation leaves one out. */
export function nameMark(cited: {
  readonly name: string;
  readonly court: string | null;
  readonly year: string | null;
}): string {
  return `${caseNameKey(cited.name)} ${(cited.court ?? "").replace(/\s+/g, "")} ${cited.year ?? ""}`;
}
