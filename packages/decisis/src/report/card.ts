import type { AuditSummary } from "@decisis/graders";
import type { BuildResult, Environment, Split, Task } from "../environments/environment.ts";
import { reasonCounts } from "../environments/skipped-reasons.ts";
import { type BaselineAnswers, baselineAnswers } from "../evaluation/baselines.ts";
import { scoredTasks } from "../evaluation/evaluation-file.ts";
import { componentTasks, labelledTasks, partialComponents } from "../evaluation/evaluation-scores.ts";
import { aboveChance } from "../statistics/chance.ts";
import { type Estimate, estimateMean } from "../statistics/comparison.ts";
import { type ClassEstimates, estimateClasses } from "../statistics/macro-scores.ts";

export const PARTS: readonly Split[] = ["train", "validation", "test"];

export type PartCounts = Readonly<Record<Split, number>>;

/** What is published with a set of tasks. Plain JSON data, the same for the same tasks; an unknown end of an interval becomes `null`. */
export interface EnvironmentCard {
  readonly environment: string;
  readonly version: string;
  readonly summary: string;
  /** Reachable range of the reward. */
  readonly range: readonly [min: number, max: number];
  /** Reward that picking an option by lot earns, as a share of the range; `null` without options. */
  readonly chance: number | null;
  readonly tasks: Readonly<Partial<Record<Task["origin"], PartCounts>>>;
  /** Real held-out tasks of which a training opinion cites the case or a decision that the answer depends on. */
  readonly citedInTraining: PartCounts;
  /** Groups of cases that are one decision, or generated documents. */
  readonly clusters: PartCounts;
  readonly sources: readonly CardSource[];
  /** Tasks by class of the gold, where answers are classes, and by the traits of the skill; most frequent in all parts first. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, PartCounts>>>>;
  /** How many records each rule passed over. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Every baseline on the test part, on real and on generated tasks apart; what it learns is from the whole training part. */
  readonly baselines: readonly CardBaseline[];
  /** Of the reward; `null` where the card was made without one. */
  readonly audit: AuditSummary | null;
}

/** Tasks whose cases are of one source under one licence. */
export interface CardSource {
  readonly source: string;
  readonly licence: string;
  /** Distinct revisions of the source's records, and the first and the last of them in order of their code units. */
  readonly revisions: { readonly n: number; readonly first: string; readonly last: string };
  readonly tasks: number;
}

/** One policy without a model. Intervals: 95 %, clusters drawn. */
export interface CardBaseline {
  readonly name: string;
  readonly origin: Task["origin"];
  /** Tasks that could be scored, and their clusters. */
  readonly n: number;
  readonly clusters: number;
  /** Mean reward on its own scale. */
  readonly reward: Estimate;
  /** (share of the range − chance) / (1 − chance); `null` without options. */
  readonly aboveChance: Estimate | null;
  /** Components that say something of part of the tasks alone: what they are there. */
  readonly parts: readonly (Estimate & { readonly name: string; readonly n: number })[];
  /** Macro-averages, where answers are classes. */
  readonly classes: ClassEstimates | null;
  /** Solves the tasks without a model: it earns more than the limit that the skill set for it. */
  readonly solves: boolean;
}

/** The card of a build. `audit`: of the environment's reward, if one was made; `cited`: ids as `citedInTraining` gives them. */
export function environmentCard(
  environment: Environment,
  { tasks, skipped }: BuildResult<unknown>,
  audit: AuditSummary | null = null,
  cited: ReadonlySet<string> = new Set(),
): EnvironmentCard {
  const { id, version, summary, reward, chance = null } = environment;
  const origins = (["real", "generated"] as const).filter((origin) => tasks.some((t) => t.origin === origin));
  return {
    environment: id,
    version,
    summary,
    range: reward.range,
    chance,
    tasks: Object.fromEntries(origins.map((origin) => [origin, partCounts(tasks.filter((t) => t.origin === origin))])),
    citedInTraining: partCounts(tasks.filter(({ id }) => cited.has(id))),
    clusters: partCounts([...new Map(tasks.map((task) => [task.cluster, task])).values()]),
    sources: sourcesOf(tasks),
    counts: countsOf(environment, tasks),
    skipped: Object.fromEntries(reasonCounts(skipped)),
    baselines: origins.flatMap((origin) => baselinesOn(environment, tasks, origin)),
    audit,
  };
}

function baselinesOn(environment: Environment, tasks: readonly Task[], origin: Task["origin"]): CardBaseline[] {
  const test = tasks.filter((t) => t.split === "test" && t.origin === origin);
  if (test.length === 0) return [];
  const train = tasks.filter((t) => t.split === "train");
  const golds = new Map(test.map((task) => [task.id, task.gold]));
  const all = baselineAnswers(environment, test, train);
  const parts = partialComponents(all);
  const [low, high] = environment.reward.range;
  const onScale = (share: number) => low + share * (high - low);
  const { chance, classes } = environment;
  return all.map((answers, i) => {
    const { name } = answers;
    const scored = scoredTasks(answers);
    const share = estimateMean([scored], name);
    const limit = environment.baselines[i].limit ?? Number.POSITIVE_INFINITY;
    return {
      name,
      origin,
      n: scored.length,
      clusters: new Set(scored.map((t) => t.cluster)).size,
      reward: { mean: onScale(share.mean), ci95: [onScale(share.ci95[0]), onScale(share.ci95[1])] },
      aboveChance: chance === undefined ? null : aboveChance(share, chance),
      parts: parts.map((part) => partOf(answers, part)),
      classes:
        classes === undefined
          ? null
          : estimateClasses(
              [labelledTasks(answers, golds, classes)],
              [labelledTasks(answers, golds, classes, true)],
              name,
            ),
      solves: share.mean > limit,
    };
  });
}

function partOf(answers: BaselineAnswers, name: string): CardBaseline["parts"][number] {
  const tasks = componentTasks(answers, name);
  return { name, n: tasks.length, ...estimateMean([tasks], answers.name, name) };
}

function sourcesOf(tasks: readonly Task[]): CardSource[] {
  const key = ({ provenance: { source, licence } }: Task) => `${source}\n${licence}`;
  return [...Map.groupBy(tasks, key).values()]
    .map((own) => {
      const { source, licence } = own[0].provenance;
      const revisions = [...new Set(own.map((t) => t.provenance.revision))].sort();
      return {
        source,
        licence,
        revisions: { n: revisions.length, first: revisions[0], last: revisions[revisions.length - 1] },
        tasks: own.length,
      };
    })
    .sort((a, b) => b.tasks - a.tasks);
}

function countsOf(environment: Environment, tasks: readonly Task[]): EnvironmentCard["counts"] {
  const traits = tasks.map((task): Readonly<Record<string, string>> => {
    const label = environment.classes?.answer(task.gold) ?? null;
    return { ...(label === null ? {} : { class: label }), ...environment.traits?.(task) };
  });
  const names = [...new Set(traits.flatMap(Object.keys))];
  return Object.fromEntries(
    names.map((name) => {
      const byValue = [...Map.groupBy(tasks.keys(), (i) => traits[i][name])].sort(
        ([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1),
      );
      return [name, Object.fromEntries(byValue.map(([value, own]) => [value, partCounts(own.map((i) => tasks[i]))]))];
    }),
  );
}

const partCounts = (of: readonly { readonly split: Split }[]): PartCounts => {
  const count = (part: Split) => of.filter(({ split }) => split === part).length;
  return { train: count("train"), validation: count("validation"), test: count("test") };
};
