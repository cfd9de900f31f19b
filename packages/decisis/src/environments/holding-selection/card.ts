import { wilsonInterval } from "../../statistics/wilson.ts";
import type { BuildResult, Split, Task } from "../environment.ts";
import { HOLDING_BASELINES } from "./baselines.ts";
import { type HoldingFacts, LETTERS } from "./facts.ts";
import { chanceCorrected, holdingReward } from "./reward.ts";
import { HOLDING_ID, HOLDING_VERSION } from "./tasks.ts";

const PARTS: readonly Split[] = ["train", "validation", "test"];

/** A share of `n` tasks with its 95 % interval (Wilson). `null` where there is none. */
export interface Share {
  readonly n: number;
  readonly share: number | null;
  readonly interval: readonly [low: number, high: number];
}

/** What is published with a set of tasks. Plain JSON data. */
export interface HoldingCard {
  readonly environment: string;
  readonly version: string;
  readonly tasks: Readonly<Record<Split, number>>;
  /** Tasks whose citing opinion said "holding". */
  readonly holding: Readonly<Record<Split, number>>;
  /** Cited cases, one a task, and citing clusters. */
  readonly citingClusters: number;
  readonly verbs: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  /** Share of the test part's answers under each letter. */
  readonly letters: Readonly<Record<string, Share>>;
  /** Accuracy on the test part: of all tasks, and of those that said "holding". */
  readonly baselines: readonly { readonly name: string; readonly all: Share; readonly holding: Share }[];
  /** A lexical baseline is right on more than `SOLVABLE` of the test part: no figure for a headline. */
  readonly lexicallySolvable: boolean;
}

/** Above this accuracy of a lexical baseline a set is marked. */
const SOLVABLE = 0.35;
const LEXICAL = new Set(["shared-words", "tf-idf", "shared-letters", "isolated"]);

/** Sizes, reasons and baselines of a build, measured on its test part with weights from its training part. */
export function holdingCard({ tasks, skipped }: BuildResult<HoldingFacts>): HoldingCard {
  const grader = holdingReward();
  const part = (name: Split) => tasks.filter((task) => task.split === name);
  const [train, test] = [part("train"), part("test")];
  const isHolding = (task: Task<HoldingFacts>) => task.facts.verb === "holding";
  const baselines = HOLDING_BASELINES.map(({ name, answer }) => {
    const right = (of: readonly Task<HoldingFacts>[]) =>
      shareOf(of.map((task) => grader.grade(task, answer(task, train)).reward === 1));
    return { name, all: right(test), holding: right(test.filter(isHolding)) };
  });
  const perPart = (keep: (task: Task<HoldingFacts>) => boolean) =>
    Object.fromEntries(PARTS.map((name) => [name, part(name).filter(keep).length])) as Record<Split, number>;
  return {
    environment: HOLDING_ID,
    version: HOLDING_VERSION,
    tasks: perPart(() => true),
    holding: perPart(isHolding),
    citingClusters: new Set(tasks.map((task) => task.cluster)).size,
    verbs: counted(tasks.map((task) => task.facts.verb)),
    skipped: counted(skipped.map(({ reason }) => reason)),
    letters: Object.fromEntries(
      LETTERS.map((letter) => [letter, shareOf(test.map((task) => task.gold === `<answer>${letter}</answer>`))]),
    ),
    baselines,
    lexicallySolvable: baselines.some(({ name, all }) => LEXICAL.has(name) && (all.share ?? 0) > SOLVABLE),
  };
}

/** The card as Markdown. */
export function cardText(card: HoldingCard): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  const share = ({ n, share: value, interval }: Share) =>
    value === null ? "none" : `${percent(value)} (${percent(interval[0])} to ${percent(interval[1])}, n = ${n})`;
  const above = ({ share: value }: Share) => (value === null ? "none" : chanceCorrected(value).toFixed(3));
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, n]) => `- ${name}: ${n}`)
      .join("\n");
  return `# ${card.environment} ${card.version}

| | ${PARTS.join(" | ")} |
|---|${PARTS.map(() => "---|").join("")}
| tasks | ${PARTS.map((name) => card.tasks[name]).join(" | ")} |
| of them "holding" | ${PARTS.map((name) => card.holding[name]).join(" | ")} |

Each task asks about another cited case; they come from ${card.citingClusters} groups of citing cases.
${card.lexicallySolvable ? `\nLexically solvable: a lexical baseline is right on more than ${percent(SOLVABLE)}.\n` : ""}
| accuracy on the test part | all | above chance | "holding" |
|---|---|---|---|
${card.baselines.map(({ name, all, holding }) => `| ${name} | ${share(all)} | ${above(all)} | ${share(holding)} |`).join("\n")}

Answers of the test part by letter at visit 0:

${LETTERS.map((letter) => `- ${letter}: ${share(card.letters[letter])}`).join("\n")}

Verbs of the citing opinions:

${list(card.verbs)}

What gave no task:

${list(card.skipped)}
`;
}

function shareOf(hits: readonly boolean[]): Share {
  const right = hits.filter(Boolean).length;
  return {
    n: hits.length,
    share: hits.length === 0 ? null : right / hits.length,
    interval: wilsonInterval(right, hits.length),
  };
}

/** Counts by falling count, then by name. */
function counted(names: readonly string[]): Record<string, number> {
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length] as const);
  return Object.fromEntries(counts.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
