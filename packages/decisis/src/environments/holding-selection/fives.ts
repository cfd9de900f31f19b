import type { Random } from "@decisis/tensor";
import { closedFives } from "./closed-fives.ts";
import { concedes } from "./concession.ts";
import type { DescribedRow } from "./described-rows.ts";
import { likenesses, type PoolEntry, vectorsFor } from "./likeness.ts";

/** A description with what it is chosen by. */
export interface Described {
  readonly row: DescribedRow;
  readonly entry: PoolEntry;
}

/** Five descriptions, each the answer to one question that offers all five. */
export interface DescribedFive {
  readonly members: readonly Described[];
  /** For each member: how many of the five are nearer to its passage than its own option is. */
  readonly ranks: readonly number[];
}

export interface FivesOfPart {
  readonly fives: readonly DescribedFive[];
  /** Rows in no five, with the reason. */
  readonly left: readonly { readonly row: DescribedRow; readonly reason: string }[];
}

/** Fives are looked for among at most so many, so that the work grows with their number and not with its square. */
const LARGEST_POOL = 300;

/**
 * Fives of the descriptions of one part, of one form and with or without a concession alike, such that the options alone, their
 * likeness to the passage and the other tasks tell nothing of the answer: each description is as often a distractor as the other
 * four are, and see `closedFives`.
 */
export function fivesOfPart(part: readonly Described[], random: Random, even: boolean): FivesOfPart {
  const vectors = vectorsFor(part.flatMap(({ entry }) => [entry.passage, entry.option]));
  const inOrder = part.toSorted((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
  const kinds = Map.groupBy(inOrder, ({ row, entry }) => `${row.form} ${concedes(entry.option)}`);
  const pools = [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, kind]) => pieces(random.shuffle(kind), LARGEST_POOL));
  const compared = pools.map((pool) =>
    likenesses(
      pool.map(({ entry }) => entry),
      vectors,
    ),
  );
  const found = closedFives(compared, random, even);
  const fives = found.flatMap((ofPool, p) => {
    const { size, squares } = compared[p];
    return ofPool.map((five) => ({
      members: five.map((i) => pools[p][i]),
      ranks: five.map((i) => five.filter((j) => squares[0][size * i + j] > squares[0][size * i + i]).length),
    }));
  });
  const used = new Set(fives.flatMap(({ members }) => members.map(({ row }) => row)));
  const left = pools.flatMap((pool) =>
    pool
      .filter(({ row }) => !used.has(row))
      .map(({ row }) => ({
        row,
        reason: pool.length < 5 ? "fewer than four distractors" : "balance: in no five whose answers do not stand out",
      })),
  );
  return { fives, left };
}

/** As few pieces as hold no more than `most` each, as even in size as can be. */
function pieces<T>(items: readonly T[], most: number): T[][] {
  const many = Math.ceil(items.length / most);
  const cut = (piece: number): number => Math.floor((piece * items.length) / many);
  return Array.from({ length: many }, (_, piece) => items.slice(cut(piece), cut(piece + 1)));
}
