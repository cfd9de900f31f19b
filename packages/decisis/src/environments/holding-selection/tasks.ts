import { Random } from "@decisis/tensor";
import { Authorities } from "../../corpus/authorities.ts";
import type { BuildResult, Skipped, SplitCase, Task } from "../environment.ts";
import { identified } from "../task-id.ts";
import { taskProvenance } from "../task-provenance.ts";
import { citedAs, marksOf, placeMark } from "./cited-as.ts";
import { type DescribedRow, describedRows } from "./described-rows.ts";
import { answerLetter, type HoldingFacts, LETTERS } from "./facts.ts";
import { type Described, fivesOfPart } from "./fives.ts";
import type { PoolEntry } from "./likeness.ts";

export const HOLDING_ID = "holding-selection";
/** Changes whenever tasks, prompt or reward change. */
export const HOLDING_VERSION = "4";

export interface HoldingBuildOptions {
  readonly seed: number;
  /** Leave out fives of descriptions as long as likeness to the passage tells the answers; on by default. */
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
  const candidates = [...longest.values()].map((row) => ({ row, entry: poolEntry(row, authorities) }));
  const parts = Map.groupBy(candidates, ({ row: { citing } }) => `${citing.origin} ${citing.split}`);
  for (const [name, part] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const random = Random.at(options.seed, "holding-fives", name);
    const { fives, left } = fivesOfPart(part, random, options.balance ?? true);
    for (const { row, reason } of left) skip(row, reason);
    const questions = fives.flatMap(({ members, ranks }) =>
      members.map((answer, i) => ({ members, answer, rank: ranks[i] })),
    );
    for (const [i, { members, answer, rank }] of random.shuffle(questions).entries()) {
      const distractors = random.shuffle(members.filter((member) => member !== answer));
      tasks.push(taskOf(answer, distractors.toSpliced(i % LETTERS.length, 0, answer), rank));
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

function taskOf({ row, entry }: Described, shown: readonly Described[], lexicalRank: number): Task<HoldingFacts> {
  const { citing, cited, found } = row;
  const facts: HoldingFacts = {
    passage: row.passage,
    options: shown.map((member) => member.row.option),
    answer: shown.findIndex((member) => member.row === row),
    order: shown.map((_, i) => i),
    source: { caseId: citing.record.id, opinion: row.opinion, start: found.start, end: found.end },
    cited: { authority: entry.authority, name: cited.name, places: cited.places },
    authorities: shown.map((member) => member.entry.authority),
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
