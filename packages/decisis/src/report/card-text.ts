import type { AuditFigures, AuditSummary } from "@decisis/graders";
import { type CardBaseline, type EnvironmentCard, PARTS, type PartCounts } from "./card.ts";
import { markdownTable as table, markdownText as text } from "./markdown.ts";
import { estimateText, figure, percent } from "./terminal-table.ts";

/** Values of a trait that get a row of their own. */
const ROWS = 12;

/** The card as Markdown. */
export function cardText(card: EnvironmentCard): string {
  const { environment, version, summary, range, chance } = card;
  const guessed = chance === null ? "" : ` An option picked by lot earns ${figure(chance)} of it.`;
  const sections = [
    `# ${text(environment)} ${text(version)}\n\n${text(summary[0].toUpperCase() + summary.slice(1))}. Reward from ${range[0]} to ${range[1]}.${guessed}`,
    `## Sizes\n\n${sizes(card)}`,
    `## Sources\n\n${sources(card)}`,
    ...Object.entries(card.counts).map(([name, counts]) => `## By ${text(name)}\n\n${shares(counts)}`),
    `## What gave no task\n\n${skipped(card)}`,
    `## Without a model\n\n${baselines(card)}`,
    `## Audit of the reward\n\n${card.audit === null ? "None was made with these tasks." : audited(card.audit)}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

const cells = (counts: PartCounts): string[] => PARTS.map((part) => String(counts[part]));

const sizes = ({ tasks, clusters, citedInTraining }: EnvironmentCard): string =>
  table(
    ["", ...PARTS],
    [
      ...Object.entries(tasks).map(([origin, counts]) => [`${origin} tasks`, ...cells(counts)]),
      ...(tasks.real === undefined ? [] : [["of the real ones cited in training opinions", ...cells(citedInTraining)]]),
      ["clusters", ...cells(clusters)],
    ],
  );

const sources = ({ sources }: EnvironmentCard): string =>
  table(
    ["source", "licence", "revisions", "tasks"],
    sources.map(({ source, licence, revisions: { n, first, last }, tasks }) => [
      text(source),
      text(licence),
      n === 1 ? text(first) : `${n}, ${text(first)} to ${text(last)}`,
      String(tasks),
    ]),
  );

/** Tasks by part with their share of it; rare values in one row. */
function shares(counts: Readonly<Record<string, PartCounts>>): string {
  const all = Object.values(counts).reduce(sum);
  const [own, rest] = [Object.entries(counts).slice(0, ROWS), Object.values(counts).slice(ROWS)];
  const row = (name: string, of: PartCounts): string[] => [
    name,
    ...PARTS.map((part) => `${of[part]} (${percent(of[part] / all[part])})`),
  ];
  return table(
    ["", ...PARTS],
    [
      ...own.map(([name, of]) => row(text(name), of)),
      ...(rest.length === 0 ? [] : [row(`${rest.length} others`, rest.reduce(sum))]),
    ],
  );
}

const sum = (a: PartCounts, b: PartCounts): PartCounts => ({
  train: a.train + b.train,
  validation: a.validation + b.validation,
  test: a.test + b.test,
});

function skipped({ skipped }: EnvironmentCard): string {
  const rows = Object.entries(skipped).map(([rule, n]) => `- ${text(rule)}: ${n}`);
  return rows.length === 0 ? "Nothing was passed over." : rows.join("\n");
}

function baselines({ baselines, chance }: EnvironmentCard): string {
  if (baselines.length === 0) return "There is no test part.";
  const solving = baselines.filter(({ solves }) => solves);
  return [
    ...[...Map.groupBy(baselines, ({ origin }) => origin).values()].map((own) => resultTable(own, chance !== null)),
    "On the test part; 95 % intervals in square brackets, from 10,000 bootstrap draws of clusters.",
    ...(solving.length === 0
      ? []
      : [
          `**Solved without a model:** ${solving.map(({ name, origin }) => `${text(name)} on ${origin} tasks`).join(", ")}.`,
        ]),
  ].join("\n\n");
}

function resultTable(own: readonly CardBaseline[], hasChance: boolean): string {
  const [{ origin, n, clusters, parts, classes }] = own;
  return table(
    [
      `${origin}, n = ${n} in ${clusters} clusters`,
      "reward",
      ...(hasChance ? ["above chance"] : []),
      ...parts.map((part) => `${text(part.name)} (n = ${part.n})`),
      ...(classes === null ? [] : ["macro-F1", "balanced accuracy", "macro-F1 of the groups"]),
    ],
    own.map((b) => [
      text(b.name),
      estimateText(b.reward),
      ...(b.aboveChance === null ? [] : [estimateText(b.aboveChance)]),
      ...b.parts.map(estimateText),
      ...(b.classes === null
        ? []
        : [b.classes.macroF1, b.classes.balancedAccuracy, b.classes.groupedMacroF1].map(estimateText)),
    ]),
  );
}

const FIGURES: readonly (readonly [keyof Omit<AuditFigures, "worstClass" | "attempts">, string])[] = [
  ["gold", "gold answers"],
  ["honest", "middling honest answers"],
  ["majority", "the most frequent answer on every row"],
  ["bestConstant", "the best constant"],
  ["cutAt90", "golds cut at 90 %"],
  ["opposites", "answers that say the contrary"],
  ["wrong", "wrong answers"],
  ["equivalents", "equal answers, lowest share of the gold's"],
  ["ladders", "rank correlation on ladders"],
];

function audited({ date, version, rows, passed, failures, figures }: AuditSummary): string {
  const when = date === undefined ? "" : `${text(date)}, `;
  const head = `${when}version ${text(version)}, ${rows} rows: ${passed ? "passed" : "**failed**"}.`;
  const worst = figures?.worstClass ?? null;
  return [
    head,
    ...(failures.length === 0 ? [] : [failures.map((failure) => `- ${text(failure)}`).join("\n")]),
    ...(figures === undefined
      ? []
      : [
          table(
            ["share of the range", "mean"],
            [
              ...FIGURES.map(([key, name]) => [name, figure(figures[key])]),
              [
                worst === null
                  ? "attempts to cheat"
                  : `attempts to cheat (${figures.attempts}), worst class: ${text(worst.name)}`,
                worst === null ? "–" : `${figure(worst.mean)}, 95th percentile ${figure(worst.p95)}`,
              ],
            ],
          ),
        ]),
  ].join("\n\n");
}
