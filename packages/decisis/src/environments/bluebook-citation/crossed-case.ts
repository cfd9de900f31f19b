import type { CaseRecord } from "../../corpus/case-record.ts";

/** A case with two sides, each of which can meet a side of another such case. */
export interface TwoSidedCase {
  readonly record: CaseRecord;
  /** Its name as its gold citation gives it. */
  readonly citedName: string;
}

/** A case as `TwoSidedCase`; `null` where caption, short name or cited name is not of the form `A v. B`. */
export function twoSided(record: CaseRecord, citedName: string): TwoSidedCase | null {
  return [record.name, record.nameAbbreviation, citedName].every((text) => sidesOf(text) !== null)
    ? { record, citedName }
    : null;
}

/** The case with its second side exchanged for that of another: caption, short name and cited name alike. */
export function crossedCase(one: TwoSidedCase, other: TwoSidedCase): TwoSidedCase {
  const cross = (first: string, second: string) => `${sidesOf(first)![0]} v. ${sidesOf(second)![1]}`;
  return {
    record: {
      ...one.record,
      name: cross(one.record.name, other.record.name),
      nameAbbreviation: cross(one.record.nameAbbreviation, other.record.nameAbbreviation),
    },
    citedName: cross(one.citedName, other.citedName),
  };
}

/** Both sides of `A v. B` (or `vs.`); `null` if there is no `v.` or more than one, or a second proceeding follows. */
function sidesOf(text: string): readonly [first: string, second: string] | null {
  const sides = text.split(/\s+vs?\.?\s+/i);
  return sides.length === 2 && sides.every((side) => /\p{L}/u.test(side)) ? [sides[0], sides[1]] : null;
}
