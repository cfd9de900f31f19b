import { describe, expect, it } from "vitest";
import { likenesses, type PoolEntry, vectorsFor } from "./likeness.ts";

const entry = (id: string, passage: string, option: string, other: Partial<PoolEntry> = {}): PoolEntry => ({
  id,
  authority: id,
  cluster: `cluster of ${id}`,
  mentioned: new Set([id]),
  passage,
  option,
  ...other,
});
const ENTRIES = [
  entry("ferry", "The ferry was late and the cattle died.", "A ferry answers for cattle that died"),
  entry("lease", "The tenant of the mill kept the lamps.", "A tenant may keep lamps when the lease ends"),
  entry("mill", "The mill burned and nobody was insured.", "An insurer owes nothing for a mill that burned"),
];
const likenessesOf = (entries: readonly PoolEntry[]) =>
  likenesses(entries, vectorsFor(entries.flatMap(({ passage, option }) => [passage, option])));
const apartIn = (entries: readonly PoolEntry[]): boolean => {
  const { size, apart } = likenessesOf(entries);
  expect(apart[1]).toBe(apart[size]);
  return apart[1] === 1;
};

describe("likenesses", () => {
  it("compares passages with options, by four measures", () => {
    const { size, squares } = likenessesOf(ENTRIES);
    expect(size).toBe(3);
    expect(squares).toHaveLength(4);
    for (const square of squares)
      for (let i = 0; i < 3; i++) expect(Math.max(...square.slice(3 * i, 3 * i + 3))).toBe(square[4 * i]);
    // The passage about the tenant names the mill, the option about the tenant does not: rows are passages.
    expect(squares[0][3 + 2]).toBeGreaterThan(0);
    expect(squares[0][6 + 1]).toBe(0);
  });

  it("holds apart what one case describes, what a passage cites, and what says nearly the same", () => {
    const [ferry, lease] = ENTRIES;
    expect(apartIn([ferry, lease])).toBe(true);
    expect(apartIn([ferry, { ...lease, cluster: ferry.cluster }])).toBe(false);
    expect(apartIn([ferry, { ...lease, mentioned: new Set(["lease", "ferry"]) }])).toBe(false);
    expect(apartIn([{ ...ferry, mentioned: new Set(["ferry", "lease"]) }, lease])).toBe(false);
    expect(apartIn([ferry, { ...lease, option: `${ferry.option} on board` }])).toBe(false);
  });
});
