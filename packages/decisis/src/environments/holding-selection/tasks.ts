import { Random } from "@decisis/tensor";
import { Authorities } from "../../corpus/authorities.ts";
import type { BuildResult, Skipped, SplitCase, Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import { taskProvenance } from "../task-provenance.ts";
import { citedAs, marksOf, placeMark } from "./cited-as.ts";
import { type DescribedRow, describedRows } from "./described-rows.ts";
import { chooseDistractors, type PoolEntry } from "./distractors.ts";
import { answerLetter, type HoldingFacts, LETTERS } from "./facts.ts";

export const HOLDING_ID = "holding-selection";
/** Changes whenever tasks, prompt or reward change. */
export const HOLDING_VERSION = "2";

export interface HoldingBuildOptions {
  readonly seed: number;
  /** Leave out tasks whose answer can only be the lexically nearest option, as far as there are too many; on by default. */
  readonly balance?: boolean;
}

/** One question for each cited case, from the longest description that qualifies; whatever gives none is listed with the reason. */
export function holdingTasks(cases: readonly SplitCase[], options: HoldingBuildOptions): BuildResult<HoldingFacts> {
  const { rows, described, skipped: unusable } = describedRows(cases);
  const skipped: Skipped[] = [...unusable];
  const skip = (row: DescribedRow, reason: string) => skipped.push({ id: row.id, reason });

  const authorities = new Authorities();
  for (const one of cases) authorities.add(marksOf(citedAs(one)), one.split);
  for (const { cited, citing } of described) authorities.add(marksOf(cited), citing.split);

  const longest = new Map<string, DescribedRow>();
  for (const row of rows) {
    const marks = marksOf(row.cited);
    if (!authorities.isOf(marks, row.citing.split)) {
      skip(row, "cited case in more than one part");
      continue;
    }
    const key = authorities.key(marks);
    const other = longest.get(key);
    if (other === undefined || row.option.length > other.option.length) longest.set(key, row);
    if (other !== undefined)
      skip(row.option.length > other.option.length ? other : row, "longer text of the same cited case");
  }

  const tasks: Task<HoldingFacts>[] = [];
  const pools = Map.groupBy(longest.values(), ({ citing, form }) => `${citing.origin} ${citing.split} ${form}`);
  for (const pool of [...pools].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members)) {
    const entries = pool.map((row) => poolEntry(row, authorities));
    const chosen = chooseDistractors(entries, options.seed);
    const surplus = options.balance === false ? 0 : surplusOfNearest(chosen.map((choice) => choice?.rank ?? null));
    let nearest = 0;
    let made = 0;
    const inOrder = Random.at(options.seed, "holding-order").shuffle(pool.map((_, i) => i));
    for (const i of inOrder) {
      const choice = chosen[i];
      if (choice === null) skip(pool[i], "fewer than four distractors");
      else if (choice.rank === 0 && nearest++ < surplus)
        skip(pool[i], "balance: the answer is the option nearest to the passage");
      else {
        const distractors = Random.at(options.seed, "holding-options", pool[i].id).shuffle(choice.distractors);
        const members = distractors
          .toSpliced(made++ % LETTERS.length, 0, i)
          .map((j) => ({ row: pool[j], entry: entries[j] }));
        tasks.push(taskOf(pool[i], members, choice.rank));
      }
    }
  }
  return { tasks, skipped };
}

function poolEntry(row: DescribedRow, authorities: Authorities): PoolEntry {
  const { citing, cited, mentioned } = row;
  return {
    id: row.id,
    authority: authorities.key(marksOf(cited)),
    cluster: citing.cluster,
    mentioned: new Set(mentioned.map((place) => authorities.key([placeMark(citing.origin, place)]))),
    passage: row.passage,
    option: row.option,
  };
}

/** How many tasks of rank 0 are more than a tenth above the mean of the other ranks. */
function surplusOfNearest(ranks: readonly (number | null)[]): number {
  const placed = ranks.filter((rank) => rank !== null);
  const nearest = placed.filter((rank) => rank === 0).length;
  return Math.max(0, nearest - Math.ceil((1.1 * (placed.length - nearest)) / (LETTERS.length - 1)));
}

function taskOf(
  row: DescribedRow,
  members: readonly { readonly row: DescribedRow; readonly entry: PoolEntry }[],
  lexicalRank: number,
): Task<HoldingFacts> {
  const { citing, cited, found } = row;
  const facts: HoldingFacts = {
    passage: row.passage,
    options: members.map((member) => member.row.option),
    answer: members.findIndex((member) => member.row === row),
    order: members.map((_, i) => i),
    source: { caseId: citing.record.id, opinion: row.opinion, start: found.start, end: found.end },
    cited: {
      authority: members.find((member) => member.row === row)?.entry.authority ?? "",
      name: cited.name,
      places: cited.places,
    },
    authorities: members.map((member) => member.entry.authority),
    verb: found.verb,
    lexicalRank,
  };
  return identified<HoldingFacts>({
    environment: HOLDING_ID,
    version: HOLDING_VERSION,
    split: citing.split,
    cluster: citing.cluster,
    origin: citing.origin,
    provenance: taskProvenance(citing.record),
    facts,
    gold: goldAnswer(facts),
  });
}

export const goldAnswer = (facts: HoldingFacts): string => `<answer>${answerLetter(facts)}</answer>`;
