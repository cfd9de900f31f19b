import { Random } from "@decisis/tensor";
import type { LegalDomain } from "./fictional-domain.ts";
import { type FictionalHeader, fictionalHeader } from "./fictional-header.ts";
import { type History, pickHistory } from "./fictional-history.ts";
import { type Holding, neighbors, pickHolding } from "./fictional-holding.ts";
import { type Cast, type Parenthetical, parentheticalOf } from "./fictional-holding-text.ts";
import { WordingChoice } from "./fictional-wording.ts";
import { splitOf } from "./split.ts";
import type { Split } from "./split-case.ts";

/** How an appeal may end. */
export type Disposition =
  | "affirmed"
  | "reversed"
  | "reversed and remanded"
  | "vacated and remanded"
  | "affirmed in part and reversed in part"
  | "appeal dismissed"
  | "petition denied";

const DISPOSITIONS: readonly (readonly [Disposition, number])[] = [
  ["affirmed", 0.29],
  ["reversed", 0.16],
  ["reversed and remanded", 0.12],
  ["vacated and remanded", 0.15],
  ["affirmed in part and reversed in part", 0.1],
  ["appeal dismissed", 0.1],
  ["petition denied", 0.08],
];

/** Cases that opinions cite have indices below this. */
const CITABLE = 1 << 14;

/** The cases of one seed as far as anyone has asked for them. Everything is a pure function of seed and index, kept for speed. */
export class FictionalDocket {
  private readonly headers = new Map<number, FictionalHeader>();
  private readonly parts = new Map<number, Split>();
  private readonly holdings = new Map<number, Holding>();
  private readonly histories = new Map<number, History | null>();
  private register: Map<string, number[]> | null = null;

  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  header(index: number): FictionalHeader {
    return kept(this.headers, index, () => fictionalHeader(this.seed, index));
  }

  part(index: number): Split {
    return kept(this.parts, index, () => splitOf(`gen:${this.seed}:${index}`));
  }

  year(index: number): number {
    return Number(this.header(index).decisionDate.slice(0, 4));
  }

  /** What the case decided. */
  holding(index: number): Holding {
    return kept(this.holdings, index, () =>
      pickHolding(Random.at(this.seed, "fictional-holding", index), this.header(index)),
    );
  }

  disposition(index: number): Disposition {
    let rest = Random.at(this.seed, "fictional-disposition", index).uniform();
    for (const [disposition, share] of DISPOSITIONS) if ((rest -= share) < 0) return disposition;
    return "affirmed";
  }

  /** What opinions that cite the case say about it in brackets, with the words that it uses for the parties. */
  parenthetical(index: number): {
    readonly parenthetical: Parenthetical;
    readonly cast: Cast;
    readonly used: readonly string[];
  } {
    const random = Random.at(this.seed, "fictional-parenthetical", index);
    const choice = new WordingChoice(random, this.part(index));
    const disposition = this.disposition(index);
    const standing =
      disposition === "appeal dismissed" ? "dictum" : disposition === "affirmed" ? "affirmance" : "reversal";
    return { ...parentheticalOf(choice, random, this.holding(index), standing), used: choice.used };
  }

  /** What became of the case. */
  history(index: number): History | null {
    return kept(this.histories, index, () => this.pickHistory(index));
  }

  private pickHistory(index: number): History | null {
    const random = Random.at(this.seed, "fictional-history", index);
    return pickHistory(random, this.header(index), (court, from, to) => {
      const later = this.find(random, `${this.part(index)} ${court.name} ${court.abbreviation}`, from, to, (other) =>
        neighbors(this.holding(other).domain, this.holding(index).domain),
      );
      return later === null ? null : this.header(later);
    });
  }

  /** A case of the part and the field that meets `condition`, decided before `year`; null where there is none. */
  authority(
    random: Random,
    part: Split,
    domain: LegalDomain,
    year: number,
    condition: (index: number) => boolean,
  ): number | null {
    return this.find(random, `${part} ${domain.name}`, 0, year - 1, condition);
  }

  /** A case under `key` of the register decided in the years `from` to `to`, searched from a random one on. */
  private find(
    random: Random,
    key: string,
    from: number,
    to: number,
    condition: (index: number) => boolean,
  ): number | null {
    this.register ??= this.registerCases();
    const listed = this.register.get(key) ?? [];
    const first = countWhile(listed, (index) => this.year(index) < from);
    const span = countWhile(listed, (index) => this.year(index) <= to) - first;
    if (span <= 0) return null;
    const start = random.integer(span);
    for (let step = 0; step < span; step++) {
      const index = listed[first + ((start + step) % span)];
      if (condition(index)) return index;
    }
    return null;
  }

  /** Citable cases by part and field and by part and court, in order of their year. */
  private registerCases(): Map<string, number[]> {
    const register = new Map<string, number[]>();
    for (let index = 0; index < CITABLE; index++) {
      const part = this.part(index);
      const { name, abbreviation } = this.header(index).court;
      for (const key of [`${part} ${this.holding(index).domain.name}`, `${part} ${name} ${abbreviation}`])
        kept(register, key, () => []).push(index);
    }
    for (const listed of register.values()) listed.sort((a, b) => this.year(a) - this.year(b) || a - b);
    return register;
  }
}

/** Length of the leading run of `sorted` that meets `condition`. */
function countWhile(sorted: readonly number[], condition: (index: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (condition(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function kept<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

let latest = new FictionalDocket(0);

/** The docket of `seed`; that of the seed asked for last is kept. */
export function fictionalDocket(seed: number): FictionalDocket {
  if (latest.seed !== seed) latest = new FictionalDocket(seed);
  return latest;
}
